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
  { path: '/p/[practice]/contacts', wall: 'tenant' },
  { path: '/p/[practice]/contacts/call-list', wall: 'tenant', query: 'tree={tree}' },
  { path: '/p/[practice]/sites', wall: 'tenant' },
  { path: '/p/[practice]/vendors', wall: 'tenant' },
  { path: '/p/[practice]/incidents', wall: 'tenant' },
  { path: '/p/[practice]/incidents/[id]', wall: 'tenant', ids: { id: 'incident' } },
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
  fields: Record<string, string>;
}

const RECORD = 'app/p/[practice]/incidents/[id]/actions.ts#addNote';

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
