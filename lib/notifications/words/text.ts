// The words of every message. The only free text that enters one is a practice's and a site's own name,
// and those are cleaned: no links, no control characters. Pure, and small: phones predict with it.
import { smsSegments, toGsm } from './gsm';
import type enJson from './en.json';

/** One language's sentences; es.json has the same keys. */
export type Words = typeof enJson;
export type WhatDown = keyof Words['what'];
export type MessageKind = 'declared' | 'long' | 'update' | 'all-clear' | 'reported';

export interface MessageFacts {
  kind: MessageKind;
  practiceName: string;
  siteName?: string;
  drill: boolean;
  what: WhatDown[];
  /** Already formatted local time with its zone: "8:05 AM CT". */
  since: string;
  language: 'en' | 'es';
  update?: { say: 'still-down' | 'partly-back' | 'back-by'; by?: string };
  nextUpdate?: string;
}

/** What a second, possibly double, copy of a text ends with; smsText leaves room for it. */
const RESENT = ' (resent)';
const LIMIT = 160 - RESENT.length;

const ORDER: WhatDown[] = ['ehr', 'internet', 'phones', 'erx', 'labs', 'power', 'strange'];
const ON_PAPER = new Set<WhatDown>(['ehr', 'internet', 'erx', 'labs']);

/** Fills {holes}. Values are never read as templates. */
function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (hole, key: string) => values[key] ?? hole);
}

/** A name as it may stand in a message: one line, nothing a phone would turn into a link or a mark of ours. */
export function cleanName(name: string): string {
  return name
    .slice(0, 200)
    .replace(/[\p{C}\p{Z}\s/:@<>_\\]+/gu, ' ')
    .replace(/\.(?=\S)/g, '. ')
    .slice(0, 80)
    .replace(/\p{Cs}/gu, '')
    .trim();
}

/** Times come formatted by us; anything else in them is dropped. */
function cleanTime(time: string): string {
  return time
    .slice(0, 60)
    .replace(/[^\p{L}\p{N}:.,-]+/gu, ' ')
    .trim()
    .slice(0, 28);
}

/** "EHR, internet down, strange screens": what is strange is not down. */
function whatList(facts: MessageFacts, words: Words, most: number): { down: string; what: string } {
  const all = ORDER.filter((item) => facts.what.includes(item));
  const shown = all.slice(0, most);
  const more =
    all.length > most && most > 0 ? ` ${fill(words.say.more, { n: String(all.length - most) })}` : '';
  const names = (items: WhatDown[]) => items.map((item) => words.what[item]).join(', ');
  const what = shown.length === 0 ? words.say.something : names(shown) + more;
  if (shown.length > 0 && shown.every((item) => item === 'strange')) return { down: what, what };
  if (more !== '' || !shown.includes('strange')) return { down: fill(words.say.down, { what }), what };
  const down = fill(words.say.down, { what: names(shown.filter((item) => item !== 'strange')) });
  return { down: `${down}, ${words.what.strange}`, what };
}

function sentence(facts: MessageFacts, words: Words, most = ORDER.length, brief = false): string {
  const by = cleanTime(facts.update?.by ?? '');
  const values = { ...whatList(facts, words, most), since: cleanTime(facts.since), by };
  const line = fill(words.say[sentenceKey(facts, by, brief)], values);
  return line.charAt(0).toUpperCase() + line.slice(1);
}

function sentenceKey(facts: MessageFacts, by: string, brief: boolean): keyof Words['say'] {
  if (facts.kind === 'all-clear') return 'clear';
  if (facts.kind === 'long') return brief ? 'longBrief' : 'long';
  if (facts.kind !== 'update') return facts.kind;
  if (facts.update?.say === 'partly-back') return brief ? 'partlyBrief' : 'partly';
  if (facts.update?.say === 'back-by' && by !== '') return brief ? 'backBrief' : 'back';
  return 'still';
}

function advice(facts: MessageFacts, words: Words): string {
  if (facts.kind === 'reported') return words.say.check;
  if (facts.kind === 'all-clear') return words.say.finish;
  return facts.what.some((item) => ON_PAPER.has(item)) ? words.say.paper : words.say.steps;
}

function nextLine(facts: MessageFacts, words: Words): string {
  const time = facts.kind === 'all-clear' ? '' : cleanTime(facts.nextUpdate ?? '');
  return time === '' ? '' : fill(words.say.next, { time });
}

/** True when the message asks for 1, 2 or 3. */
export function asksAnswer(kind: MessageKind): boolean {
  return kind !== 'all-clear';
}

function cut(name: string, room: number): string {
  if (name.length <= room) return name;
  const short = name.slice(0, Math.max(0, room));
  const space = short.lastIndexOf(' ');
  return (space >= room / 2 ? short.slice(0, space) : short).replace(/[\s.,&'-]+$/, '');
}

/** What is given up, in turn, until the text fits: next update, site, long lists, advice, long digits. */
const SHORTER = [
  { next: true, site: true, most: 7, advice: true, short: false, name: 18 },
  { next: false, site: true, most: 7, advice: true, short: false, name: 18 },
  { next: false, site: false, most: 7, advice: true, short: false, name: 18 },
  { next: false, site: false, most: 2, advice: true, short: false, name: 14 },
  { next: false, site: false, most: 2, advice: false, short: false, name: 12 },
  { next: false, site: false, most: 2, advice: false, short: true, name: 10 },
  { next: false, site: false, most: 1, advice: false, short: true, name: 8 },
  { next: false, site: false, most: 0, advice: false, short: true, name: 0 },
] as const;

/**
 * One GSM-7 segment, always: at most 151 septets, so that "(resent)" fits too. The drill's word comes first,
 * digits and the link last. The link is never cut; one that leaves no room for the message is left out.
 */
export function smsText(facts: MessageFacts, link: string, words: Words): string {
  const sevenBit = smsSegments(link);
  const tail = sevenBit.encoding === 'gsm-7' && !/\s/.test(link) ? link : '';
  const tailSize = tail === '' ? 0 : sevenBit.units + 1;
  const name = toGsm(toGsm(cleanName(facts.practiceName)).toUpperCase()) || words.sms.practice;
  const site = toGsm(cleanName(facts.siteName ?? ''));
  const word = toGsm(drillWord(facts, name, words));
  const head = word === '' ? '' : `${word} `;
  for (const level of SHORTER) {
    const rest = toGsm(
      [
        sentence(facts, words, level.most, level.short),
        level.advice ? advice(facts, words) : '',
        level.next ? nextLine(facts, words) : '',
        asksAnswer(facts.kind) ? (level.short ? words.sms.answerShort : words.sms.answer) : '',
      ].join(' '),
    );
    const place = level.site && site !== '' ? ` (${cut(site, 24)})` : '';
    const room = LIMIT - tailSize - rest.length - place.length - head.length - 2;
    if (room < Math.min(name.length, level.name)) continue;
    const start = `${head}${cut(name, room)}${place}`.trim();
    return [start === '' ? rest : `${start}: ${rest}`, tail].filter(Boolean).join(' ');
  }
  if (tail !== '') return smsText(facts, '', words);
  return toGsm(`${head}${sentence(facts, words, 0, true)}`).slice(0, LIMIT);
}

/** "DRILL " first, always. A practice called "Drill Creek" says that it is not one. */
function drillWord(facts: MessageFacts, name: string, words: Words): string {
  if (facts.drill) return words.sms.drill;
  return /^(DRILL|SIMULACRO)/.test(name) ? words.sms.real : '';
}

/** The second copy of a text that may already have arrived. Still one segment. */
export function markResent(text: string): string {
  return text.endsWith(RESENT) ? text : text + RESENT;
}

export function emailSubject(facts: MessageFacts, words: Words): string {
  const name = cleanName(facts.practiceName) || words.mail.practice;
  const line = `${name}: ${sentence(facts, words).replace(/\.$/, '')}`;
  return (facts.drill ? `${words.mail.drill}: ${line}` : line).slice(0, 200);
}

/** The mail's body, line by line; the first is the news itself. */
export function emailLines(facts: MessageFacts, words: Words): string[] {
  const site = cleanName(facts.siteName ?? '');
  return [
    sentence(facts, words),
    advice(facts, words),
    site === '' ? '' : fill(words.mail.site, { site }),
    nextLine(facts, words),
    asksAnswer(facts.kind) ? words.mail.ask : '',
  ].filter((line) => line !== '');
}

/** The line that says why a person was written to. */
export function emailWhy(facts: MessageFacts, words: Words): string {
  return fill(words.mail.why, { practice: cleanName(facts.practiceName) || words.mail.practice });
}

/** Stands for a link of this length in a stored body: a dump of the database then holds no usable link. */
export function linkPlaceholder(length: number): string {
  return '__LINK__'.padEnd(length, '_');
}

/** Stands for the six digits of a code in a stored message, as the placeholder of a link does. */
export const CODE_PLACE = '__CODE';

/** Puts the digits of a code where its placeholder stands. */
export function fillCode(words: string, code: string): string {
  return words.replaceAll(CODE_PLACE, () => code);
}

/** Puts the link where its placeholder stands, in text or HTML; links hold no character either must escape. */
export function fillLink(body: string, link: string): string {
  return body.replace(/__LINK___*/g, () => link);
}
