// What a plan says about itself. Brief for one job, whose printout is for one page with the version in its head.
import { Facts } from '@/components/ui/facts';
import { Link } from '@/components/ui/link';
import { plainDay } from '@/lib/core';
import type { RunbookCard, RunbookView } from '@/lib/runbooks/schema';

export function PlanFacts({
  slug,
  plan,
  published,
  leadsTo,
  brief,
}: {
  slug: string;
  plan: RunbookView;
  published: string;
  leadsTo: readonly RunbookCard[];
  brief: boolean;
}) {
  if (brief) return <Facts facts={[['Minute 0', plan.anchor]]} />;
  const by = plan.publishedBy ? ` by ${plan.publishedBy}` : '';
  return (
    <Facts
      facts={[
        ['Minute 0', plan.anchor],
        ['Version', `${plan.version}, published ${published}${by}`],
        ['What changed', plan.changeNote],
        ['Approved by', plan.approvedBy],
        ['In force from', plan.effectiveOn && plainDay(plan.effectiveOn)],
        ['Owner', plan.ownerName],
        ['Review by', plan.reviewOn && plainDay(plan.reviewOn)],
        [
          'Can lead to',
          leadsTo.length > 0 && (
            <ul className="flex flex-wrap gap-x-6">
              {leadsTo.map((other) => (
                <li key={other.id}>
                  <Link href={`/p/${slug}/runbooks/${other.slug}`} className="inline-block py-1">
                    {other.title}
                  </Link>
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  );
}
