// From a link or a number back to a person and an incident, and the one place where an outsider's answer is written.
import type { Ctx } from '@/lib/access';
import { isId } from '@/lib/core';
import { inPracticeSql, inSystem, type Sql, type SqlDoor } from '@/lib/db';
import { answerIncident } from '@/lib/incidents';
import { hashNumber, hashToken, isToken } from './links';

export type GivenAnswer = 'coming' | 'cannot' | 'help';

export interface Signpost {
  practiceId: string;
  deliveryId: string;
}

/** Where a link's token leads, or null. */
export async function findLink(token: string): Promise<Signpost | null> {
  if (!isToken(token)) return null;
  const rows = await inSystem(({ sql }) =>
    sql<Signpost>(`select "practiceId", "deliveryId" from link_directory where "tokenHash" = $1`, [
      hashToken(token),
    ]),
  );
  return rows[0] ?? null;
}

export interface Link extends Signpost {
  /** What the message was about: a MessageKind or a NoticeKind. */
  kind: string;
  eventId: string;
  personId: string;
  reachId: string;
}

/** The message a link's token belongs to, or null. */
export async function findLinked(token: string): Promise<Link | null> {
  const signpost = await findLink(token);
  if (!signpost) return null;
  const { practiceId, deliveryId } = signpost;
  return inPracticeSql({ practiceId }, async ({ sql }) => {
    const [found] = await sql<Omit<Link, keyof Signpost>>(
      `select kind, "eventId", "personId", "reachId" from delivery where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, deliveryId],
    );
    return found ? { ...signpost, ...found } : null;
  });
}

/** The newest deliveries texted to a number, by practice. */
export async function findWindows(number: string): Promise<Map<string, string[]>> {
  const rows = await inSystem(({ sql }) =>
    sql<Signpost>(
      `select "practiceId", "deliveryId" from reply_window where "numberHash" = $1 order by "openedAt" desc limit 500`,
      [hashNumber(number)],
    ),
  );
  const byPractice = new Map<string, string[]>();
  for (const { practiceId, deliveryId } of rows) {
    byPractice.set(practiceId, [...(byPractice.get(practiceId) ?? []), deliveryId]);
  }
  return byPractice;
}

/** Who was written to about what. */
export interface Recipient {
  deliveryId: string;
  incidentId: string;
  personId: string;
  reachId: string;
  name: string;
  language: 'en' | 'es';
  state: 'reported' | 'open' | 'closed';
  drill: boolean;
  smsName: string;
}

const RECIPIENT = `select d.id as "deliveryId", d."incidentId", d."personId", d."reachId", p.name, p.language, i.state, i.drill,
    pr."smsName"
  from delivery d
  join incident i on i."practiceId" = d."practiceId" and i.id = d."incidentId"
  join person p on p."practiceId" = d."practiceId" and p.id = d."personId"
  -- What was taken off may be a stranger's: it shows nothing and answers nothing any more.
  join reach r on r."practiceId" = d."practiceId" and r.id = d."reachId" and r."removedAt" is null
  join practice pr on pr."practiceId" = d."practiceId"
  where d."practiceId" = $1::uuid and d.id = any($2::uuid[]) and p."deactivatedAt" is null`;

/** Those of the deliveries that may still be answered: until a day after the incident was closed. */
export async function recipientsOf(
  door: SqlDoor,
  practiceId: string,
  deliveryIds: string[],
): Promise<Recipient[]> {
  return door.sql<Recipient>(
    `${RECIPIENT} and (i."closedAt" is null or i."closedAt" > $3::timestamptz - interval '24 hours')
     order by d."createdAt" desc, d.id`,
    [practiceId, deliveryIds.filter(isId), door.now.toISOString()],
  );
}

/**
 * Writes an outsider's answer and stops what is still on its way to that person, in one transaction.
 * The answer that already stands is not written again. The caller pokes screens after commit.
 */
export async function recordAnswer(
  door: SqlDoor,
  practiceId: string,
  to: Recipient,
  value: GivenAnswer,
  via: 'text' | 'link',
): Promise<void> {
  const { sql, now } = door;
  const { incidentId, personId, name, deliveryId } = to;
  // In line with everybody who writes to this incident: two taps at once are one answer.
  await sql(`select id from incident where "practiceId" = $1::uuid and id = $2::uuid for update`, [
    practiceId,
    incidentId,
  ]);
  const [standing] = await sql<{ value: string }>(
    `select value from answer where "practiceId" = $1::uuid and "incidentId" = $2::uuid and "personId" = $3::uuid
       and value <> 'told' order by seq desc limit 1`,
    [practiceId, incidentId, personId],
  );
  if (standing?.value !== value) {
    const ctx: Ctx = { practiceId, actor: { kind: 'recipient', personId, name, deliveryId } };
    await answerIncident(door, ctx, { incidentId, personId, value, via });
  }
  await dropPending(sql, practiceId, incidentId, personId, now);
  await sql(
    `update reach set "lastAnsweredAt" = $3::timestamptz where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, to.reachId, now.toISOString()],
  );
}

async function dropPending(
  sql: Sql,
  practiceId: string,
  incidentId: string,
  personId: string,
  now: Date,
): Promise<void> {
  await sql(
    `update delivery set state = 'dropped', reason = 'Answered already.', "settledAt" = $4::timestamptz
     where "practiceId" = $1::uuid and "incidentId" = $2::uuid and "personId" = $3::uuid
       and state = 'waiting' and kind <> 'all-clear'`,
    [practiceId, incidentId, personId, now.toISOString()],
  );
}
