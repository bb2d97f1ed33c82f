// A first contact tree out of who does which job: something to change, nothing that is saved. Pure.
import { JOB_ROLE_WORDS, may, RIGHTS, type JobRole, type Right } from '@/lib/access/rules';
import type { BranchShape } from './tree-rules';

export interface SuggestPerson {
  id: string;
  jobRoles: readonly JobRole[];
  right: Right | null;
}

export type SuggestedBranch = BranchShape & { waitMinutes: number };

const ORDER: readonly JobRole[] = ['ma_nurse', 'clinician', 'front_desk', 'it_privacy', 'billing'];
/** Jobs without which nothing goes on. */
const CRITICAL: readonly JobRole[] = ['incident_lead', 'ma_nurse', 'front_desk'];
const WAIT_MINUTES = 5;

/** Incident leads first, then whoever may declare, then the order given. */
function ranked<P extends SuggestPerson>(people: readonly P[]): P[] {
  const rank = ({ jobRoles, right }: SuggestPerson) =>
    jobRoles.includes('incident_lead') ? 0 : may(right, 'incident.declare') ? 1 : 2;
  return people.toSorted((a, b) => rank(a) - rank(b));
}

const place = ({ right }: SuggestPerson): number => (right === null ? RIGHTS.length : RIGHTS.indexOf(right));

function branchOf(
  role: JobRole,
  team: readonly SuggestPerson[],
  parentKey: string | null,
): SuggestedBranch[] {
  const [lead, deputy, ...rest] = team;
  if (!lead) return [];
  const able = team.filter(({ jobRoles }) => jobRoles.includes(role)).length;
  const needs = CRITICAL.includes(role) && able > 0;
  return [
    {
      key: role,
      parentKey,
      name: JOB_ROLE_WORDS[role],
      leadId: lead.id,
      deputyId: deputy?.id ?? null,
      waitMinutes: WAIT_MINUTES,
      needRole: needs ? role : null,
      // One fewer than there are, so that somebody can stand in; two at most.
      needCount: needs ? Math.min(2, Math.max(1, able - 1)) : 0,
      memberIds: rest.map(({ id }) => id),
    },
  ];
}

/**
 * One branch a job that somebody has. The incident leads come first and tell the leads of the others; everybody else
 * stands in the branch of their first job. Who leads the first branch is told by nobody below: no circle can come of it.
 */
export function suggestTree(people: readonly SuggestPerson[]): SuggestedBranch[] {
  // Who does nothing but lead comes first: the others are wanted at the head of their own branch.
  const leads = people
    .filter(({ jobRoles }) => jobRoles.includes('incident_lead'))
    .toSorted((a, b) => a.jobRoles.length - b.jobRoles.length || place(a) - place(b));
  const head =
    leads.length > 0 ? leads : ranked(people.filter(({ right }) => may(right, 'incident.declare')));
  const top = branchOf('incident_lead', head, null);
  const taken = new Set(top.flatMap(({ leadId, deputyId }) => [leadId, deputyId]));
  const first = ({ jobRoles }: SuggestPerson) => jobRoles.find((role) => role !== 'incident_lead');
  const under = top[0]?.key ?? null;
  return [
    ...top,
    ...ORDER.flatMap((role) =>
      branchOf(
        role,
        ranked(people.filter((person) => first(person) === role && !taken.has(person.id))),
        under,
      ),
    ),
  ];
}
