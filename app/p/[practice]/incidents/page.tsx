// Every incident and drill: what is open, and the records of what was.
import type { Metadata } from 'next';
import { Link } from '@/components/ui/link';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { DrillTag } from '@/components/ui/tag';
import { When } from '@/components/when';
import { headline, lasted } from '@/components/words';
import { readIncidents } from '@/lib/incidents';
import type { IncidentCard } from '@/lib/incidents/schema';
import { one, type InPractice } from '../../../page-props';
import { here } from '../here';

export const metadata: Metadata = { title: 'Incidents' };

const PAGE = 50;

function Cards({
  slug,
  zone,
  cards,
  now,
  open,
}: {
  slug: string;
  zone: string;
  cards: readonly IncidentCard[];
  now: Date;
  open: boolean;
}) {
  return (
    <table className="stack table">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Site</th>
          <th scope="col">Plan</th>
          <th scope="col" className="num">
            Noticed
          </th>
          <th scope="col" className="num">
            {open ? 'Open for' : 'Lasted'}
          </th>
          <th scope="col" className="num">
            Steps
          </th>
        </tr>
      </thead>
      <tbody>
        {cards.map((card) => (
          <tr key={card.id}>
            <th scope="row">
              <Link href={`/p/${slug}/incidents/${card.id}`}>{headline(card.whatDown)}</Link>{' '}
              {card.drill && <DrillTag />}
            </th>
            <td>{card.siteName}</td>
            <td>{card.title}</td>
            <td className="num whitespace-nowrap">
              <When at={card.noticedAt} zone={zone} />
            </td>
            <td data-label={open ? 'Open for' : 'Lasted'} className="num whitespace-nowrap">
              {lasted(card, now)}
            </td>
            <td data-label="Steps" className="num whitespace-nowrap">
              {card.stepsDone} of {card.stepsTotal}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export default async function Incidents({ params, searchParams }: InPractice) {
  const [{ practice: asked }, query] = await Promise.all([params, searchParams]);
  const { slug, ctx, practice } = await here(asked);
  const given = one(query['before']);
  const before =
    given !== null && /^2\d{3}-\d\d-\d\dT[\d:.]+Z$/.test(given) && !Number.isNaN(Date.parse(given))
      ? new Date(given).toISOString()
      : null;
  const [active, closed] = await Promise.all([
    before === null ? readIncidents(ctx, { state: 'active' }) : [],
    readIncidents(ctx, { state: 'closed', limit: PAGE, ...(before !== null && { before }) }),
  ]);
  const now = new Date();
  const oldest = closed.length === PAGE ? closed.at(-1) : undefined;
  return (
    <>
      <PageHead
        title="Incidents and drills"
        lede="The record of each: who did what, and when."
        actions={<PrintButton />}
      />
      {active.length > 0 && (
        <Section title="Open now">
          <Cards slug={slug} zone={practice.zone} cards={active} now={now} open />
        </Section>
      )}
      <Section title={before === null ? 'Closed' : 'Closed earlier'}>
        {closed.length === 0 ? (
          <Empty>
            {before === null
              ? 'None yet. Run a three-minute drill: declare one with the DRILL switch on.'
              : 'No older ones.'}
          </Empty>
        ) : (
          <Cards slug={slug} zone={practice.zone} cards={closed} now={now} open={false} />
        )}
        {oldest && (
          <p className="no-print mt-6">
            <Link
              href={`/p/${slug}/incidents?before=${encodeURIComponent(oldest.noticedAt)}`}
              className="inline-flex min-h-12 items-center"
            >
              Older ones
            </Link>
          </p>
        )}
      </Section>
    </>
  );
}
