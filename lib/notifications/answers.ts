// The page behind a message's link: what is down, the three answers, the reader's own steps. No log-in.
import { JOB_ROLES, may, type JobRole, type Right } from '@/lib/access/rules';
import { clock } from '@/lib/core';
import { inPracticeSql, type SqlDoor } from '@/lib/db';
import { publish } from '@/lib/events';
import { readBoard } from '@/lib/incidents';
import { foldSteps, hiddenBecause, isUnfinished, myRoles, viewOf } from '@/lib/incidents/rules';
import { messageFacts, sayTime, type Scene } from './facts';
import { pokeRoster } from './poke';
import { findLink, recipientsOf, recordAnswer, type GivenAnswer, type Recipient } from './recipients';
import { cleanName, emailLines, type AnswerValue, type MessageKind } from './rules';
import { wordsFor } from './words';

export interface AnswerPage {
  language: 'en' | 'es';
  practiceName: string;
  name: string;
  drill: boolean;
  over: boolean;
  /** "EHR down since 8:05 AM CST." first, then advice, site and next update. */
  lines: string[];
  answer: { value: AnswerValue; at: string } | null;
  /** The reader's own open steps, in order. */
  steps: { title: string; by: string | null; critical: boolean }[];
}

interface PageRow extends Scene {
  wentLongAt: Date | null;
  nextUpdateAt: Date | null;
  jobRoles: JobRole[];
  right: Right | null;
  answer: AnswerValue | null;
  answeredAt: Date | null;
}

const MOST_STEPS = 40;

/** What the link shows; null when it leads nowhere (any more). Changes nothing. */
export async function readAnswerPage(token: string): Promise<AnswerPage | null> {
  const link = await findLink(token);
  if (!link) return null;
  const { practiceId } = link;
  const found = await inPracticeSql({ practiceId }, async (door) => {
    const [to] = await recipientsOf(door, practiceId, [link.deliveryId]);
    return to ? { to, row: await readRow(door, practiceId, to), now: door.now } : null;
  });
  if (!found?.row) return null;
  const { to, row, now } = found;
  const facts = messageFacts(
    kindOf(to, row),
    row,
    { nextUpdateAt: row.nextUpdateAt?.toISOString() },
    to.language,
    'email',
    now,
  );
  const words = wordsFor(to.language);
  const lines = emailLines(facts, words).filter((line) => line !== words.mail.ask);
  return {
    language: to.language,
    practiceName: cleanName(row.practiceName) || words.mail.practice,
    name: to.name,
    drill: row.drill,
    over: to.state === 'closed',
    lines,
    answer:
      row.answer && row.answeredAt ? { value: row.answer, at: sayTime(row.answeredAt, row.zone, now) } : null,
    steps: to.state === 'open' ? await ownSteps(practiceId, to, row) : [],
  };
}

function kindOf(to: Recipient, row: PageRow): MessageKind {
  if (to.state === 'closed') return 'all-clear';
  if (to.state === 'reported') return 'reported';
  return row.wentLongAt ? 'long' : 'declared';
}

async function readRow(door: SqlDoor, practiceId: string, to: Recipient): Promise<PageRow | null> {
  const [row] = await door.sql<PageRow>(
    `select pr.name as "practiceName", pr."smsName", s.name as "siteName", coalesce(s.zone, pr.zone) as zone,
       (select count(*)::int from site a where a."practiceId" = $1::uuid and a."deactivatedAt" is null) as sites,
       i.drill, i."whatDown", i."noticedAt", i."wentLongAt", i."nextUpdateAt", coalesce(nullif(ps."jobRoles", '{}'), p."jobRoles") as "jobRoles",
       case when p."right" is not null then coalesce(ps."right", p."right") end as "right",
       a.value as answer, a.at as "answeredAt"
     from incident i
     join practice pr on pr."practiceId" = i."practiceId"
     join site s on s."practiceId" = i."practiceId" and s.id = i."siteId"
     join person p on p."practiceId" = i."practiceId" and p.id = $3::uuid
     left join person_site ps on ps."practiceId" = i."practiceId" and ps."personId" = p.id and ps."siteId" = i."siteId"
     left join lateral (select n.value, n.at from answer n where n."practiceId" = i."practiceId"
       and n."incidentId" = i.id and n."personId" = p.id and n.value <> 'told' order by n.seq desc limit 1) a on true
     where i."practiceId" = $1::uuid and i.id = $2::uuid`,
    [practiceId, to.incidentId, to.personId],
  );
  return row ?? null;
}

async function ownSteps(practiceId: string, to: Recipient, row: PageRow): Promise<AnswerPage['steps']> {
  const board = await readBoard({ practiceId, actor: { kind: 'system', name: 'Holdfast' } }, to.incidentId);
  const mine = myRoles(
    { jobRoles: row.jobRoles, leads: may(row.right, 'incident.declare') },
    board.holders,
    JOB_ROLES,
  );
  const views = foldSteps(board.marks);
  return board.steps
    .filter((step) => !step.withdrawnAt && mine.has(step.role) && isUnfinished(viewOf(views, step.id)))
    .filter((step) => hiddenBecause(step.needs, board.incident.whatDown).length === 0)
    .slice(0, MOST_STEPS)
    .map(({ title, dueAt, critical }) => ({
      title,
      by: dueAt === null ? null : clock(new Date(dueAt), board.zone),
      critical,
    }));
}

/** Records the answer of whoever holds the link. False when it leads nowhere (any more). */
export async function answerByLink(token: string, value: GivenAnswer): Promise<boolean> {
  const link = await findLink(token);
  if (!link) return false;
  const { practiceId } = link;
  const to = await inPracticeSql({ practiceId }, async (door) => {
    const [recipient] = await recipientsOf(door, practiceId, [link.deliveryId]);
    if (recipient) await recordAnswer(door, practiceId, recipient, value, 'link');
    return recipient;
  });
  if (!to) return false;
  publish({ what: 'events', practiceId, incidentId: to.incidentId });
  pokeRoster(practiceId, to.incidentId);
  return true;
}
