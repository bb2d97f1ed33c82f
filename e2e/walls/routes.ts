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
  /** It records something: taken as a press of a button from our own page only. */
  posts?: true;
  /** Wants somebody who showed who they are a moment ago; whoever may otherwise have it is sent to confirm. */
  fresh?: true;
}

export const PAGES: Way[] = [
  { path: '/', wall: 'account' },
  { path: '/sign-in', wall: 'public' },
  { path: '/sign-in/code', wall: 'public' },
  { path: '/sign-in/link/[link]', wall: 'link' },
  { path: '/sign-up', wall: 'public' },
  { path: '/sign-up/code', wall: 'public' },
  { path: '/sign-out', wall: 'account' },
  { path: '/practices', wall: 'account' },
  { path: '/account', wall: 'account' },
  { path: '/account/code', wall: 'account', query: 'pass={session}' },
  { path: '/confirm', wall: 'account', query: 'pass={session}' },
  { path: '/account/second-factor', wall: 'account' },
  { path: '/account/second-factor/app', wall: 'account', query: 'factor={session}' },
  { path: '/account/backup-codes', wall: 'account' },
  { path: '/account/devices', wall: 'account' },
  { path: '/sign-in/second', wall: 'public', query: 'step={session}' },
  { path: '/sign-in/break-glass', wall: 'public' },
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
  { path: '/p/[practice]/runbooks/new', wall: 'tenant' },
  { path: '/p/[practice]/runbooks/[slug]/edit', wall: 'tenant', ids: { slug: 'runbookSlug' } },
  { path: '/p/[practice]/runbooks/[slug]/publish', wall: 'tenant', ids: { slug: 'runbookSlug' } },
  { path: '/p/[practice]/runbooks/[slug]/starter', wall: 'tenant', ids: { slug: 'runbookSlug' } },
  { path: '/p/[practice]/contacts', wall: 'tenant' },
  { path: '/p/[practice]/contacts/people/new', wall: 'tenant' },
  { path: '/p/[practice]/contacts/people/[person]', wall: 'tenant' },
  { path: '/p/[practice]/contacts/import', wall: 'tenant' },
  { path: '/p/[practice]/contacts/import/[id]', wall: 'tenant', ids: { id: 'staffList' } },
  { path: '/p/[practice]/contacts/call-list', wall: 'tenant', query: 'tree={tree}' },
  { path: '/p/[practice]/contacts/trees', wall: 'tenant' },
  { path: '/p/[practice]/contacts/trees/new', wall: 'tenant', query: 'suggest=1' },
  { path: '/p/[practice]/contacts/trees/[tree]', wall: 'tenant' },
  { path: '/p/[practice]/contacts/trees/[tree]/edit', wall: 'tenant' },
  { path: '/p/[practice]/contacts/tests', wall: 'tenant' },
  { path: '/p/[practice]/contacts/tests/new', wall: 'tenant', query: 'tree={tree}' },
  { path: '/p/[practice]/contacts/tests/[test]', wall: 'tenant' },
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
  { path: '/p/[practice]/settings/break-glass', wall: 'tenant' },
  { path: '/p/[practice]/readiness', wall: 'tenant', query: 'reviewed={runbook}' },
  { path: '/p/[practice]/readiness/[item]', wall: 'tenant', ids: { item: 'kitItem' } },
  { path: '/p/[practice]/members', wall: 'tenant' },
  { path: '/p/[practice]/members/invite', wall: 'tenant', query: 'person={person}' },
  { path: '/p/[practice]/members/[person]', wall: 'tenant', ids: { person: 'member' } },
  { path: '/p/[practice]/set-up', wall: 'tenant' },
  { path: '/p/[practice]/set-up/plans', wall: 'tenant' },
  { path: '/p/[practice]/set-up/phone', wall: 'tenant' },
  { path: '/sign-up/practice', wall: 'account' },
  { path: '/invitation/[token]', wall: 'link' },
  { path: '/p/[practice]/settings', wall: 'tenant' },
  { path: '/p/[practice]/settings/practice', wall: 'tenant' },
  { path: '/p/[practice]/settings/export', wall: 'tenant' },
  { path: '/p/[practice]/settings/import', wall: 'tenant' },
  { path: '/p/[practice]/settings/old', wall: 'tenant' },
  { path: '/p/[practice]/settings/delete', wall: 'tenant' },
  { path: '/p/[practice]/audit', wall: 'tenant', query: 'person={person}' },
  { path: '/dev/outbox', wall: 'demo' },
];

export const HANDLERS: Way[] = [
  { path: '/api/health', wall: 'public' },
  { path: '/api/dev/outbox', wall: 'demo' },
  { path: '/api/hooks/resend', wall: 'hook' },
  { path: '/api/hooks/twilio/inbound', wall: 'hook' },
  { path: '/api/hooks/twilio/status', wall: 'hook' },
  { path: '/api/practices/[practice]/import', wall: 'tenant' },
  { path: '/p/[practice]/audit/csv', wall: 'tenant', fresh: true },
  { path: '/p/[practice]/settings/export/file', wall: 'tenant', posts: true, fresh: true },
  { path: '/p/[practice]/binder/[site]/pdf', wall: 'tenant' },
  { path: '/p/[practice]/contacts/export', wall: 'tenant', posts: true, fresh: true },
  { path: '/p/[practice]/contacts/import/[id]/refused', wall: 'tenant', ids: { id: 'staffList' } },
  { path: '/p/[practice]/contacts/tests/[test]/csv', wall: 'tenant' },
  { path: '/p/[practice]/contacts/tests/[test]/now', wall: 'tenant' },
  { path: '/p/[practice]/runbooks/[slug]/export', wall: 'tenant', ids: { slug: 'runbookSlug' } },
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
  { path: '/live/v1/[practiceId]/photos/[photo]', wall: 'tenant' },
  { path: '/live/v1/[practiceId]/sync', wall: 'tenant' },
  { path: '/live/v1/[practiceId]/draft', wall: 'tenant' },
  { path: '/live/sw.js', wall: 'public' },
  { path: '/live/shell', wall: 'public' },
  { path: '/live/a/[file]', wall: 'public' },
  { path: '/r/[token]', wall: 'link' },
];

/** How long to listen. */
export function reading({ until }: Way): { until?: string; readMs?: number } {
  return until === undefined ? {} : { until, readMs: 10_000 };
}

/** How its reader asks for it: by looking, or by pressing the button on our page. */
export function asking(way: Way, ours: string, cookie = '') {
  const pressed = { Origin: ours, 'Content-Type': 'application/x-www-form-urlencoded' };
  return {
    ...reading(way),
    ...(way.posts && { method: 'POST', body: '' }),
    headers: { ...(way.posts && pressed), ...(cookie && { Cookie: cookie }) },
  };
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
