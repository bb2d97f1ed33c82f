// An event that has something to say becomes deliveries, their links and their alarm, in one transaction.
import { newId } from '@/lib/core';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import type { EventRow } from '@/lib/events';
import { enqueue, FIRST_WORDS } from '@/lib/jobs';
import { messageFacts, type Scene } from './facts';
import { hashNumber, hashToken, linkFor, linkToken } from './links';
import { renderMail } from './mail/message';
import { peopleOfTree, peopleWhoDeclare } from './people';
import { messageKind, planDeliveries, type PlannedDelivery } from './plan';
import { pokeRoster } from './poke';
import { linkPlaceholder, smsText, type Channel, type MessageKind } from './rules';
import { wordsFor } from './words';

interface EventScene extends Scene {
  incidentId: string;
  treeId: string | null;
  kind: string;
  payload: EventRow['payload'];
  at: Date;
}

/** Plans one event's messages. Run twice it plans nothing new. An event that says nothing to people is ignored. */
export async function planEvent(practiceId: string, eventId: string): Promise<void> {
  const incidentId = await inPracticeSql({ practiceId }, async (door) => {
    const scene = await findScene(door.sql, practiceId, eventId);
    const kind = scene && messageKind(scene.kind);
    if (!scene || !kind) return null;
    const people =
      kind === 'reported'
        ? await peopleWhoDeclare(door.sql, practiceId)
        : scene.treeId === null
          ? []
          : await peopleOfTree(door.sql, practiceId, scene.treeId);
    const planned = planDeliveries(people, door.now);
    const kept = await keep(door, practiceId, eventId, kind, scene, planned);
    await openLinks(door, practiceId, kept);
    for (const channel of ['email', 'sms'] as const) {
      if (!kept.some((row) => row.channel === channel && row.state === 'waiting')) continue;
      await enqueue(
        door.sql,
        channel === 'email' ? 'deliver-email' : 'deliver-sms',
        { practiceId },
        {
          ...(kind !== 'update' && { priority: FIRST_WORDS }),
        },
      );
    }
    return scene.incidentId;
  });
  if (incidentId !== null) pokeRoster(practiceId, incidentId);
}

async function findScene(sql: Sql, practiceId: string, eventId: string): Promise<EventScene | null> {
  const [scene] = await sql<EventScene>(
    `select i.id as "incidentId", i."treeId", i.drill, i."whatDown", i."noticedAt", e.kind, e.payload, e.at,
       p.name as "practiceName", p."smsName", s.name as "siteName", coalesce(s.zone, p.zone) as zone,
       (select count(*)::int from site a where a."practiceId" = $1::uuid and a."deactivatedAt" is null) as sites
     from event e
     join incident i on i."practiceId" = e."practiceId" and i.id = e."chainId"
     join practice p on p."practiceId" = i."practiceId"
     join site s on s."practiceId" = i."practiceId" and s.id = i."siteId"
     where e."practiceId" = $1::uuid and e.id = $2::uuid`,
    [practiceId, eventId],
  );
  return scene ?? null;
}

interface Kept {
  id: string;
  channel: Channel;
  address: string;
  state: string;
}

/** Rendered once per language, with a placeholder for each person's own link: every try has the same bytes. */
async function keep(
  door: SqlDoor,
  practiceId: string,
  eventId: string,
  kind: MessageKind,
  scene: EventScene,
  planned: PlannedDelivery[],
): Promise<Kept[]> {
  const placeholder = linkPlaceholder(linkFor(newId()).length);
  const rendered = new Map<string, { subject: string; body: string; html: string }>();
  const render = async (language: 'en' | 'es', channel: Channel) => {
    const facts = messageFacts(kind, scene, scene.payload, language, channel, scene.at);
    if (channel === 'sms')
      return { subject: '', body: smsText(facts, placeholder, wordsFor(language)), html: '' };
    const mail = await renderMail(facts, placeholder);
    return { subject: mail.subject, body: mail.text, html: mail.html };
  };
  const rows = [];
  for (const { person, reach, channel, state, reason, dueAt } of planned) {
    const key = `${person.language}:${channel}`;
    const words = rendered.get(key) ?? (await render(person.language, channel));
    rendered.set(key, words);
    const row = { id: newId(), personId: person.id, reachId: reach.id, channel, address: reach.address };
    rows.push({ ...row, ...words, state, reason, dueAt: dueAt.toISOString() });
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
    [practiceId, scene.incidentId, eventId, kind, door.now.toISOString(), JSON.stringify(rows)],
  );
}

/** Signposts for answers: hashes only. Those of long ago are taken down on the way. */
async function openLinks(door: SqlDoor, practiceId: string, kept: Kept[]): Promise<void> {
  const { sql } = door;
  await sql(
    `insert into link_directory ("tokenHash", "practiceId", "deliveryId")
     select x.hash, $1::uuid, x.id from jsonb_to_recordset($2::jsonb) as x(id uuid, hash text) on conflict do nothing`,
    [practiceId, JSON.stringify(kept.map(({ id }) => ({ id, hash: hashToken(linkToken(id)) })))],
  );
  const texts = kept.filter((row) => row.channel === 'sms' && row.state === 'waiting');
  await sql(`delete from reply_window where "openedAt" < $1::timestamptz - interval '7 days'`, [
    door.now.toISOString(),
  ]);
  await sql(
    `insert into reply_window ("numberHash", "practiceId", "deliveryId")
     select x.hash, $1::uuid, x.id from jsonb_to_recordset($2::jsonb) as x(id uuid, hash text) on conflict do nothing`,
    [practiceId, JSON.stringify(texts.map(({ id, address }) => ({ id, hash: hashNumber(address) })))],
  );
}
