// All plans in force.
import type { Metadata } from 'next';
import { Link } from '@/components/ui/link';
import { Empty, PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { plainDay } from '@/components/words';
import { day } from '@/lib/core';
import { readRunbooks } from '@/lib/runbooks';
import { RUNBOOK_KIND_WORDS } from '@/lib/runbooks/rules';
import type { InPractice } from '../../../page-props';
import { here } from '../here';

export const metadata: Metadata = { title: 'Plans' };

export default async function Plans({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const plans = await readRunbooks(ctx);
  return (
    <>
      <PageHead
        title="Plans"
        lede="What everybody does when something fails. A published plan never changes; a new version replaces it."
        actions={<PrintButton word="Print this list" />}
      />
      {plans.length === 0 ? (
        <Empty>No plan is published yet. A manager publishes the first one.</Empty>
      ) : (
        <table className="stack table">
          <thead>
            <tr>
              <th scope="col">Plan</th>
              <th scope="col">For</th>
              <th scope="col" className="num">
                Steps
              </th>
              <th scope="col" className="num">
                Version
              </th>
              <th scope="col" className="num">
                Published
              </th>
              <th scope="col" className="num">
                Review by
              </th>
            </tr>
          </thead>
          <tbody>
            {plans.map((plan) => (
              <tr key={plan.id}>
                <th scope="row">
                  <Link href={`/p/${slug}/runbooks/${plan.slug}`}>{plan.title}</Link>
                </th>
                <td data-label="For">{RUNBOOK_KIND_WORDS[plan.kind]}</td>
                <td data-label="Steps" className="num">
                  {plan.steps}
                </td>
                <td data-label="Version" className="num">
                  {plan.version}
                </td>
                <td data-label="Published" className="num whitespace-nowrap">
                  {day(new Date(plan.publishedAt), practice.zone)}
                </td>
                <td data-label="Review by" className="num whitespace-nowrap">
                  {plan.reviewOn ? plainDay(plan.reviewOn) : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
