// Every way to change something by a form, with ids in it: the walls send each with theirs, with ours, and mixed.
import { contactActs } from './contact-acts';
import { DOOR_ACTS } from './door-acts';
import { memberActs } from './member-acts';
import { settingsActs } from './settings-acts';
import type { Ids } from './world';

/** Every server action: the page its form is on, and its fields; ids of the other in {braces}, ours in {our.x}. */
export interface Act {
  name: string;
  page: string;
  wall: 'public' | 'account' | 'tenant' | 'demo';
  /** Whose right it needs, so that a refusal is for the ids and not for the right. A lead's when left out. */
  as?: 'manager' | 'owner';
  /** A sensitive one (A11): only for somebody who showed who they are in the last minutes. */
  fresh?: true;
  fields: Record<string, string>;
}

const PLANS = 'app/p/[practice]/runbooks/actions.ts#';
const PLAN = '/p/{practice}/runbooks/{runbookSlug}';
const RUNBOOK = { runbookId: '{runbook}' };
const PUBLISH = {
  seq: '1',
  changeNote: 'From the other side',
  effectiveOn: '',
  reviewOn: '',
  warningsSeen: 'on',
};
const PLAN_FILE = JSON.stringify({
  holdfast: 'plan',
  format: 1,
  plan: {
    title: 'From the other side',
    kind: 'short',
    trigger: '',
    anchor: '',
    escalatesTo: [],
    sections: [
      {
        key: 'first',
        title: 'First',
        steps: [
          {
            key: 'a',
            title: 'Do a',
            detail: '',
            role: 'front_desk',
            due: null,
            critical: false,
            needs: [],
            evidence: 'none',
          },
        ],
      },
    ],
  },
});
const READY = 'app/p/[practice]/readiness/actions.ts#';
const KIT = { name: 'From the other side', detail: '', days: '30' };
const SITES = 'app/p/[practice]/sites/actions.ts#';
const VENDORS = 'app/p/[practice]/vendors/actions.ts#';
const AS_OPENED = { opened: '{}', seen: '{}' };
const SITE = {
  name: 'From the other side',
  address: '1 Road',
  phone: '1',
  zone: '',
  hours: '{}',
  facts: '[]',
};
const empty = (names: string): Record<string, string> =>
  Object.fromEntries(names.split(' ').map((name) => [name, '']));
const ALTERNATE = {
  ...empty('mapUrl keys agreement agreementExpires capacity power network phone coldChain drugStorage'),
  ...empty('worksThere doesNotWork'),
  name: 'From the other side',
  address: '1 Road',
  reportsThere: '[]',
  checks: '[]',
};
const VENDOR = {
  ...empty('accountNumber promise promisePercent countsFrom claimDays exitFacts dataExport statusPage'),
  kind: 'ehr',
  name: 'From the other side',
  supportLine: '1',
};

/** A form with ids in it, sent in three ways: all theirs; in our practice with their ids; in theirs with ours. */
function crossed(name: string, page: string, ids: Record<string, string>, rest: Act['fields'] = {}): Act[] {
  const ours = (text: string): string => text.replace(/\{(\w+)\}/g, '{our.$1}');
  const mapped = (change: (text: string) => string): Act['fields'] =>
    Object.fromEntries(Object.entries(ids).map(([field, id]) => [field, change(id)]));
  const inPractice = (practice: string, fields: Act['fields'], at: string): Act => ({
    name,
    page: at,
    wall: 'tenant',
    as: 'manager',
    fields: { practice, ...fields, ...rest },
  });
  return [
    inPractice('{practice}', mapped(String), page),
    ...(Object.keys(ids).length === 0
      ? []
      : [
          inPractice('{our.practice}', mapped(String), ours(page)),
          inPractice('{practice}', mapped(ours), ours(page)),
        ]),
  ];
}

/** The same for a sensitive one. */
const sensitive: typeof crossed = (...form) => crossed(...form).map((act) => ({ ...act, fresh: true }));

const NO_INVITATION = '/invitation/AAAAAAAAAAAAAAAA';

const RECORD = 'app/p/[practice]/incidents/[id]/actions.ts#addNote';
const BINDER = 'app/p/[practice]/binder/actions.ts#';

const APPLY = 'app/p/[practice]/incidents/[id]/apply/actions.ts#applyVersion';

// Refused for what they say, so that two askings can be compared; codes that work are A4's and A5's.
const DOORS: Act[] = (
  [
    ['app/(public)/sign-in/code/actions.ts#askCode', '/sign-in/code', 'public', { address: 'x' }],
    [
      'app/(public)/sign-in/code/actions.ts#enterCode',
      '/sign-in/code',
      'public',
      { pass: '{session}', code: '12345678', next: '/p/{practice}' },
    ],
    [
      'app/(public)/sign-in/link/[link]/actions.ts#followLink',
      '/sign-in/link/x',
      'public',
      { link: '{session}' },
    ],
    ['app/(public)/sign-up/actions.ts#askSignUp', '/sign-up', 'public', { name: 'N', email: '{person}' }],
    [
      'app/(public)/sign-up/actions.ts#enterSignUp',
      '/sign-up/code',
      'public',
      { pass: '{session}', code: '12345678' },
    ],
    ['app/(public)/sign-up/practice/actions.ts#makeForFile', '/sign-up/practice', 'account', { name: '' }],
    ['app/confirm/actions.ts#confirmPassword', '/confirm', 'account', { password: '{session}' }],
    ['app/confirm/actions.ts#sendConfirmCode', '/confirm', 'account', { by: '{session}' }],
    ['app/confirm/actions.ts#confirmCode', '/confirm', 'account', { pass: '{session}', code: '12345678' }],
    ['app/account/actions.ts#endOthers', '/account', 'account', {}],
  ] satisfies [string, string, Act['wall'], Act['fields']][]
).map(([name, page, wall, fields]) => ({ name, page, wall, fields }));

export const ACTIONS: Act[] = [
  ...DOOR_ACTS,
  {
    name: 'app/(public)/sign-in/actions.ts#signIn',
    page: '/sign-in',
    wall: 'public',
    fields: { email: 'nobody@holdfast.example', password: 'wrong-password', next: '/p/{practice}' },
  },
  { name: 'app/(public)/sign-in/actions.ts#signOut', page: '/sign-out', wall: 'account', fields: {} },
  {
    name: 'app/account/actions.ts#endSession',
    page: '/account',
    wall: 'account',
    fields: { session: '{session}' },
  },
  { name: 'app/account/actions.ts#endAll', page: '/account', wall: 'account', fields: {} },
  ...DOORS,
  {
    name: 'app/dev/outbox/actions.ts#reply',
    page: '/dev/outbox',
    wall: 'demo',
    fields: { from: '+13125550199', body: '1' },
  },
  {
    name: RECORD,
    page: '/p/{practice}/incidents/{incident}',
    wall: 'tenant',
    fields: { practice: '{practice}', incident: '{incident}', note: 'From the other side' },
  },
  {
    name: RECORD,
    page: '/p/{our.practice}/incidents/{our.incident}',
    wall: 'tenant',
    fields: { practice: '{our.practice}', incident: '{incident}', note: 'From the other side' },
  },
  {
    name: RECORD,
    page: '/p/{our.practice}/incidents/{our.incident}',
    wall: 'tenant',
    fields: { practice: '{practice}', incident: '{our.incident}', note: 'From the other side' },
  },
  ...crossed(
    'app/p/[practice]/incidents/[id]/actions.ts#takeAwayPhoto',
    '/p/{practice}/incidents/{incident}',
    { photo: '{photo}' },
    { reason: 'From the other side' },
  ),
  {
    name: APPLY,
    page: '/p/{practice}/incidents/{incident}/apply',
    wall: 'tenant',
    fields: {
      practice: '{practice}',
      incident: '{incident}',
      run: '{run}',
      version: '{version}',
      command: '{step}',
    },
  },
  // A command's number is used once: another one of theirs for each.
  ...[
    { incident: '{incident}', run: '{run}', version: '{version}', command: '{incident}' },
    { incident: '{our.incident}', run: '{run}', version: '{our.version}', command: '{run}' },
    { incident: '{our.incident}', run: '{our.run}', version: '{version}', command: '{version}' },
    {
      practice: '{practice}',
      incident: '{our.incident}',
      run: '{our.run}',
      version: '{our.version}',
      command: '{step}',
    },
  ].map((fields): Act => ({
    name: APPLY,
    page: '/p/{our.practice}/incidents/{our.incident}/apply',
    wall: 'tenant',
    fields: { practice: '{our.practice}', ...fields },
  })),
  ...crossed(`${SITES}makeSite`, '/p/{practice}/sites/new', {}, SITE),
  ...crossed(
    `${SITES}saveSite`,
    '/p/{practice}/sites/{site}',
    { siteId: '{site}' },
    { ...SITE, ...AS_OPENED },
  ),
  ...crossed(`${SITES}saveFacts`, '/p/{practice}/sites/facts', {}, { facts: '[]', ...AS_OPENED }),
  ...crossed(
    `${SITES}saveSystems`,
    '/p/{practice}/sites/{site}/systems',
    { siteId: '{site}' },
    { systems: '[]', ...AS_OPENED },
  ),
  ...crossed(`${SITES}shutSite`, '/p/{practice}/sites/{site}', { siteId: '{site}' }),
  ...crossed(`${SITES}openSite`, '/p/{practice}/sites', { siteId: '{site}' }),
  ...crossed(
    `${SITES}makeAlternate`,
    '/p/{practice}/sites/{alternateOf}/alternate/new',
    { siteId: '{alternateOf}', ownerId: '{person}' },
    ALTERNATE,
  ),
  ...crossed(
    `${SITES}saveAlternate`,
    '/p/{practice}/sites/{alternateOf}/alternate/{alternate}/edit',
    { siteId: '{alternateOf}', alternateSiteId: '{alternate}', ownerId: '{person}' },
    { ...ALTERNATE, ...AS_OPENED },
  ),
  ...crossed(`${SITES}takeOffAlternate`, '/p/{practice}/sites/{alternateOf}/alternate/{alternate}', {
    alternateSiteId: '{alternate}',
  }),
  ...crossed(`${SITES}bringBackAlternate`, '/p/{practice}/sites', { alternateSiteId: '{alternate}' }),
  ...crossed(`${VENDORS}makeVendor`, '/p/{practice}/vendors/new', {}, VENDOR),
  ...crossed(
    `${VENDORS}saveVendor`,
    '/p/{practice}/vendors/{vendor}',
    { vendorId: '{vendor}' },
    { ...VENDOR, ...AS_OPENED },
  ),
  ...crossed(`${VENDORS}takeOffVendor`, '/p/{practice}/vendors/{vendor}', { vendorId: '{vendor}' }),
  ...crossed(`${VENDORS}bringBack`, '/p/{practice}/vendors', { vendorId: '{vendor}' }),
  ...crossed(`${BINDER}makeAgain`, '/p/{practice}/binder', { site: '{site}' }),
  ...crossed(`${BINDER}tick`, '/p/{practice}/binder', { site: '{site}' }, { print: 'from-the-other-side' }),
  ...crossed(`${READY}addItem`, '/p/{practice}/readiness', { site: '{site}', owner: '{person}' }, KIT),
  ...crossed(`${READY}addUsual`, '/p/{practice}/readiness', {}),
  ...crossed(
    `${READY}editItem`,
    '/p/{practice}/readiness/{kitItem}',
    { item: '{kitItem}', site: '{site}', owner: '{person}' },
    KIT,
  ),
  ...crossed(`${READY}removeItem`, '/p/{practice}/readiness/{kitItem}', { item: '{kitItem}' }),
  ...crossed(`${READY}moveItem`, '/p/{practice}/readiness', { item: '{kitItem}' }, { to: 'down' }),
  ...crossed(
    `${READY}checkItem`,
    '/p/{practice}/readiness',
    { item: '{kitItem}' },
    { fine: 'no', note: 'From the other side' },
  ),
  ...crossed(
    `${READY}reviewPlan`,
    '/p/{practice}/readiness',
    { runbook: '{runbook}' },
    { note: '', next: '2027-11-30' },
  ),
  ...crossed(`${PLANS}beginDraft`, `${PLAN}/edit`, RUNBOOK),
  ...crossed(
    `${PLANS}publish`,
    `${PLAN}/publish`,
    { ...RUNBOOK, ownerId: '{person}', approvedBy: '{person}' },
    PUBLISH,
  ),
  ...crossed(`${PLANS}restore`, PLAN, RUNBOOK, { number: '1', overDraft: 'on' }),
  ...crossed(`${PLANS}discard`, PLAN, RUNBOOK),
  ...crossed(`${PLANS}remove`, PLAN, RUNBOOK),
  ...crossed(`${PLANS}bringBack`, PLAN, RUNBOOK),
  ...crossed(`${PLANS}addFromStarter`, '/p/{practice}/runbooks/new', {}, { starter: 'power-loss' }),
  ...crossed(
    `${PLANS}addBlank`,
    '/p/{practice}/runbooks/new',
    {},
    { title: 'From the other side', kind: 'short' },
  ),
  ...crossed(`${PLANS}addFromFile`, '/p/{practice}/runbooks/new', { into: '{runbook}' }, { file: PLAN_FILE }),
  ...crossed(`${PLANS}takeStep`, `${PLAN}/starter`, RUNBOOK, { step: 'is-it-just-me' }),
  ...crossed(`${PLANS}markSeen`, `${PLAN}/starter`, RUNBOOK),
  ...memberActs(crossed, sensitive),
  ...contactActs(crossed, sensitive),
  ...settingsActs(crossed, sensitive),
  {
    name: 'app/(public)/sign-up/practice/actions.ts#makePractice',
    page: '/sign-up/practice',
    wall: 'account',
    fields: { formId: '{person}', ...empty('name kind ehr zone siteName address phone') },
  },
  {
    name: 'app/(public)/invitation/[token]/actions.ts#accept',
    page: NO_INVITATION,
    wall: 'account',
    fields: { token: 'AAAAAAAAAAAAAAAA' },
  },
  {
    name: 'app/(public)/invitation/[token]/actions.ts#join',
    page: NO_INVITATION,
    wall: 'public',
    fields: { token: 'AAAAAAAAAAAAAAAA', name: 'Nobody', password: 'a-wrong-password' },
  },
];

/** Fills {x} from the other's ids and {our.x} from ours. */
export function fillBraces(text: string, ours: Ids, other: Ids): string {
  return text.replace(
    /\{(our\.)?(\w+)\}/g,
    (_, our: string | undefined, name: string) => (our ? ours : other)[name] ?? '',
  );
}
