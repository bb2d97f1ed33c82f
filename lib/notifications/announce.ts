// An event that has something to say becomes deliveries, their links and their alarm, in one transaction.
import { newId } from '@/lib/core';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import type { EventRow } from '@/lib/events';
import { enqueue, FIRST_WORDS } from '@/lib/jobs';
import { messageFacts, type Scene } from './facts';
import { keepDeliveries, type Kept, type Rendered } from './keep';
import { hashNumber, hashToken, linkFor, linkToken } from './links';
import { renderMail } from './mail/message';
import { announceNotice } from './notice';
import { peopleOfTree, peopleWhoDeclare } from './people';
import { messageKind, planDeliveries, type PlannedDelivery } from './plan';
import { pokeRoster } from './poke';
import { linkPlaceholder, smsText, type Channel, type MessageKind } from './rules';
import { wordsFor } from './words';

interface EventScene extends Scene {
  incidentId: string;
  siteId: string;
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
    if (!scene) {
      const { kept, links } = await announceNotice(door, practiceId, eventId);
      if (links) await openLinks(door, practiceId, kept);
      await alarm(door.sql, practiceId, kept);
    }
    if (!scene || !kind) return null;
    const people =
      kind === 'reported'
        ? await peopleWhoDeclare(door.sql, practiceId, scene.siteId)
        : scene.treeId === null
          ? []
          : await peopleOfTree(door.sql, practiceId, scene.treeId);
    const planned = planDeliveries(people, door.now);
    const about = { eventId, incidentId: scene.incidentId, kind };
    const kept = await keepDeliveries(door, practiceId, about, planned, renderer(kind, scene));
    await openLinks(door, practiceId, kept);
    await alarm(door.sql, practiceId, kept, kind === 'update' ? {} : { priority: FIRST_WORDS });
    return scene.incidentId;
  });
  pokeRoster(practiceId, incidentId);
}

/** One job a channel on which something waits now. */
async function alarm(
  sql: Sql,
  practiceId: string,
  kept: readonly Kept[],
  options: { priority?: number } = {},
): Promise<void> {
  for (const channel of ['email', 'sms'] as const) {
    if (!kept.some((row) => row.channel === channel && row.state === 'waiting')) continue;
    await enqueue(sql, channel === 'email' ? 'deliver-email' : 'deliver-sms', { practiceId }, options);
  }
}

async function findScene(sql: Sql, practiceId: string, eventId: string): Promise<EventScene | null> {
  const [scene] = await sql<EventScene>(
    `select i.id as "incidentId", i."siteId", i."treeId", i.drill, i."whatDown", i."noticedAt", e.kind, e.payload, e.at,
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

/** Rendered once per language, with a placeholder for each person's own link: every try has the same bytes. */
function renderer(kind: MessageKind, scene: EventScene): (to: PlannedDelivery) => Promise<Rendered> {
  const placeholder = linkPlaceholder(linkFor(newId()).length);
  const render = async (language: 'en' | 'es', channel: Channel): Promise<Rendered> => {
    const facts = messageFacts(kind, scene, scene.payload, language, channel, scene.at);
    if (channel === 'sms')
      return { subject: '', body: smsText(facts, placeholder, wordsFor(language)), html: '' };
    const mail = await renderMail(facts, placeholder);
    return { subject: mail.subject, body: mail.text, html: mail.html };
  };
  const rendered = new Map<string, Promise<Rendered>>();
  return ({ person, channel }) => {
    const key = `${person.language}:${channel}`;
    const words = rendered.get(key) ?? render(person.language, channel);
    rendered.set(key, words);
    return words;
  };
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
