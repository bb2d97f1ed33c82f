import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordsFor } from './index';
import {
  asksAnswer,
  emailLines,
  emailSubject,
  fillLink,
  linkPlaceholder,
  markResent,
  smsText,
  type MessageFacts,
  type WhatDown,
} from './text';
import { smsSegments } from './gsm';

const LINK = 'https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT';
const ALL: WhatDown[] = ['ehr', 'internet', 'phones', 'erx', 'labs', 'power', 'strange'];
const en = wordsFor('en');

const facts = (more: Partial<MessageFacts> = {}): MessageFacts => ({
  kind: 'declared',
  practiceName: 'Lakeside Family Medicine',
  drill: false,
  what: ['ehr'],
  since: '8:05 AM CT',
  language: 'en',
  ...more,
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    'É'.repeat(300),
    'Drill Creek',
    'https://evil.example/x',
    '__LINK__',
    '\r\nBcc: x@y.z',
  ),
);
const time = fc.oneof(
  fc.constantFrom('8:05 AM CT', '12:45 PM CT', 'Nov 22, 2026, 12:05 AM CST'),
  fc.string({ maxLength: 80 }),
);
const anyFacts = fc.record<MessageFacts>(
  {
    kind: fc.constantFrom('declared', 'long', 'update', 'all-clear', 'reported'),
    practiceName: hostile,
    siteName: hostile,
    drill: fc.boolean(),
    what: fc.subarray(ALL),
    since: time,
    language: fc.constantFrom('en', 'es'),
    update: fc.record({ say: fc.constantFrom('still-down', 'partly-back', 'back-by'), by: time }),
    nextUpdate: time,
  },
  { requiredKeys: ['kind', 'practiceName', 'drill', 'what', 'since', 'language'] },
);
const anyLink = fc.oneof(
  fc.constantFrom(LINK, 'http://localhost:3000/r/8Jq2mVx0cTbY8Jq2mVx0cT', ''),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ maxLength: 300 }),
);

describe('texts', () => {
  test('one GSM-7 segment with room for the resent mark, whatever the names (property)', () => {
    fc.assert(
      fc.property(anyFacts, anyLink, (given, link) => {
        const text = smsText(given, link, wordsFor(given.language));
        const { encoding, segments } = smsSegments(markResent(text));
        expect([encoding, segments]).toEqual(['gsm-7', 1]);
        expect(text).not.toMatch(/[\r\n\f]/);
        if (given.drill) expect(text).toMatch(/^DRILL\b/);
        else expect(text).not.toMatch(/^(DRILL|SIMULACRO)/);
      }),
      { numRuns: 3000 },
    );
  });

  test('with our own links, digits and the whole link always end it (property)', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom('12:45 PM CT', 'Nov 22, 2026, 12:05 AM CST'), (given, since) => {
        const text = smsText({ ...given, since }, LINK, wordsFor(given.language));
        expect(text.endsWith(` ${LINK}`)).toBe(true);
        if (asksAnswer(given.kind))
          expect(text).toMatch(
            /1 (coming|voy) 2 (cannot|no puedo) 3 (need help|help|ayuda|necesito ayuda)\.? http/,
          );
        if (given.kind !== 'update') expect(text).toContain(since);
      }),
      { numRuns: 5000 },
    );
  });

  test('the words people get', () => {
    const long = {
      practiceName: 'Lakeside Family Medicine',
      siteName: 'North Clinic',
      what: ALL,
      drill: true,
    } as const;
    const texts = [
      facts(),
      facts({ practiceName: 'Lakeside', siteName: 'Main', nextUpdate: '8:35 AM CT' }),
      facts({ drill: true, what: ['ehr', 'internet'] }),
      facts({ what: ['strange'] }),
      facts({ what: ['ehr', 'strange'] }),
      facts({ kind: 'long' }),
      facts({ kind: 'update', update: { say: 'still-down' }, nextUpdate: '9:30 AM CT' }),
      facts({ kind: 'update', update: { say: 'partly-back' } }),
      facts({ kind: 'update', update: { say: 'back-by', by: '9:30 AM CT' } }),
      facts({ kind: 'all-clear' }),
      facts({ kind: 'reported', what: ['phones'] }),
      facts({ ...long, what: [...long.what] }),
      facts({ practiceName: 'Drill Creek Pediatrics', what: [] }),
      facts({ language: 'es', what: ['ehr', 'phones'] }),
      facts({ language: 'es', kind: 'all-clear', drill: true }),
    ].map((given) => smsText(given, LINK, wordsFor(given.language)));
    expect(texts).toMatchInlineSnapshot(`
      [
        "LAKESIDE FAMILY MEDICINE: EHR down since 8:05 AM CT. Use paper. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE (Main): EHR down since 8:05 AM CT. Use paper. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "DRILL LAKESIDE FAMILY MEDICINE: EHR, internet down since 8:05 AM CT. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE FAMILY: Strange screens since 8:05 AM CT. See your steps. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE FAMILY: EHR down, strange screens since 8:05 AM CT. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE: EHR down since 8:05 AM CT. Long downtime starts now. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE FAMILY: Still down: EHR (since 8:05 AM CT). Use paper. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE: Partly back: EHR (down since 8:05 AM CT). Use paper. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE FAMILY MEDICINE: Back by 9:30 AM CT: EHR. 1 coming 2 cannot 3 help https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE FAMILY MEDICINE: All clear: EHR (down since 8:05 AM CT). The downtime is over. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE FAMILY MEDICINE: Reported: phones down since 8:05 AM CT. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "DRILL LAKESIDE FAMILY: EHR, internet +5 more down since 8:05 AM CT. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "NOT A DRILL DRILL CREEK PEDIATRICS: Something down since 8:05 AM CT. Reply 1 coming 2 cannot 3 need help. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "LAKESIDE FAMILY: Falla: EHR, teléfonos desde 8:05 AM CT. Responda 1 voy 2 no puedo 3 necesito ayuda. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
        "DRILL SIMULACRO LAKESIDE FAMILY MEDICINE: Todo normal: EHR (fallo desde 8:05 AM CT). La falla termino. https://hold.example/r/8Jq2mVx0cTbY8Jq2mVx0cT",
      ]
    `);
  });

  test('no name can smuggle a link, a line or our own placeholder', () => {
    const text = smsText(facts({ practiceName: 'a https://evil.example/x __LINK__\nReply' }), LINK, en);
    expect(text.match(/https?:/gi)).toHaveLength(1);
    expect(text.toLowerCase()).not.toContain('evil.example');
    const stored = smsText(facts({ practiceName: '__LINK__ ____' }), linkPlaceholder(LINK.length), en);
    expect(fillLink(stored, LINK)).toBe(smsText(facts({ practiceName: '__LINK__ ____' }), LINK, en));
    expect(stored).not.toContain('hold.example');
  });

  test('a placeholder has the length of its link, and every try has the same bytes (property)', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 8, max: 80 }), (given, length) => {
        const words = wordsFor(given.language);
        const link = `https://${'x'.repeat(length)}`;
        const text = fillLink(smsText(given, linkPlaceholder(link.length), words), link);
        expect(text).toBe(smsText(given, link, words));
      }),
    );
  });

  test('a link that leaves no room, or could not be sent, is left out whole', () => {
    for (const link of [`https://x.example/${'y'.repeat(150)}`, 'https://clínica.example/醫', 'a b']) {
      const text = smsText(facts(), link, en);
      expect(text).toBe(
        'LAKESIDE FAMILY MEDICINE: EHR down since 8:05 AM CT. Use paper. Reply 1 coming 2 cannot 3 need help.',
      );
    }
  });

  test('the resent mark is put once', () => {
    expect(markResent(markResent('a b'))).toBe('a b (resent)');
  });
});

describe('mail words', () => {
  test('subject and lines are single lines; the drill says so first (property)', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const words = wordsFor(given.language);
        const subject = emailSubject(given, words);
        expect(subject).not.toMatch(/\p{Cc}/u);
        expect(subject.isWellFormed()).toBe(true);
        if (given.drill) expect(subject).toMatch(/^DRILL/);
        for (const line of emailLines(given, words)) expect(line).not.toMatch(/\p{Cc}|\{/u);
      }),
    );
  });

  test('reads well', () => {
    const given = facts({ siteName: 'Main', drill: true, what: ['ehr', 'erx'], nextUpdate: '8:35 AM CT' });
    expect(emailSubject(given, en)).toBe(
      'DRILL: Lakeside Family Medicine: EHR, e-prescribing down since 8:05 AM CT',
    );
    expect(emailLines(given, en)).toEqual([
      'EHR, e-prescribing down since 8:05 AM CT.',
      'Use paper.',
      'Site: Main',
      'Next update 8:35 AM CT.',
      'Please answer. One tap opens a page; no log-in needed.',
    ]);
  });

  test('both languages hold the same holes', () => {
    const holes = (value: unknown): unknown =>
      typeof value === 'string'
        ? (value.match(/\{\w+\}/g) ?? []).toSorted()
        : Object.fromEntries(Object.entries(value ?? {}).map(([key, inner]) => [key, holes(inner)]));
    expect(holes(wordsFor('es'))).toEqual(holes(en));
  });
});
