// The acts of how one signs in, second steps, passkeys, PINs and printed codes; ids in them are of sessions, which none of
// them is.
import type { Act } from './acts';

const ACCOUNT = 'app/account/actions.ts#';
const FACTORS = 'app/account/factor-actions.ts#';
const CONFIRM = 'app/confirm/factor-actions.ts#';
const BREAK_GLASS = 'app/p/[practice]/settings/break-glass/actions.ts#';
// What answers with something new each time is refused for a field too many: two answers must be comparable.
const TOO_MANY = { strange: 'field' };

export const DOOR_ACTS: Act[] = [
  ...(
    [
      [`${ACCOUNT}savePassword`, '/account', { password: '1' }],
      [`${ACCOUNT}changeEmail`, '/account', { email: '{person}' }],
      [`${ACCOUNT}changeMobile`, '/account', { mobile: 'x' }],
      [`${ACCOUNT}proveAddress`, '/account/code', { pass: '{session}', code: '12345678' }],
      [`${ACCOUNT}removeMobile`, '/account', {}],
      [`${FACTORS}beginApp`, '/account/second-factor', TOO_MANY],
      [`${FACTORS}confirmApp`, '/account/second-factor/app', { factor: '{session}', code: '000000' }],
      [`${FACTORS}askPasskey`, '/account/second-factor', { name: 'From the other side', ...TOO_MANY }],
      [
        `${FACTORS}addPasskey`,
        '/account/second-factor',
        { name: 'Theirs', pass: '{session}', response: '{}' },
      ],
      [`${FACTORS}removeFactor`, '/account/second-factor', { factor: '{session}' }],
      [`${FACTORS}printBackupCodes`, '/account/backup-codes', {}],
      [`${FACTORS}setPin`, '/account/devices', { pin: '123456', pinAgain: '123456' }],
    ] as const
  ).map(([name, page, fields]): Act => ({
    name,
    page,
    wall: 'account',
    fresh: true,
    fields,
  })),
  ...(
    [
      [`${FACTORS}endPhone`, '/account/devices', { phone: '{session}' }],
      [`${FACTORS}forgetThisPhone`, '/account/devices', {}],
      [`${CONFIRM}confirmApp`, '/confirm', { code: '000000' }],
      [`${CONFIRM}askPasskey`, '/confirm', TOO_MANY],
      [`${CONFIRM}confirmPasskey`, '/confirm', { pass: '{session}', response: '{}' }],
    ] as const
  ).map(([name, page, fields]): Act => ({ name, page, wall: 'account', fields })),
  ...(
    [
      ['passkey/actions.ts#askPasskey', '/sign-in', TOO_MANY],
      ['passkey/actions.ts#usePasskey', '/sign-in', { pass: '{session}', response: '{}' }],
      ['pin/actions.ts#openPin', '/sign-in', { pin: '482915', next: '/p/{practice}' }],
      ['pin/actions.ts#forgetPin', '/sign-in', {}],
      ['second/actions.ts#secondByCode', '/sign-in/second', { step: '{session}', code: '000000' }],
      ['second/actions.ts#askSecondPasskey', '/sign-in/second', { step: '{session}' }],
      [
        'second/actions.ts#secondByPasskey',
        '/sign-in/second',
        { step: '{session}', pass: '{session}', response: '{}' },
      ],
      ['break-glass/actions.ts#openBreakGlass', '/sign-in/break-glass', { code: '3333-3333-3333-3333' }],
    ] as const
  ).map(([name, page, fields]): Act => ({
    name: `app/(public)/sign-in/${name}`,
    page,
    wall: 'public',
    fields,
  })),
  ...['issue', 'revoke'].map((name): Act => ({
    name: BREAK_GLASS + name,
    page: '/p/{practice}/settings/break-glass',
    wall: 'tenant',
    as: 'owner',
    fresh: true,
    fields: { practice: '{practice}' },
  })),
];
