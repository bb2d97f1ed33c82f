// All plans: for everybody those in force; for their keepers also drafts, what is to come, and what was removed.
import type { Metadata } from 'next';
import { ActForm } from '@/components/ui/form';
import { ButtonAnchor } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { may } from '@/lib/access/rules';
import { day, plainDay } from '@/lib/core';
import { readRunbooks, readShelf } from '@/lib/runbooks';
import { RUNBOOK_KIND_WORDS } from '@/lib/runbooks/rules';
import type { RunbookCard, ShelfCard } from '@/lib/runbooks/schema';
import { one, type InPractice } from '../../../page-props';
import { here } from '../here';
import { bringBack } from './actions';

export const metadata: Metadata = { title: 'Plans' };

const DONE: Record<string, string | undefined> = {
  removed: 'The plan was removed from the shelf. It is kept below, under “Removed plans”.',
  discarded: 'The draft’s changes were discarded. It reads again as what was published last.',
  later: 'The version is published. It comes in force on its day.',
};

type Row = Pick<RunbookCard, 'id' | 'slug' | 'title' | 'kind' | 'steps' | 'reviewOn'> & {
  version: number | null;
  publishedAt: string | null;
} & Partial<Pick<ShelfCard, 'draft' | 'upcoming' | 'newerStarter'>>;

/** What waits for the plan's keeper. */
function Waits({ row, base, zone }: { row: Row; base: string; zone: string }) {
  const { draft, upcoming, newerStarter } = row;
  const at = `${base}/${row.slug}`;
  return (
    <>
      {draft && (
        <Link href={`${at}/edit`} className="block py-1">
          Draft{draft.savedBy && ` by ${draft.savedBy}`}, {day(new Date(draft.savedAt), zone)}
        </Link>
      )}
      {upcoming && (
        <span className="block py-1">
          Version {upcoming.number} from {plainDay(upcoming.effectiveOn)}
        </span>
      )}
      {newerStarter && (
        <Link href={`${at}/starter`} className="block py-1">
          The starter has news
        </Link>
      )}
    </>
  );
}

function PlanTable({
  rows,
  base,
  zone,
  keeper,
}: {
  rows: readonly Row[];
  base: string;
  zone: string;
  keeper: boolean;
}) {
  return (
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
          {keeper && <th scope="col">Waiting</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link href={`${base}/${row.slug}${row.version === null ? '/edit' : ''}`}>{row.title}</Link>
            </th>
            <td data-label="For">{RUNBOOK_KIND_WORDS[row.kind]}</td>
            <td data-label="Steps" className="num">
              {row.steps}
            </td>
            <td data-label="Version" className="num">
              {row.version ?? 'none yet'}
            </td>
            <td data-label={row.publishedAt ? 'Published' : undefined} className="num whitespace-nowrap">
              {row.publishedAt && day(new Date(row.publishedAt), zone)}
            </td>
            <td data-label={row.reviewOn ? 'Review by' : undefined} className="num whitespace-nowrap">
              {row.reviewOn ? plainDay(row.reviewOn) : ''}
            </td>
            {keeper && (
              <td>
                <Waits row={row} base={base} zone={zone} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export default async function Plans({ params, searchParams }: InPractice) {
  const [{ practice: asked }, query] = await Promise.all([params, searchParams]);
  const { slug, ctx, practice } = await here(asked);
  const done = DONE[one(query['done']) ?? ''];
  const keeper = may(ctx.actor.right, 'runbook.edit');
  const shelf = keeper ? await readShelf(ctx) : [];
  const rows: Row[] = keeper ? shelf.filter(({ removed }) => !removed) : await readRunbooks(ctx);
  const removed = shelf.filter((card) => card.removed);
  const base = `/p/${slug}/runbooks`;
  return (
    <>
      <PageHead
        title="Plans"
        lede="What everybody does when something fails. A published plan never changes; a new version replaces it."
        actions={
          <>
            {keeper && (
              <ButtonAnchor look="strong" href={`${base}/new`}>
                Add a plan
              </ButtonAnchor>
            )}
            <PrintButton word="Print this list" />
          </>
        }
      />
      {done !== undefined && (
        <div className="no-print mb-6">
          <Notice kind="ok" live>
            {done}
          </Notice>
        </div>
      )}
      {rows.length === 0 ? (
        <Empty>
          {keeper
            ? 'No plan yet. Add one: the starters are a good beginning.'
            : 'No plan is published yet. A manager publishes the first one.'}
        </Empty>
      ) : (
        <PlanTable rows={rows} base={base} zone={practice.zone} keeper={keeper} />
      )}
      {removed.length > 0 && (
        <div className="no-print">
          <Section title="Removed plans">
            <ul>
              {removed.map((card) => (
                <li
                  key={card.id}
                  className="border-line flex flex-wrap items-center justify-between gap-4 border-b py-2"
                >
                  <span>
                    {card.title}
                    {card.version !== null && `, version ${card.version}`}
                  </span>
                  <ActForm
                    act={bringBack}
                    fields={{ practice: slug, runbookId: card.id }}
                    word="Bring back"
                    label={`Bring back ${card.title}`}
                    busy="Bringing back…"
                  />
                </li>
              ))}
            </ul>
          </Section>
        </div>
      )}
    </>
  );
}
