// The words of messages to an account: codes, and news about its own security. English; an account has no language. Pure.
import type { AccountMessageKind } from '@/lib/identity/rules';
import { PASS_MINUTES } from '@/lib/identity/rules';
import type { NoticeMail } from './notice-words';
import { cleanName, smsSegments, toGsm } from './rules';

export interface AccountFacts {
  kind: AccountMessageKind;
  /** What the fixed words name: device, name, practice; `use` says what a code is for when it is not the usual. */
  detail: Record<string, string>;
  /** When it happened, in words with the zone. */
  at: string;
  /** Eight digits; '' for news. */
  code: string;
  /** Where the button leads: a sign-in link, one's own account; null for a code that is only typed. */
  href: string | null;
}

const CODES: Partial<Record<AccountMessageKind, { what: string; where: string }>> = {
  'sign-in-code': { what: 'sign-in code', where: 'Type it on the page where you asked for it.' },
  'sign-up-code': { what: 'sign-up code', where: 'Type it on the page where you signed up.' },
  'new-email-code': {
    what: 'code for your new e-mail address',
    where: 'Type it on the page where you changed your address.',
  },
  'new-mobile-code': {
    what: 'code for your new number',
    where: 'Type it on the page where you gave your number.',
  },
};
const CONFIRM = {
  what: 'code to confirm that it is you',
  where: 'Type it on the page where you asked for it.',
};

/** "1234 5678": two groups are read across a room, and typed, without losing the place. */
export function codeWords(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

function news(kind: AccountMessageKind, detail: Record<string, string>): string {
  const name = cleanName(detail['name'] ?? '');
  const practice = cleanName(detail['practice'] ?? '');
  switch (kind) {
    case 'email-changed':
      return 'The e-mail address of your Holdfast account was changed.';
    case 'mobile-changed':
      return 'The number you sign in to Holdfast with was changed or removed.';
    case 'password-changed':
      return 'The password of your Holdfast account was changed.';
    case 'factor-added':
      return `A second step${name ? ` (${name})` : ''} was added to your Holdfast account.`;
    case 'factor-removed':
      return `A second step${name ? ` (${name})` : ''} was removed from your Holdfast account.`;
    case 'backup-code-used':
      return 'A backup code of your Holdfast account was used to sign in.';
    case 'device-enrolled':
      return 'A phone can now open your Holdfast account with a PIN.';
    case 'break-glass-used':
      return `A printed break-glass code${name ? ` of ${name}` : ''} was used to open ${practice || 'Holdfast'}.`;
    case 'sign-in-code':
    case 'sign-up-code':
    case 'new-email-code':
    case 'new-mobile-code':
      return '';
  }
}

const IF_NOT = 'If the button does not work, open this address:';

export function accountMail({ kind, detail, at, code, href }: AccountFacts): NoticeMail {
  const frame = { language: 'en', practice: 'Holdfast' } as const;
  const words = detail['use'] === 'confirm' ? CONFIRM : CODES[kind];
  if (words) {
    const line = `Your ${words.what}: ${codeWords(code)}`;
    return {
      ...frame,
      subject: `${codeWords(code)} is your Holdfast ${words.what}`,
      lines: [
        line,
        `${words.where} It is good for ${PASS_MINUTES} minutes, once. Nobody from Holdfast will ever ask you for it.`,
      ],
      link: href === null ? null : { href, label: 'Sign in with this link', ifNot: IF_NOT },
      why: 'You got this because somebody typed your address in Holdfast. If it was not you, do nothing: without the code nothing happens.',
    };
  }
  const first = news(kind, detail);
  const device = cleanName(detail['device'] ?? '');
  return {
    ...frame,
    subject: first,
    lines: [
      first,
      `It happened on ${at}${device ? `, from ${device}` : ''}.`,
      'Was it you? Then there is nothing to do. If not, sign in now, change your password and sign out everywhere; then tell your practice manager.',
    ],
    link: href === null ? null : { href, label: 'Open your account', ifNot: IF_NOT },
    why: 'You got this because it is about the security of your own account. It cannot be turned off.',
  };
}

export function accountText({ kind, detail, code, href }: AccountFacts): string {
  const words = detail['use'] === 'confirm' ? CONFIRM : CODES[kind];
  if (words) return `Holdfast: your ${words.what} is ${codeWords(code)}, good for ${PASS_MINUTES} minutes.`;
  const first = toGsm(`Holdfast: ${news(kind, detail)}`.replace('your Holdfast account', 'your account'));
  const short = `Holdfast: ${news(kind, {}).replace('your Holdfast account', 'your account')}`;
  const wordings = [first, short].flatMap((said) => [
    `${said} Not you? Sign in, change your password: ${href ?? ''}`,
    `${said} Not you? Sign in and change your password.`,
  ]);
  return wordings.find((said) => smsSegments(said).segments === 1) ?? short;
}
