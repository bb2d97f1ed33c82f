// Rights as data: who may do what. Unlisted is no. Pure, shared with the phone.
export const RIGHTS = ['owner', 'manager', 'lead', 'staff'] as const;
export type Right = (typeof RIGHTS)[number];

export const JOB_ROLES = [
  'front_desk',
  'ma_nurse',
  'clinician',
  'incident_lead',
  'it_privacy',
  'billing',
] as const;
export type JobRole = (typeof JOB_ROLES)[number];

export const JOB_ROLE_WORDS: Record<JobRole, string> = {
  front_desk: 'Front desk',
  ma_nurse: 'MA / nurse',
  clinician: 'Clinician',
  incident_lead: 'Incident lead',
  it_privacy: 'IT / privacy',
  billing: 'Billing',
};

const everyone = RIGHTS;
const leads = ['owner', 'manager', 'lead'] as const;
const managers = ['owner', 'manager'] as const;

/** What each act of the product needs. */
const ALLOWED = {
  'practice.read': everyone,
  'practice.edit': managers,
  'runbook.read': everyone,
  'runbook.edit': managers,
  'runbook.publish': managers,
  /** Putting a newer version of a plan into an incident that runs. */
  'runbook.apply': leads,
  'kit.read': everyone,
  'kit.check': everyone,
  'kit.edit': managers,
  /** The binder holds colleagues' numbers. */
  'binder.print': leads,
  'contacts.read': everyone,
  /** Numbers and addresses of colleagues. */
  'contacts.reach': leads,
  'contacts.edit': managers,
  'incident.read': everyone,
  'incident.report': everyone,
  'incident.step': everyone,
  'incident.answer': everyone,
  'incident.note': everyone,
  'incident.declare': leads,
  'incident.add-run': leads,
  'incident.update': leads,
  'incident.mark': leads,
  'incident.close': leads,
} as const satisfies Record<string, readonly Right[]>;

export type Act = keyof typeof ALLOWED;

/** True when that right allows the act. */
export function may(right: Right | null, act: Act): boolean {
  const rights: readonly Right[] | undefined = ALLOWED[act];
  return right !== null && rights !== undefined && rights.includes(right);
}
