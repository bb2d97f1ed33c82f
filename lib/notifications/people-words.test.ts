// A code and the quarterly question: one text segment each, in both languages, whatever the practice is called.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { NoticeTo } from './notice-words';
import { codeMail, codeText, confirmMail, confirmText } from './people-words';
import { linkPlaceholder, smsSegments } from './rules';

const HREF = linkPlaceholder('https://holdfast.example/r/0123456789abcdef'.length);
const to = (language: 'en' | 'es', name: string, href: string | null): NoticeTo => ({
  language,
  practiceName: name,
  smsName: name,
  href,
});

it('is one segment that holds all of the code, or all of the link', () => {
  fc.assert(
    fc.property(fc.constantFrom('en', 'es'), fc.string({ maxLength: 20 }), (language, name) => {
      const code = codeText('012345', to(language, name, null));
      const asked = confirmText(to(language, name, HREF));
      expect(code).toContain('012345');
      expect(asked).toContain(HREF);
      for (const text of [code, asked]) {
        expect(smsSegments(text)).toMatchObject({ encoding: 'gsm-7' });
        expect(smsSegments(text).units).toBeLessThanOrEqual(160);
      }
    }),
    { numRuns: 60 },
  );
});

it('says in a mail what to do with it, and how long it works', () => {
  expect(codeMail('012345', to('en', 'Lakeside', null)).lines.join(' ')).toContain('012345');
  expect(codeMail('012345', to('en', 'Lakeside', null)).link).toBeNull();
  expect(confirmMail(to('es', 'Lakeside', HREF))).toMatchObject({
    subject: 'Lakeside: ¿Siguen bien sus números?',
    link: { href: HREF, label: 'Ver mis números' },
  });
});
