// The record of one incident: the facts, who was told and answered, every step, every act.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Sheet } from '@/components/sheet';
import { ButtonAnchor } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { PageHead, Section } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { headline } from '@/components/words';
import { mayAt } from '@/lib/access/rules';
import { dayAndClock, isId } from '@/lib/core';
import { readBoard, readNewerVersions, readTimeline } from '@/lib/incidents';
import { readRoster } from '@/lib/notifications';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../page-props';
import { here } from '../../here';
import { IncidentFacts } from './facts';
import { NewerVersions } from './newer';
import { NoteForm } from './note-form';
import { RecordPhoto } from './record-photo';
import { RosterTable } from './roster';
import { RunTable } from './run';
import { TimelineTable } from './timeline';

export const metadata: Metadata = { title: 'Incident record' };

export default async function IncidentRecord({ params }: InPractice<'id'>) {
  const { practice: asked, id } = await params;
  const { slug, ctx, practice } = await here(asked);
  if (!isId(id)) notFound();
  const [board, timeline, roster, newer] = await Promise.all([
    orNotFound(readBoard(ctx, id)),
    orNotFound(readTimeline(ctx, id)),
    orNotFound(readRoster(ctx, id)),
    readNewerVersions(ctx, id),
  ]);
  const card = board.incident;
  const mayRemove = mayAt(ctx.actor, 'settings.edit', card.siteId);
  const now = new Date();
  const title = `${card.drill ? 'DRILL: ' : ''}${headline(card.whatDown)} at ${card.siteName}`;
  return (
    <Sheet practice={practice.name} title={title} printed={dayAndClock(now, board.zone)}>
      {card.drill && (
        <p className="stripes font-strong mb-4 px-4 py-2 print:border">DRILL. Nothing was really down.</p>
      )}
      <PageHead
        back={{ href: `/p/${slug}/incidents`, word: 'Incidents and drills' }}
        title={title}
        lede={card.title}
        actions={
          <>
            {card.state !== 'closed' && (
              <ButtonAnchor look="strong" href={`/live/${slug}/i/${card.id}`}>
                Open the live checklist
              </ButtonAnchor>
            )}
            <PrintButton word="Print this record" />
          </>
        }
      />
      {timeline.fault && (
        <div className="mb-6">
          <Notice kind="danger">{timeline.fault} Do not rely on it; tell your practice manager.</Notice>
        </div>
      )}
      <NewerVersions newer={newer} path={`/p/${slug}/incidents/${id}`} zone={board.zone} now={now} />
      <IncidentFacts card={card} zone={board.zone} now={now} />
      <Section title="Who was told, and what they answered">
        <RosterTable roster={roster} zone={board.zone} />
      </Section>
      {board.runs.map((run) => (
        <Section key={run.id} id={run.id} title={`${run.title}, version ${run.version}`}>
          <RunTable board={board} run={run} />
        </Section>
      ))}
      <Section title="Everything that happened">
        <TimelineTable
          lines={timeline.lines}
          zone={board.zone}
          showPhoto={(photo) => <RecordPhoto practice={practice} photo={photo} mayRemove={mayRemove} />}
        />
      </Section>
      {card.state !== 'closed' && (
        <div className="no-print mt-10 max-w-prose">
          <NoteForm practice={slug} incident={card.id} />
        </div>
      )}
    </Sheet>
  );
}
