// Every way in, one entry each: the matrix calls them all, and a route built without an entry fails it.
// A place like [incident] is filled with one of `Ids`; `ids` says which when the name differs.
import type { Ids } from './world';

export interface Way {
  path: string;
  /**
   * tenant: belongs to the practice it names. account: one's own. public: the same for everybody.
   * link: whoever holds the token. hook: a provider's signature. demo: absent outside the demo.
   */
  wall: 'tenant' | 'account' | 'public' | 'link' | 'hook' | 'demo';
  ids?: Record<string, string>;
  /** What follows the question mark; ids in {braces}. */
  query?: string;
  /** For what never ends by itself: read until this was said. */
  until?: string;
}

export const PAGES: Way[] = [
  { path: '/', wall: 'account' },
  { path: '/sign-in', wall: 'public' },
  { path: '/sign-out', wall: 'account' },
  { path: '/practices', wall: 'account' },
  { path: '/account', wall: 'account' },
  { path: '/p/[practice]', wall: 'tenant' },
  { path: '/p/[practice]/runbooks', wall: 'tenant' },
  {
    path: '/p/[practice]/runbooks/[slug]',
    wall: 'tenant',
    ids: { slug: 'runbookSlug' },
    query: 'site={site}',
  },
  {
    path: '/p/[practice]/runbooks/[slug]/compare',
    wall: 'tenant',
    ids: { slug: 'runbookSlug' },
    query: 'from=1&to=1',
  },
  { path: '/p/[practice]/contacts', wall: 'tenant' },
  { path: '/p/[practice]/contacts/call-list', wall: 'tenant', query: 'tree={tree}' },
  { path: '/p/[practice]/sites', wall: 'tenant' },
  { path: '/p/[practice]/sites/new', wall: 'tenant' },
  { path: '/p/[practice]/sites/facts', wall: 'tenant' },
  { path: '/p/[practice]/sites/[site]', wall: 'tenant' },
  { path: '/p/[practice]/sites/[site]/systems', wall: 'tenant' },
  { path: '/p/[practice]/sites/[site]/alternate/new', wall: 'tenant' },
  {
    path: '/p/[practice]/sites/[site]/alternate/[id]',
    wall: 'tenant',
    ids: { site: 'alternateOf', id: 'alternate' },
  },
  {
    path: '/p/[practice]/sites/[site]/alternate/[id]/edit',
    wall: 'tenant',
    ids: { site: 'alternateOf', id: 'alternate' },
  },
  { path: '/p/[practice]/vendors', wall: 'tenant' },
  { path: '/p/[practice]/vendors/new', wall: 'tenant' },
  { path: '/p/[practice]/vendors/[vendor]', wall: 'tenant' },
  { path: '/p/[practice]/binder', wall: 'tenant' },
  { path: '/p/[practice]/incidents', wall: 'tenant' },
  { path: '/p/[practice]/incidents/[id]', wall: 'tenant', ids: { id: 'incident' } },
  {
    path: '/p/[practice]/incidents/[id]/apply',
    wall: 'tenant',
    ids: { id: 'incident' },
    query: 'run={run}',
  },
  { path: '/p/[practice]/readiness', wall: 'tenant', query: 'reviewed={runbook}' },
  { path: '/p/[practice]/readiness/[item]', wall: 'tenant', ids: { item: 'kitItem' } },
  { path: '/dev/outbox', wall: 'demo' },
];

export const HANDLERS: Way[] = [
  { path: '/api/health', wall: 'public' },
  { path: '/api/dev/outbox', wall: 'demo' },
  { path: '/api/hooks/resend', wall: 'hook' },
  { path: '/api/hooks/twilio/inbound', wall: 'hook' },
  { path: '/api/hooks/twilio/status', wall: 'hook' },
  { path: '/p/[practice]/binder/[site]/pdf', wall: 'tenant' },
  {
    path: '/p/[practice]/runbooks/[slug]/pdf',
    wall: 'tenant',
    ids: { slug: 'runbookSlug' },
    query: 'site={site}',
  },
];

/** The live path: outside Next, so it says itself what it answers (lib/live). */
export const LIVE: Way[] = [
  { path: '/live', wall: 'account' },
  { path: '/live/[practice]', wall: 'tenant' },
  { path: '/live/[practice]/declare', wall: 'tenant' },
  { path: '/live/[practice]/plans', wall: 'tenant' },
  { path: '/live/[practice]/i/[incident]', wall: 'tenant' },
  { path: '/live/v1/[practiceId]/home', wall: 'tenant' },
  { path: '/live/v1/[practiceId]/snapshot', wall: 'tenant' },
  { path: '/live/v1/[practiceId]/incidents/[incident]', wall: 'tenant' },
  { path: '/live/v1/[practiceId]/stream', wall: 'tenant', query: 'cursor={incident}=0', until: 'event: hb' },
  { path: '/live/v1/[practiceId]/sync', wall: 'tenant' },
  { path: '/live/v1/[practiceId]/draft', wall: 'tenant' },
  { path: '/live/sw.js', wall: 'public' },
  { path: '/live/shell', wall: 'public' },
  { path: '/live/a/[file]', wall: 'public' },
  { path: '/r/[token]', wall: 'link' },
];

/** Every server action: the page its form is on, and its fields; ids of the other in {braces}, ours in {our.x}. */
export interface Act {
  name: string;
  page: string;
  wall: 'public' | 'account' | 'tenant' | 'demo';
  /** Whose right it needs, so that a refusal is for the ids and not for the right. A lead's when left out. */
  as?: 'manager';
  fields: Record<string, string>;
}

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
  const ours = (text: string): string => text.replaceAll('{', '{our.');
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

const RECORD = 'app/p/[practice]/incidents/[id]/actions.ts#addNote';
const BINDER = 'app/p/[practice]/binder/actions.ts';

/** Their practice with their ids; ours with theirs; theirs with ours. */
function binderActs(name: string, more: Record<string, string> = {}): Act[] {
  const mixes = [
    ['{practice}', '{practice}', '{site}'],
    ['{our.practice}', '{our.practice}', '{site}'],
    ['{our.practice}', '{practice}', '{our.site}'],
  ] as const;
  return mixes.map(([page, practice, site]) => ({
    name: `${BINDER}#${name}`,
    page: `/p/${page}/binder`,
    wall: 'tenant',
    fields: { practice, site, ...more },
  }));
}

const APPLY = 'app/p/[practice]/incidents/[id]/apply/actions.ts#applyVersion';

/** The three ways of mixing theirs and ours: all theirs, their ids in our practice, our ids in theirs. */
function mixed(name: string, page: string, fields: (ids: string) => Record<string, string>): Act[] {
  const act = { name, wall: 'tenant' } as const;
  return [
    { ...act, page: `/p/{practice}${page}`, fields: { practice: '{practice}', ...fields('') } },
    { ...act, page: `/p/{our.practice}${page}`, fields: { practice: '{our.practice}', ...fields('') } },
    { ...act, page: `/p/{our.practice}${page}`, fields: { practice: '{practice}', ...fields('our.') } },
  ];
}

const ready = (name: string, fields: (ids: string) => Record<string, string>): Act[] =>
  mixed(`app/p/[practice]/readiness/actions.ts#${name}`, '/readiness', fields);
const kitFields = (ids: string) => ({
  name: 'From the other side',
  detail: '',
  site: `{${ids}site}`,
  owner: `{${ids}person}`,
  days: '30',
});

export const ACTIONS: Act[] = [
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
  ...binderActs('makeAgain'),
  ...binderActs('tick', { print: 'from-the-other-side' }),
  ...ready('addItem', kitFields),
  ...ready('addUsual', () => ({})),
  ...ready('editItem', (ids) => ({ item: `{${ids}kitItem}`, ...kitFields(ids) })),
  ...ready('removeItem', (ids) => ({ item: `{${ids}kitItem}` })),
  ...ready('moveItem', (ids) => ({ item: `{${ids}kitItem}`, to: 'down' })),
  ...ready('checkItem', (ids) => ({ item: `{${ids}kitItem}`, fine: 'no', note: 'From the other side' })),
  ...ready('reviewPlan', (ids) => ({ runbook: `{${ids}runbook}`, note: '', next: '2027-11-30' })),
];

/** Fills {x} from the other's ids and {our.x} from ours. */
export function fillBraces(text: string, ours: Ids, other: Ids): string {
  return text.replace(
    /\{(our\.)?(\w+)\}/g,
    (_, our: string | undefined, name: string) => (our ? ours : other)[name] ?? '',
  );
}

/** How long to listen. */
export function reading({ until }: Way): { until?: string; readMs?: number } {
  return until === undefined ? {} : { until, readMs: 10_000 };
}

/** Names of ids in a way's address, in order. */
export function placesOf(way: Way): { place: string; id: string }[] {
  return [...way.path.matchAll(/\[(?:\.\.\.)?(\w+)\]/g)].map(([, place = '']) => ({
    place,
    id: way.ids?.[place] ?? place,
  }));
}

/** The address with ids filled in, one for each place and one set for the query. */
export function fill(way: Way, places: readonly string[], inQuery: Ids): string {
  let at = 0;
  const path = way.path.replace(/\[(?:\.\.\.)?\w+\]/g, () => {
    at += 1;
    return encodeURIComponent(places[at - 1] ?? '');
  });
  const query = way.query?.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(inQuery[name] ?? ''),
  );
  return query ? `${path}?${query}` : path;
}
