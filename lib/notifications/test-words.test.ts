// Whatever a practice is called, a contact test says DRILL first, fits in one segment and keeps its link.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkPlaceholder, smsSegments } from './rules';
import { testMail, testText } from './test-words';

const link = linkPlaceholder('https://holdfast.example/r/0123456789abcdef'.length);

test('one segment, DRILL first, the link whole (property)', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.constantFrom('en', 'es'),
      (name, language) => {
        const text = testText({ language, practiceName: name, smsName: name }, link);
        expect(text).toMatch(/^DRILL/);
        expect(text.endsWith(link)).toBe(true);
        expect(smsSegments(`${text} (resent)`)).toMatchObject({ encoding: 'gsm-7', segments: 1 });
      },
    ),
  );
});

test('a link that leaves no room is left out, and the text still asks', () => {
  const text = testText(
    { language: 'en', practiceName: 'A', smsName: 'A' },
    `https://h.example/${'x'.repeat(150)}`,
  );
  expect(text).toBe('DRILL A: Contact test, nothing is down. Reply 1 now.');
});

test('the mail says DRILL first in its subject and its first line, and a name brings no link', () => {
  const to = { language: 'en' as const, practiceName: 'Lakeside http://evil.example/x', smsName: 'L' };
  const mail = testMail(to, link);
  expect(mail.subject).toMatch(/^DRILL: Lakeside/);
  expect(mail.lines[0]).toMatch(/^DRILL/);
  expect(`${mail.subject} ${mail.why} ${mail.practice}`).not.toContain('://');
  expect(testMail({ ...to, language: 'es' }, link).subject).toMatch(/^DRILL/);
});
