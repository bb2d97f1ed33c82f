// A newer version of a plan beside what an incident runs on: everything it would change, then the button.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { ChangeList } from '@/components/plan-changes';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { headline } from '@/components/words';
import { may, partAt } from '@/lib/access/rules';
import { addMinutes, isId, newId } from '@/lib/core';
import { readBoard, readRunUpdate, type RunUpdate } from '@/lib/incidents';
import { updateCounts } from '@/lib/incidents/rules';
import type { Due, PlanChange } from '@/lib/runbooks/rules';
import { orNotFound } from '@/lib/web';
import { one, type InPractice } from '../../../../../page-props';
import { here } from '../../../here';
import { momentWords } from '../moment';
import { ApplyForm } from './form';
import { remarkOn } from './remark';

export const metadata: Metadata = { title: 'Apply a newer version' };

/** "2 added, 1 changed, 1 removed". */
function countWords(changes: readonly PlanChange[]): string {
  const counts = updateCounts(changes);
  const said = (['added', 'changed', 'removed', 'moved'] as const)
    .filter((what) => counts[what] > 0)
    .map((what) => `${counts[what]} ${what}`);
  return said.join(', ') || 'no step differs';
}

export default async function Apply({ params, searchParams }: InPractice<'id'>) {
  const [{ practice: asked, id }, query] = await Promise.all([params, searchParams]);
  const { slug, ctx } = await here(asked);
  if (!isId(id)) notFound();
  const [update, board] = await Promise.all([
    orNotFound(readRunUpdate(ctx, id, one(query['run']))),
    orNotFound(readBoard(ctx, id)),
  ]);
  const { incident, newest, changes, title, version } = update;
  const back = `/p/${slug}/incidents/${id}`;
  const now = new Date();
  const name = `${incident.drill ? 'DRILL: ' : ''}${headline(incident.whatDown)} at ${incident.siteName}`;
  const offered = newest !== null && incident.state === 'open' ? newest : null;
  const mayApply = may(partAt(ctx.actor, incident.siteId).right, 'runbook.apply');
  return (
    <>
      {incident.drill && (
        <p className="stripes font-strong mb-4 px-4 py-2">DRILL. Nothing was really down.</p>
      )}
      <PageHead
        back={{ href: back, word: name }}
        title="Apply a newer version"
        lede={
          newest && (
            <>
              Version {newest.version} of {title} was published at{' '}
              {momentWords(newest.publishedAt, now, update.zone)}. This incident runs on version {version}.
              {offered && ' Nothing changes here until it is applied.'}
            </>
          )
        }
      />
      {!newest && (
        <div className="mb-6">
          <Notice>
            This incident runs on version {version} of {title}, the version in force. There is nothing to
            apply.
          </Notice>
        </div>
      )}
      {newest && !offered && (
        <div className="mb-6">
          <Notice>This incident is not open, so its checklist no longer changes.</Notice>
        </div>
      )}
      {newest && <Lists update={update} now={now} remark={remarkOn(board, update.runId)} />}
      <div className="mt-10 max-w-prose">
        {mayApply ? (
          <ApplyForm
            practice={slug}
            incident={id}
            run={update.runId}
            back={back}
            offer={
              offered && {
                version: offered.versionId,
                command: newId(),
                words: `Apply version ${offered.version} to this incident: ${countWords(changes)}`,
              }
            }
          />
        ) : (
          offered && <p>A lead decides whether this is applied. Tell the incident lead if you need it.</p>
        )}
      </div>
    </>
  );
}

const NAMES: readonly PlanChange['kind'][] = [
  'plan-changed',
  'section-changed',
  'section-moved',
  'step-moved',
];

function Lists({
  update,
  now,
  remark,
}: {
  update: RunUpdate;
  now: Date;
  remark: (change: PlanChange) => string | null;
}) {
  const { changes, zone, minuteZero } = update;
  const due = (given: Due | null): string =>
    given !== null && 'minutes' in given
      ? `By ${momentWords(addMinutes(new Date(minuteZero), given.minutes), now, zone)}`
      : 'No set time';
  const list = (some: PlanChange[], nothing: string): ReactNode =>
    some.length === 0 ? (
      <p className="text-ink-2 py-3">{nothing}</p>
    ) : (
      <ChangeList
        flat
        changes={some}
        due={due}
        action={(change) => {
          const said = remark(change);
          return said && <p className="font-strong">{said}</p>;
        }}
      />
    );
  const of = (kind: PlanChange['kind']) => changes.filter((change) => change.kind === kind);
  const names = changes.filter(({ kind }) => NAMES.includes(kind));
  return (
    <>
      <Part title="Added">{list(of('step-added'), 'No step is added.')}</Part>
      <Part title="Changed">{list(of('step-changed'), 'No step is changed.')}</Part>
      <Part title="Removed">{list(of('step-removed'), 'No step is removed.')}</Part>
      {names.length > 0 && <Part title="Order and names">{list(names, '')}</Part>}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8" aria-labelledby={title.replaceAll(' ', '-')}>
      <h2 id={title.replaceAll(' ', '-')} className="border-line-2 border-b pb-2 text-xl">
        {title}
      </h2>
      {children}
    </section>
  );
}
