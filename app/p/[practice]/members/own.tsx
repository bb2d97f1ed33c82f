// One's own membership: what one may do here, and the way out.
import { Facts } from '@/components/ui/facts';
import { ActForm } from '@/components/ui/form';
import { Section } from '@/components/ui/page-head';
import type { MemberCtx } from '@/lib/access';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { RIGHT_WORDS } from '@/lib/practices/rules';
import { leave } from './actions';

export function OwnMembership({
  slug,
  practice,
  ctx: { actor },
  sites,
}: {
  slug: string;
  practice: string;
  ctx: MemberCtx;
  sites: ReadonlyMap<string, string>;
}) {
  const jobs = (roles: typeof actor.jobRoles) => roles.map((role) => JOB_ROLE_WORDS[role]).join(', ');
  return (
    <Section title="Your own membership" id="own">
      <Facts
        facts={[
          ['Name', actor.name],
          ['Right', `${RIGHT_WORDS[actor.right].word}. ${RIGHT_WORDS[actor.right].what}`],
          ['Jobs', jobs(actor.jobRoles)],
          ...actor.parts.map(
            ({ siteId, right, jobRoles }) =>
              [
                `At ${sites.get(siteId) ?? 'another site'}`,
                [right && RIGHT_WORDS[right].word, jobs(jobRoles)].filter(Boolean).join(': '),
              ] as const,
          ),
        ]}
      />
      <details className="no-print mt-6 max-w-prose">
        <summary className="inline-flex min-h-12 items-center underline">Leave this practice</summary>
        <p className="mt-2 mb-4">
          You are out at once on every device, and nobody tells you of a downtime here any more. What you did
          stays in the record. To come back, somebody must bring you back.
        </p>
        <ActForm
          act={leave}
          fields={{ practice: slug }}
          word={`Leave ${practice}`}
          busy="Leaving…"
          look="danger"
        />
      </details>
    </Section>
  );
}
