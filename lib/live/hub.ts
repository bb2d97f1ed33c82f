// Who listens to what. A poke says where to look; each incident is read once and told to the streams of its practice.
import { isAppError } from '@/lib/core';
import { log } from '@/lib/core/log';
import { subscribe, type Poke } from '@/lib/events';
import type { Member } from '@/lib/access';
import { findLiveSession } from '@/lib/identity';
import { findMemberCtx } from '@/lib/practices';
import { MOST_FOLLOWED } from './cursor';
import { readHeads } from './heads';
import { Line } from './line';
import type { Stream } from './stream';

const BEAT_MS = 15_000;
const CHECK_MS = 5 * 60_000;
const ROSTER_MS = 1_000;
const OPENS = new Set(['incident.reported', 'incident.declared']);
const ENDS = new Set(['incident.closed', 'incident.dismissed']);
const CHANGES_LIST = new Set([...OPENS, ...ENDS]);
/** More from one account are old ones that were not hung up. */
const MOST_STREAMS = 20;

interface Topic {
  practiceId: string;
  streams: Set<Stream>;
  lines: Map<string, Line>;
  ready: Promise<void>;
  pulling: Map<string, { again: boolean }>;
}

const topics = new Map<string, Topic>();
let running: { unsubscribe: () => void; beat: NodeJS.Timeout } | null = null;

function start(): void {
  running ??= { unsubscribe: subscribe(hear), beat: setInterval(beatAll, BEAT_MS).unref() };
}

/** Ends every stream; the devices come back to whoever is there then. */
export function closeHub(): void {
  if (running) {
    running.unsubscribe();
    clearInterval(running.beat);
    running = null;
  }
  for (const topic of topics.values()) for (const stream of topic.streams) stream.end();
}

/** Takes a stream in: what it missed first, then a heartbeat, then whatever happens. */
export async function join(stream: Stream): Promise<void> {
  start();
  const { practiceId, accountId } = stream.who;
  const topic = topics.get(practiceId) ?? open(practiceId);
  topic.streams.add(stream);
  const mine = [...topic.streams].filter((other) => other.who.accountId === accountId);
  for (const old of mine.slice(0, -MOST_STREAMS)) old.end();
  try {
    await topic.ready;
    await follow(topic, stream);
    // From here pokes find this stream; whatever ended between its first check and now is seen here.
    await recheck([stream]);
    await feed(topic, stream);
    await beat(topic, [stream]);
  } catch (error) {
    log.warn({ err: error }, 'stream');
    stream.end();
  }
}

export function leave(stream: Stream): void {
  const topic = topics.get(stream.who.practiceId);
  topic?.streams.delete(stream);
  if (topic?.streams.size === 0) topics.delete(topic.practiceId);
}

function open(practiceId: string): Topic {
  const topic: Topic = {
    practiceId,
    streams: new Set(),
    lines: new Map(),
    ready: readHeads(practiceId, []).then(({ heads }) => addLines(topic, heads)),
    pulling: new Map(),
  };
  // Whoever joins sees the failure too; here it only must not be forgotten forever.
  topic.ready.catch(() => {
    if (topics.get(practiceId) === topic) topics.delete(practiceId);
  });
  topics.set(practiceId, topic);
  return topic;
}

function addLines(topic: Topic, heads: Map<string, { head: number; active: boolean }>): void {
  for (const [id, { head, active }] of heads) {
    if (!topic.lines.has(id)) topic.lines.set(id, new Line(topic.practiceId, id, head, active));
  }
}

/** A stream follows what its cursor names, and, while there is room, whatever else is active. */
async function follow(topic: Topic, stream: Stream): Promise<void> {
  const unknown = [...stream.cursor.keys()].filter((id) => !topic.lines.has(id));
  if (unknown.length > 0) addLines(topic, (await readHeads(topic.practiceId, unknown)).heads);
  let news = false;
  for (const line of topic.lines.values()) {
    if (!line.active || stream.cursor.has(line.id)) continue;
    news = true;
    if (stream.cursor.size < MOST_FOLLOWED) stream.cursor.set(line.id, line.head);
  }
  // It opened between this device's last look and now.
  if (news) stream.tell('practice', {});
  for (const id of stream.cursor.keys()) stream.hungry.add(id);
}

/** Gives a stream what it is hungry for, one incident after the other, at its own pace. */
async function feed(topic: Topic, stream: Stream): Promise<void> {
  if (stream.feeding) return;
  stream.feeding = true;
  try {
    for (const id of stream.hungry) {
      stream.hungry.delete(id);
      const line = topic.lines.get(id);
      while (line && !stream.closed) {
        const next = await line.after(stream.cursor.get(id) ?? 0);
        if (!next) break;
        stream.give(next.events, next.json);
        await stream.drained();
      }
    }
  } finally {
    stream.feeding = false;
  }
}

function hear(poke: Poke): void {
  switch (poke.what) {
    case 'events': {
      const topic = topics.get(poke.practiceId);
      if (topic) void pull(topic, poke.incidentId);
      return;
    }
    case 'roster': {
      const topic = topics.get(poke.practiceId);
      const line = topic?.lines.get(poke.incidentId);
      if (topic && line) tellRoster(topic, line);
      return;
    }
    case 'practice':
      for (const stream of topics.get(poke.practiceId)?.streams ?? []) stream.tell('practice', {});
      return;
    case 'account':
      return void recheck(everyStream().filter((stream) => stream.who.accountId === poke.accountId));
    case 'resync':
      void recheck(everyStream());
      return beatAll();
  }
}

/** Reads an incident's news once, however many pokes come meanwhile, and tells everybody who follows it. */
async function pull(topic: Topic, id: string): Promise<void> {
  const busy = topic.pulling.get(id);
  if (busy) {
    busy.again = true;
    return;
  }
  const mine = { again: true };
  topic.pulling.set(id, mine);
  try {
    await topic.ready;
    while (mine.again) {
      mine.again = false;
      await spread(topic, id);
    }
  } catch (error) {
    // The next heartbeat finds the head ahead of us and pulls again.
    log.warn({ err: error }, 'stream pull');
  } finally {
    topic.pulling.delete(id);
  }
}

async function spread(topic: Topic, id: string): Promise<void> {
  const line = topic.lines.get(id) ?? new Line(topic.practiceId, id, 0, true);
  const news = await line.pull();
  if (news.length === 0) return;
  topic.lines.set(id, line);
  if (news.some((event) => ENDS.has(event.kind))) line.active = false;
  const opened = line.active && news.some((event) => OPENS.has(event.kind));
  const listChanged = news.some((event) => CHANGES_LIST.has(event.kind));
  for (const stream of topic.streams) {
    if (opened && !stream.cursor.has(id)) {
      makeRoom(topic, stream);
      if (stream.cursor.size < MOST_FOLLOWED) stream.cursor.set(id, 0);
    }
    if (listChanged) stream.tell('practice', {});
    if (!stream.cursor.has(id)) continue;
    stream.hungry.add(id);
    feed(topic, stream).catch(() => stream.end());
  }
}

function makeRoom(topic: Topic, stream: Stream): void {
  if (stream.cursor.size < MOST_FOLLOWED) return;
  const over = [...stream.cursor.keys()].find((id) => !topic.lines.get(id)?.active);
  if (over) stream.cursor.delete(over);
}

function tellRoster(topic: Topic, line: Line): void {
  if (line.rosterTimer) {
    line.rosterAgain = true;
    return;
  }
  for (const stream of topic.streams)
    if (stream.cursor.has(line.id)) stream.tell('roster', { incident: line.id });
  line.rosterTimer = setTimeout(() => {
    line.rosterTimer = null;
    if (!line.rosterAgain) return;
    line.rosterAgain = false;
    tellRoster(topic, line);
  }, ROSTER_MS).unref();
}

function everyStream(): Stream[] {
  return [...topics.values()].flatMap((topic) => [...topic.streams]);
}

function beatAll(): void {
  const now = Date.now();
  for (const stream of everyStream()) if (now > stream.endsAt) stream.end();
  void recheck(everyStream().filter((stream) => now - stream.checkedAt > CHECK_MS));
  for (const topic of topics.values()) {
    beat(topic, [...topic.streams]).catch((error: unknown) => log.warn({ err: error }, 'heartbeat'));
  }
}

/** Says the heads as the database has them; a poke that was lost is noticed here. Silent while the database is. */
async function beat(topic: Topic, streams: readonly Stream[]): Promise<void> {
  const asked = new Set(streams.flatMap((stream) => [...stream.cursor.keys()]));
  const { heads, serverTime } = await readHeads(topic.practiceId, [...asked]);
  for (const stream of streams) {
    const mine = [...stream.cursor.keys()].flatMap((id) => {
      const head = heads.get(id)?.head;
      return head === undefined ? [] : [[id, head] as const];
    });
    stream.tell('hb', { heads: Object.fromEntries(mine), serverTime });
  }
  for (const [id, { head }] of heads) if (head > (topic.lines.get(id)?.head ?? 0)) void pull(topic, id);
}

/**
 * Ends the streams of those who may no longer listen: session over, or no right in the practice. Where the right is
 * another one, the device is told to ask for home, which says it.
 */
async function recheck(streams: readonly Stream[]): Promise<void> {
  const answers = new Map<string, Promise<string | null>>();
  for (const { who } of streams) {
    const key = `${who.sessionId} ${who.practiceId}`;
    if (!answers.has(key)) answers.set(key, rightNow(who.sessionId, who.practiceId));
  }
  // All are asked before the first is waited for: one slow answer must not keep another's stream open.
  await Promise.all(streams.map((stream) => settle(stream, answers)));
}

async function settle(stream: Stream, answers: ReadonlyMap<string, Promise<string | null>>): Promise<void> {
  const { who } = stream;
  try {
    const right = (await answers.get(`${who.sessionId} ${who.practiceId}`)) ?? null;
    if (right === null) return stream.end();
    stream.checkedAt = Date.now();
    if (right === who.right) return;
    who.right = right;
    stream.tell('practice', {});
  } catch (error) {
    if (!isAppError(error)) log.warn({ err: error }, 'stream check');
    // Unknown is not yes for ever: twice without an answer and the device has to ask anew.
    if (Date.now() - stream.checkedAt > 2 * CHECK_MS) stream.end();
  }
}

async function rightNow(sessionId: string, practiceId: string): Promise<string | null> {
  const session = await findLiveSession(sessionId);
  const ctx = session && (await findMemberCtx(practiceId, session));
  return ctx && rightOf(ctx.actor);
}

/** What a member may do and is, everywhere and at each site, as one word: another word, another right. */
export function rightOf({ right, jobRoles, parts }: Member): string {
  const byName = <T>(list: readonly T[], name: (one: T) => string) =>
    list.toSorted((a, b) => name(a).localeCompare(name(b)));
  const there = byName(parts, ({ siteId }) => siteId).map((part) => [
    part.siteId,
    part.right,
    byName(part.jobRoles, String),
  ]);
  return JSON.stringify([right, byName(jobRoles, String), there]);
}
