// Plans whose review is due, with the reason and the form; then the ones that come.
import { Link } from '@/components/ui/link';
import { Empty } from '@/components/ui/page-head';
import { day, plainDay } from '@/lib/core';
import type { PlanReview, Reviews } from '@/lib/runbooks/schema';
import { ReviewForm, type ReviewFormProps } from './review-form';

function lastWords({ last }: PlanReview, zone: string): string {
  if (!last) return 'Not reviewed since it was published.';
  const who = last.by === null ? '' : ` by ${last.by}`;
  return `Last reviewed${who} on ${day(new Date(last.at), zone)}${last.note === '' ? '' : `: ${last.note}`}`;
}

export function ReviewList({
  slug,
  zone,
  reviews: { due, coming },
  next,
}: {
  slug: string;
  zone: string;
  reviews: Reviews;
  /** Null for those who may not review. */
  next: ReviewFormProps['next'] | null;
}) {
  if (due.length + coming.length === 0)
    return <Empty>No plan is published yet, so none needs a review.</Empty>;
  return (
    <>
      {due.length === 0 ? (
        <p className="max-w-prose">No review is due.</p>
      ) : (
        <ul className="border-line max-w-prose border-t">
          {due.map((plan) => (
            <li key={plan.runbookId} className="border-line keep border-b py-5">
              <h3 className="font-strong text-l">
                <Link href={`/p/${slug}/runbooks/${plan.slug}`} className="reach">
                  {plan.title}
                </Link>
                , version {plan.version}
              </h3>
              <ul className="list-disc pl-6">
                {plan.reasons.map((reason) => (
                  <li key={reason}>{reason}.</li>
                ))}
              </ul>
              <p className="text-ink-2 text-s mt-1">
                {plan.ownerName === null ? 'It has no owner.' : `${plan.ownerName} keeps it.`}{' '}
                {lastWords(plan, zone)}
              </p>
              {next && (
                <details className="no-print mt-1">
                  <summary className="inline-flex min-h-12 items-center underline">
                    Review it<span className="sr-only">: {plan.title}</span>
                  </summary>
                  <p className="mt-2 mb-4">
                    Read the plan first. When something must change, edit it and publish; else say so here.
                  </p>
                  <ReviewForm practice={slug} runbook={plan.runbookId} title={plan.title} next={next} />
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
      {coming.length > 0 && (
        <table className="stack mt-8 table">
          <caption className="font-strong mb-1 text-left">Coming reviews</caption>
          <thead>
            <tr>
              <th scope="col">Plan</th>
              <th scope="col">Kept by</th>
              <th scope="col">Last review</th>
              <th scope="col" className="num">
                Review by
              </th>
            </tr>
          </thead>
          <tbody>
            {coming.map((plan) => (
              <tr key={plan.runbookId}>
                <th scope="row">
                  <Link href={`/p/${slug}/runbooks/${plan.slug}`}>{plan.title}</Link>
                </th>
                <td data-label="Kept by">{plan.ownerName ?? 'nobody yet'}</td>
                <td data-label="Last review">
                  {plan.last
                    ? `${day(new Date(plan.last.at), zone)}${plan.last.by === null ? '' : `, ${plan.last.by}`}`
                    : 'none yet'}
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
