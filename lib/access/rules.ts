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
const owners = ['owner'] as const;

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
  /** A drill message to a whole tree. */
  'contacts.test': leads,
  /** Inviting, rights, jobs at sites, ending a membership. */
  'members.edit': managers,
  'settings.edit': managers,
  'audit.read': managers,
  'practice.export': owners,
  'practice.delete': owners,
  'break-glass.issue': owners,
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

/** What somebody is at one site, where that differs from everywhere else. */
export interface SitePart {
  siteId: string;
  /** Null: their right everywhere. */
  right: Right | null;
  /** Empty: their jobs everywhere. */
  jobRoles: readonly JobRole[];
}

/** The right and the jobs somebody has at that site. */
export function partAt(
  who: { right: Right; jobRoles: readonly JobRole[]; parts: readonly SitePart[] },
  siteId: string,
): { right: Right; jobRoles: readonly JobRole[] } {
  const part = who.parts.find((one) => one.siteId === siteId);
  return {
    right: part?.right ?? who.right,
    jobRoles: part && part.jobRoles.length > 0 ? part.jobRoles : who.jobRoles,
  };
}

/** True when what somebody is at that site allows the act; null: what they are everywhere. */
export function mayAt(who: Parameters<typeof partAt>[0], act: Act, siteId: string | null): boolean {
  return may(siteId === null ? who.right : partAt(who, siteId).right, act);
}

/** True when that right allows the act. */
export function may(right: Right | null, act: Act): boolean {
  const rights: readonly Right[] | undefined = ALLOWED[act];
  return right !== null && rights !== undefined && rights.includes(right);
}
