// One staff list: what its columns hold and which rows are in order; then how far it is; then what came of it.
import type { ReactNode } from 'react';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ButtonAnchor, ButtonLink } from '@/components/ui/button';
import { ActForm } from '@/components/ui/form';
import { Facts } from '@/components/ui/facts';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { readImport, readTreeFacts, readTrees } from '@/lib/contacts';
import { inNoTree } from '@/lib/contacts/rules';
import type { ImportView } from '@/lib/contacts/schema';
import { dayAndClock, isId, plural } from '@/lib/core';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../../page-props';
import { takeIn } from '../actions';
import { peopleManagerHere } from '../../people/manager';
import { ColumnsForm } from './columns-form';
import { Progress } from './progress';

export const metadata: Metadata = { title: 'A staff list' };

export default async function OneList({ params }: InPractice<'id'>) {
  const { practice: asked, id } = await params;
  const { slug, ctx, practice } = await peopleManagerHere(asked);
  if (!isId(id)) notFound();
  const view = await orNotFound(readImport(ctx, id));
  const base = `/p/${slug}/contacts`;
  const ended = view.state === 'ended';
  const [facts, [tree]] = ended ? await Promise.all([readTreeFacts(ctx, null), readTrees(ctx)]) : [null, []];
  const out = facts ? [...facts.people.keys()].filter((one) => !facts.elsewhere.has(one)).length : 0;
  return (
    <>
      <PageHead
        back={{ href: `${base}/import`, word: 'Import a staff list' }}
        title={view.fileName === '' ? 'A pasted list' : view.fileName}
        lede={`Read ${dayAndClock(new Date(view.startedAt), practice.zone)}: ${plural(view.total, 'row')}.`}
      />
      {view.state === 'checked' && <Checked view={view} slug={slug} />}
      {view.state === 'going' && <Progress done={view.done} total={view.total} />}
      {ended && (
        <Ended view={view} base={base}>
          {out > 0 && (
            <div className="mt-6 max-w-prose space-y-3">
              <Notice>{inNoTree(out)}.</Notice>
              <ButtonLink href={tree ? `${base}/trees/${tree.id}/edit` : `${base}/trees/new?suggest=1`}>
                {tree ? `Put them into ${tree.name}` : 'Look at the suggested tree'}
              </ButtonLink>
            </div>
          )}
        </Ended>
      )}
    </>
  );
}

function Checked({ view, slug }: { view: ImportView; slug: string }) {
  const named = view.columns.some((field) => field === 'name' || field === 'first' || field === 'last');
  const left = view.refusedCount === 0 ? '' : ` ${plural(view.refusedCount, 'row is', 'rows are')} left out.`;
  return (
    <>
      {view.note !== '' && (
        <div className="mb-8 max-w-prose">
          <Notice>{view.note}</Notice>
        </div>
      )}
      <Section title="What the columns hold" id="columns">
        <ColumnsForm practice={slug} view={view} />
      </Section>
      <Section title="The first rows" id="rows">
        <RowsTable view={view} />
      </Section>
      {view.refusedCount > 0 && (
        <Section title={`${plural(view.refusedCount, 'row')} to be left out`} id="refused">
          <Refused view={view} />
        </Section>
      )}
      <Section title="Take it in" id="take">
        <p className="mb-4 max-w-prose">
          {named
            ? `${plural(view.good, 'row is', 'rows are')} in order.${left}`
            : 'Say first which column holds the names.'}{' '}
          People who are here already are updated; an empty cell changes nothing. New ones have no log-in and
          no verified number yet.
        </p>
        {named && view.good > 0 && (
          <ActForm
            act={takeIn}
            fields={{ practice: slug, importId: view.id }}
            word={`Import ${plural(view.good, 'row')}`}
            busy="Starting…"
            look="strong"
          />
        )}
      </Section>
    </>
  );
}

function RowsTable({ view }: { view: ImportView }) {
  return (
    <div className="overflow-x-auto" role="region" aria-label="The first rows" tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Row</th>
            {view.header.map((heading, at) => (
              <th key={`${at} ${heading}`} scope="col">
                {heading || `Column ${at + 1}`}
              </th>
            ))}
            <th scope="col">Left out because</th>
          </tr>
        </thead>
        <tbody>
          {view.preview.map(({ row, cells, reason }) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {view.header.map((heading, at) => (
                <td key={`${at} ${heading}`}>{cells[at]?.slice(0, 80)}</td>
              ))}
              <td className="text-danger">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Refused({ view: { refused, refusedCount } }: { view: ImportView }) {
  return (
    <>
      <table className="table max-w-prose">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Name</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {refused.map(({ row, name, reason }) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              <td className="break-words">{name}</td>
              <td className="break-words">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {refusedCount > refused.length && <p className="mt-3">And {refusedCount - refused.length} more.</p>}
    </>
  );
}

function Ended({ view, base, children }: { view: ImportView; base: string; children: ReactNode }) {
  if (view.done < view.total) {
    return (
      <Empty>A newer list took the place of this one before it was imported. Nothing of it was kept.</Empty>
    );
  }
  return (
    <>
      <Facts
        facts={[
          ['Added', plural(view.added, 'person', 'people')],
          ['Changed', plural(view.changed, 'person', 'people')],
          ['The same as before', plural(view.same, 'row')],
          ['Left out', plural(view.refusedCount, 'row')],
        ]}
      />
      {children}
      <div className="mt-6 flex flex-wrap gap-3">
        <ButtonLink href={base} look="strong">
          See everybody
        </ButtonLink>
        {view.refusedCount > 0 && (
          <ButtonAnchor href={`${base}/import/${view.id}/refused`}>
            Save what was left out as a file
          </ButtonAnchor>
        )}
      </div>
      {view.refusedCount > 0 && (
        <Section title="Left out, and why" id="refused">
          <p className="mb-4 max-w-prose">
            Correct these rows in your list and import it again: whoever is in already is not doubled.
          </p>
          <Refused view={view} />
        </Section>
      )}
    </>
  );
}
