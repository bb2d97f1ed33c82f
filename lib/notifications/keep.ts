// Planned messages become rows, each once. What was planned before stays as it is.
import { newId } from '@/lib/core';
import type { SqlDoor } from '@/lib/db';
import type { PlanPerson, PlannedDelivery } from './plan';
import type { Channel, MessageKind, NoticeKind } from './rules';

export interface Rendered {
  subject: string;
  body: string;
  html: string;
}

export interface Kept {
  id: string;
  channel: Channel;
  address: string;
  state: string;
}

/** What the messages are about: an event, and its incident unless they are notices. */
export interface About {
  eventId: string;
  incidentId: string | null;
  kind: MessageKind | NoticeKind;
}

/** Writes one row an address, its words as `words` renders them. */
export async function keepDeliveries<P extends PlanPerson>(
  door: SqlDoor,
  practiceId: string,
  about: About,
  planned: readonly PlannedDelivery<P>[],
  words: (to: PlannedDelivery<P>) => Promise<Rendered>,
): Promise<Kept[]> {
  const rows = [];
  for (const to of planned) {
    const { person, reach, channel, state, reason, dueAt } = to;
    const row = { id: newId(), personId: person.id, reachId: reach.id, channel, address: reach.address };
    rows.push({ ...row, ...(await words(to)), state, reason, dueAt: dueAt.toISOString() });
  }
  return door.sql<Kept>(
    `insert into delivery ("practiceId", id, "incidentId", "eventId", "personId", "reachId", kind, channel, address,
       subject, body, html, state, reason, "dueAt", "createdAt", "settledAt")
     select $1::uuid, x.id, $2::uuid, $3::uuid, x."personId", x."reachId", $4, x.channel, x.address,
       x.subject, x.body, x.html, x.state, x.reason, x."dueAt", $5::timestamptz,
       case when x.state = 'dropped' then $5::timestamptz end
     from jsonb_to_recordset($6::jsonb) as x(id uuid, "personId" uuid, "reachId" uuid, channel text, address text,
       subject text, body text, html text, state text, reason text, "dueAt" timestamptz)
     on conflict do nothing returning id, channel, address, state`,
    [practiceId, about.incidentId, about.eventId, about.kind, door.now.toISOString(), JSON.stringify(rows)],
  );
}
