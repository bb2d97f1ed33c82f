// What somebody texts us: 1, 2 or 3, or one of the carriers' words. Anything unclear answers nothing and asks back.
import type { Ctx } from '@/lib/access';
import { inPracticeSql, inSystem } from '@/lib/db';
import { publish, record } from '@/lib/events';
import { newId } from '@/lib/core';
import { hashNumber } from './links';
import { pokeRoster } from './poke';
import { findWindows, recipientsOf, recordAnswer, type GivenAnswer, type Recipient } from './recipients';
import { replyWords, type ReplyKey } from './reply-words';
import { cleanName, toGsm } from './rules';
import { answerTestByText } from './tests';
import { wordsFor } from './words';

export interface TextIn {
  /** E.164 */
  from: string;
  body: string;
  /** The provider's id of this text: the same text twice is one answer. */
  sid: string;
}

const DIGITS: Record<string, GivenAnswer> = { '1': 'coming', '2': 'cannot', '3': 'help' };
const STOP = [
  'STOP',
  'STOPALL',
  'STOP ALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
  'PARAR',
  'ALTO',
];
const START = ['START', 'UNSTOP', 'EMPEZAR'];
const ABOUT = ['HELP', 'INFO', 'AYUDA'];

export type Meaning = GivenAnswer | 'stop' | 'start' | 'about' | 'unclear';

function bare(body: string): string {
  return body
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s.,!"'()]+/g, ' ')
    .trim();
}

/** What a text means, or that it is unclear. "STOP 1" stops: nobody may be kept against that word. */
export function meaningOf(body: string): Meaning {
  const words = bare(body);
  if (STOP.includes(words) || words.startsWith('STOP ')) return 'stop';
  if (START.includes(words)) return 'start';
  if (ABOUT.includes(words)) return 'about';
  return DIGITS[words] ?? 'unclear';
}

const YES = ['YES', 'Y', 'OK', 'OKAY', 'GOT IT', 'RECEIVED', 'SI', 'SÍ', 'RECIBIDO', '👍'];

/** True for the few words with which people say that a message reached them. */
export function isYes(body: string): boolean {
  return YES.includes(bare(body));
}

/** Takes one text in. Returns what to say back, '' for silence. */
export async function answerBySms(text: TextIn): Promise<string> {
  const windows = await findWindows(text.from);
  const meaning = meaningOf(text.body);
  if (meaning === 'stop' || meaning === 'start') {
    // Said again by the provider, or by whoever kept a copy: an old START must not undo a STOP.
    if (await isHeard(text.sid)) return '';
    await setStop(text.from, meaning === 'stop', windows);
    await markHeard(text.sid);
    // To STOP the carrier itself answers; a word from us would not get through.
    return meaning === 'stop' ? '' : say(text.from, 'again', await languageOf(windows));
  }
  // A plain yes answers a test, which asks nothing else. For an incident only a digit says what is meant.
  if (meaning === 'about' || (meaning === 'unclear' && !isYes(text.body)))
    return say(text.from, meaning, await languageOf(windows));
  return answer(text, meaning === 'unclear' ? null : meaning, windows);
}

interface Place {
  practiceId: string;
  to: Recipient;
}

async function placesOf(windows: Map<string, string[]>): Promise<Place[]> {
  const places: Place[] = [];
  for (const [practiceId, deliveryIds] of windows) {
    const all = await inPracticeSql({ practiceId }, (door) => recipientsOf(door, practiceId, deliveryIds));
    const newest = new Map(all.toReversed().map((to) => [`${to.incidentId}:${to.personId}`, to]));
    places.push(...[...newest.values()].map((to) => ({ practiceId, to })));
  }
  return places;
}

async function languageOf(windows: Map<string, string[]>): Promise<'en' | 'es'> {
  return (await placesOf(windows))[0]?.to.language ?? 'en';
}

/**
 * An answer counts only when it can mean one thing: one person, one open incident, over all practices.
 * Drills step back for the one real incident beside them: practice must not keep an answer from what is real.
 */
async function answer(
  text: TextIn,
  value: GivenAnswer | null,
  windows: Map<string, string[]>,
): Promise<string> {
  // What answered a test is not heard again as an answer to what came after it.
  if (await isHeard(text.sid)) return '';
  const places = await placesOf(windows);
  const open = places.filter(({ to }) => to.state !== 'closed');
  const [first] = open;
  if (!first) return answerForTest(text, value, windows, places[0]?.to.language ?? 'en');
  if (value === null) return say(text.from, 'unclear', first.to.language);
  const real = open.filter(({ to }) => !to.drill);
  const [only, ...others] = open.length > 1 ? real : open;
  if (!only || others.length > 0) return say(text.from, 'several', first.to.language);
  const { practiceId, to } = only;
  await inPracticeSql({ practiceId }, async (door) => {
    const stored = await door.sql(
      `insert into receipt ("practiceId", id, "deliveryId", "providerEventId", state, detail, at)
       values ($1::uuid, $2::uuid, $3::uuid, $4, 'answered', $5, $6::timestamptz) on conflict do nothing returning id`,
      [practiceId, newId(), to.deliveryId, `in:${text.sid}`, value, door.now.toISOString()],
    );
    if (stored.length > 0) await recordAnswer(door, practiceId, to, value, 'text');
  });
  publish({ what: 'events', practiceId, incidentId: to.incidentId });
  pokeRoster(practiceId, to.incidentId);
  // Beside a drill the reply says which of the two was answered.
  const which = to.drill ? 'DRILL ' : open.length > 1 ? `${wordsFor(to.language).sms.real} ` : '';
  const practice = `${which}${toGsm(cleanName(to.smsName)).toUpperCase()}`;
  return say(text.from, value, to.language, practice);
}

/** No incident waits for it: a contact test may. */
async function answerForTest(
  text: TextIn,
  value: GivenAnswer | null,
  windows: Map<string, string[]>,
  language: 'en' | 'es',
): Promise<string> {
  const tested = await answerTestByText(text.sid, windows);
  if (!tested) return say(text.from, value === null ? 'unclear' : 'none', language);
  if (tested.key !== 'testSeveral') await markHeard(text.sid);
  const practice = `DRILL ${toGsm(cleanName(tested.smsName)).toUpperCase()}`;
  return say(text.from, tested.key, tested.language, practice);
}

const HEARD_DAYS = 365;

async function isHeard(sid: string): Promise<boolean> {
  const rows = await inSystem(({ sql }) => sql(`select 1 from throttle where key = $1`, [`heard:${sid}`]));
  return rows.length > 0;
}

/** After the work, so that a provider's second try after a crash does what the first did not. */
async function markHeard(sid: string): Promise<void> {
  await inSystem(({ sql, now }) =>
    sql(`insert into throttle (key, points, expire) values ($1, 1, $2::bigint) on conflict do nothing`, [
      `heard:${sid}`,
      now.getTime() + HEARD_DAYS * 86_400_000,
    ]),
  );
}

interface Turned {
  reachId: string;
  kind: string;
  gone: boolean;
  personId: string;
  name: string;
}

/**
 * STOP holds for the number at once, whichever practice texts it; every practice that did sees it. What START undoes is
 * undone everywhere: practices that only listed the number know its STOP too.
 */
async function setStop(number: string, stopped: boolean, windows: Map<string, string[]>): Promise<void> {
  const hash = hashNumber(number);
  const others = await inSystem(async ({ sql }) => {
    if (stopped) {
      await sql(`insert into number_opt_out ("numberHash") values ($1) on conflict do nothing`, [hash]);
      return [];
    }
    const undone = await sql(`delete from number_opt_out where "numberHash" = $1 returning at`, [hash]);
    return undone.length > 0
      ? sql<{ practiceId: string }>(`select "practiceId" from practice_directory order by "practiceId"`)
      : [];
  });
  for (const practiceId of new Set([...windows.keys(), ...others.map((one) => one.practiceId)])) {
    const [deliveryId = ''] = windows.get(practiceId) ?? [];
    const incidents = await inPracticeSql({ practiceId }, async (door) => {
      const { sql, now } = door;
      const turned = await sql<Turned>(
        `update reach r set "optedOutAt" = case when $3::boolean then $4::timestamptz end
         from person p where r."practiceId" = $1::uuid and r.address = $2 and r.kind <> 'email'
           and (r."optedOutAt" is null) = $3::boolean and p."practiceId" = r."practiceId" and p.id = r."personId"
         returning r.id as "reachId", r.kind, r."removedAt" is not null as gone, p.id as "personId", p.name`,
        [practiceId, number, stopped, now.toISOString()],
      );
      for (const { gone, ...payload } of turned) {
        if (gone) continue;
        const { personId, name } = payload;
        const ctx: Ctx = { practiceId, actor: { kind: 'recipient', personId, name, deliveryId } };
        const kind = stopped ? 'reach.stopped' : 'reach.started';
        await record(ctx, door, { chainId: practiceId, kind, payload });
      }
      return sql<{ id: string }>(
        `select id from incident where "practiceId" = $1::uuid and state in ('reported', 'open')`,
        [practiceId],
      );
    });
    for (const { id } of incidents) pokeRoster(practiceId, id);
  }
}

const MOST_REPLIES = 3;
const WINDOW_MS = 10 * 60_000;

/** At most three words back in ten minutes: two machines answering each other must come to an end. */
async function say(number: string, key: ReplyKey, language: 'en' | 'es', practice = ''): Promise<string> {
  const [guard] = await inSystem(({ sql, now }) =>
    sql<{ points: number }>(
      `insert into throttle as t (key, points, expire) values ($1, 1, $2::bigint + $3::bigint)
       on conflict (key) do update set points = case when t.expire <= $2::bigint then 1 else t.points + 1 end,
         expire = case when t.expire <= $2::bigint then $2::bigint + $3::bigint else t.expire end
       returning points`,
      [`reply:${hashNumber(number)}`, now.getTime(), WINDOW_MS],
    ),
  );
  return (guard?.points ?? 1) > MOST_REPLIES ? '' : toGsm(replyWords(key, language, practice));
}
