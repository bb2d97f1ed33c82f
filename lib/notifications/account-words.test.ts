// Every message to an account: one short text in the plain alphabet, and no template left in it.
import { expect, test } from 'vitest';
import type { AccountMessageKind } from '@/lib/identity/rules';
import { accountMail, accountText } from './account-words';
import { smsSegments } from './rules';

const KINDS: Record<AccountMessageKind, boolean> = {
  'sign-in-code': true,
  'sign-up-code': true,
  'new-email-code': true,
  'new-mobile-code': true,
  'email-changed': false,
  'mobile-changed': false,
  'password-changed': false,
  'factor-added': false,
  'factor-removed': false,
  'backup-code-used': false,
  'device-enrolled': false,
  'break-glass-used': false,
};

test.each(Object.entries(KINDS) as [AccountMessageKind, boolean][])('%s', (kind, isCode) => {
  for (const href of ['https://hold.example/account', `https://hold.example/${'long/'.repeat(30)}`, null]) {
    for (const detail of [
      {},
      { name: '💥'.repeat(60), practice: 'Łódź '.repeat(30), device: 'a'.repeat(200) },
      { name: 'https://evil.example/x', use: 'confirm' },
    ] as Record<string, string>[]) {
      const facts = { kind, detail, at: 'Nov 28, 2026, 6:10 AM UTC', code: isCode ? '12345678' : '', href };
      const text = accountText(facts);
      expect(smsSegments(text)).toMatchObject({ encoding: 'gsm-7', segments: 1 });
      expect(text).toMatch(/^Holdfast: /);
      const { subject, lines } = accountMail(facts);
      for (const said of [text, subject, ...lines]) {
        expect(said).not.toMatch(/undefined|\{|https:\/\/evil/);
        expect(said.length).toBeGreaterThan(5);
      }
      if (isCode) for (const said of [text, subject, lines[0]]) expect(said).toContain('1234 5678');
    }
  }
});
