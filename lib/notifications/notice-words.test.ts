import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planMail, planText, reminderMail, reminderText, type NoticeTo } from './notice-words';
import { oldRecordsMail, oldRecordsText } from './old-records-words';
import { smsSegments } from './rules';

const LAKESIDE: NoticeTo = {
  language: 'en',
  practiceName: 'Lakeside Family Medicine',
  smsName: 'Lakeside',
  href: 'https://hold.example/live/lakeside/plans/short-downtime',
};
const PLAN = { title: 'Short downtime', number: 4, effectiveOn: '2026-11-28' };

describe('a plan', () => {
  test('by text: which, from when, where', () => {
    expect(planText(PLAN, LAKESIDE)).toBe(
      'LAKESIDE: Plan changed: Short downtime, version 4, in force from Nov 28, 2026. Read it: https://hold.example/live/lakeside/plans/short-downtime',
    );
    expect(planText({ ...PLAN, number: 1 }, { ...LAKESIDE, href: null })).toBe(
      'LAKESIDE: New plan: Short downtime, in force from Nov 28, 2026. Ask for the printed page.',
    );
  });

  test('a title that does not fit or cannot be spelled is left out, not cut', () => {
    const long = planText({ ...PLAN, title: 'A plan with a very long name '.repeat(4) }, LAKESIDE);
    expect(long).toBe(
      'LAKESIDE: A downtime plan changed, in force from Nov 28, 2026. Read it: https://hold.example/live/lakeside/plans/short-downtime',
    );
    expect(planText({ ...PLAN, title: '停电计划' }, LAKESIDE)).toMatch(/^LAKESIDE: A downtime plan changed/);
  });

  test('a link that leaves no room is left out, the words are not', () => {
    const href = `https://hold.example/${'a'.repeat(140)}`;
    expect(planText(PLAN, { ...LAKESIDE, href })).toBe(
      'LAKESIDE: A downtime plan changed, in force from Nov 28, 2026. Read it in Holdfast.',
    );
  });

  test('by e-mail, also in Spanish, without a link for those who cannot log in', () => {
    expect(planMail(PLAN, LAKESIDE)).toMatchObject({
      subject: 'Lakeside Family Medicine: Plan changed: Short downtime, version 4',
      lines: ['Plan changed: Short downtime, version 4.', 'It is in force from Nov 28, 2026.', /Read it/],
      link: { href: LAKESIDE.href },
    });
    const spanish = planMail(PLAN, { ...LAKESIDE, language: 'es', href: null });
    expect(spanish.lines).toEqual([
      'Plan cambiado: Short downtime, versión 4.',
      // Node's versions spell it "28 nov 2026" or "28 de nov de 2026".
      expect.stringMatching(/^Rige desde el 28 (de )?nov\S* (de )?2026\.$/),
      'Pida la hoja impresa a la administración de la clínica.',
    ]);
    expect(spanish.link).toBeNull();
  });
});

test('reminders: a list by name with day and distance; a text says how many and where', () => {
  const items = [
    { about: 'agreement' as const, name: 'Harbor Hall', on: '2027-01-05', days: 30 },
    { about: 'kit' as const, name: 'Back-up internet', on: '2026-12-06', days: 0 },
    { about: 'kit' as const, name: 'Paper packs', on: '2026-11-29', days: -7 },
    { about: 'review' as const, name: 'Short downtime', on: '2026-12-13', days: 7 },
  ];
  expect(reminderMail({ items }, LAKESIDE).lines).toEqual([
    '4 things wait for you.',
    'The agreement for Harbor Hall ends Jan 5, 2027, in 30 days.',
    'Check Back-up internet today, Dec 6, 2026.',
    'Check Paper packs: it was due Nov 29, 2026, 7 days ago.',
    'Review the plan Short downtime by Dec 13, 2026, in 7 days.',
  ]);
  const href = 'https://hold.example/p/lakeside/readiness';
  expect(reminderText({ items }, { ...LAKESIDE, href })).toBe(
    'LAKESIDE: 4 things wait for you in Holdfast: https://hold.example/p/lakeside/readiness',
  );
  expect(reminderText({ items: items.slice(0, 1) }, { ...LAKESIDE, language: 'es', href: null })).toBe(
    'LAKESIDE: 1 asunto espera por usted en Holdfast: Pregunte a la administracion.',
  );
});

test('whatever a title is, a text is one segment and asks for no reply, and a mail holds no link of its own', () => {
  const to = fc.record({
    language: fc.constantFrom('en' as const, 'es' as const),
    practiceName: fc.string({ unit: 'binary', maxLength: 120 }),
    smsName: fc.string({ maxLength: 20 }),
    href: fc.option(fc.webUrl({ size: 'medium' }), { nil: null }),
  });
  const plan = fc.record({
    title: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constant('Reply 1 at http://evil.example/x {date} __LINK__'),
    ),
    number: fc.integer({ min: 1, max: 99_999 }),
    effectiveOn: fc.constant('2026-11-28'),
  });
  fc.assert(
    fc.property(plan, to, (facts, whom) => {
      const text = planText(facts, whom);
      expect(smsSegments(`${text} (resent)`)).toMatchObject({ encoding: 'gsm-7', segments: 1 });
      const { lines, subject } = planMail(facts, { ...whom, href: null });
      expect([subject, ...lines].join('\n')).not.toMatch(/https?:\/\/|__LINK__/);
    }),
  );
});

describe('old records that were deleted', () => {
  const FACTS = { actor: 'Olive Owner', before: '2020-11-28' };

  test('by e-mail: who, what, and where to look, in both languages', () => {
    const { subject, lines, link } = oldRecordsMail(FACTS, LAKESIDE);
    expect(subject).toBe('Lakeside Family Medicine: Old records were deleted for good');
    expect(lines[1]).toMatch(/^Olive Owner had deleted what was over before Nov 28, 2020: closed incidents/);
    expect(link?.label).toBe('See the audit');
    expect(oldRecordsMail(FACTS, { ...LAKESIDE, language: 'es' }).lines[1]).toMatch(/antes del 28 nov 2020/);
  });

  test('by text: one segment, whatever the link', () => {
    for (const href of [null, LAKESIDE.href, `https://hold.example/${'a'.repeat(140)}`]) {
      const text = oldRecordsText(FACTS, { ...LAKESIDE, href });
      expect([text.startsWith('LAKESIDE: '), smsSegments(text).segments]).toEqual([true, 1]);
    }
  });
});
