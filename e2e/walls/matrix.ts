// The calls of the tenant matrix: for every way in, every mix of our ids and theirs, beside the same mix with
// ids nobody has. The two answers must be the same.
import { fill, placesOf, type Way } from './routes';
import type { Ids } from './world';

export interface Pair {
  name: string;
  /** Every id is of the other. */
  all: boolean;
  theirs: string;
  absent: string;
  /** What each call asked for, to be masked. */
  askedTheirs: string[];
  askedAbsent: string[];
}

/** Every way of mixing ours and theirs over n places, at least one theirs. */
function mixes(n: number): boolean[][] {
  return Array.from({ length: 2 ** n - 1 }, (_, at) =>
    Array.from({ length: n }, (__, place) => ((at + 1) & (1 << place)) !== 0),
  );
}

export function pairsOf(way: Way, ours: Ids, theirs: Ids, absent: Ids): Pair[] {
  const places = placesOf(way);
  const inQuery = [...(way.query?.matchAll(/\{(\w+)\}/g) ?? [])].map(([, name = '']) => name);
  const all = mixes(places.length).map((mix) => ({ mix, query: false }));
  if (inQuery.length > 0) all.push({ mix: places.map(() => false), query: true });
  return all.map(({ mix, query }) => {
    const from = (other: Ids): string =>
      fill(
        way,
        places.map(({ id }, at) => (mix[at] ? other : ours)[id] ?? ''),
        query ? other : ours,
      );
    const asked = (other: Ids): string[] => [
      ...places.filter((_, at) => mix[at]).map(({ id }) => other[id] ?? ''),
      ...(query ? inQuery.map((name) => other[name] ?? '') : []),
    ];
    return {
      name: `${way.path} ${mix.map((is) => (is ? 'theirs' : 'ours')).join('+')}${query ? ' query theirs' : ''}`,
      all: !query && mix.every(Boolean),
      theirs: from(theirs),
      absent: from(absent),
      askedTheirs: asked(theirs),
      askedAbsent: asked(absent),
    };
  });
}

/** Ways of asking for a page that have slipped past guards elsewhere. */
export const VARIANTS: {
  name: string;
  method?: string;
  headers?: Record<string, string>;
  bend?: (p: string) => string;
}[] = [
  { name: 'HTML' },
  { name: 'HEAD', method: 'HEAD' },
  { name: 'RSC', headers: { RSC: '1' } },
  { name: 'RSC prefetch', headers: { RSC: '1', 'Next-Router-Prefetch': '1' } },
  { name: 'segment prefetch', headers: { RSC: '1', 'Next-Router-Segment-Prefetch': '/_tree' } },
  { name: 'subrequest', headers: { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' } },
  { name: 'trailing slash', bend: (path) => path.replace(/(\?|$)/, '/$1') },
  { name: '.rsc', bend: (path) => path.replace(/(\?|$)/, '.rsc$1') },
  { name: 'encoded', bend: (path) => path.replace('/p/', '/%70/').replace('/live/', '/liv%65/') },
  { name: 'upper case', bend: (path) => path.replace('/p/', '/P/').replace('/live/', '/LIVE/') },
  { name: 'double slash', bend: (path) => path.replace('/p/', '/p//').replace('/live/', '/live//') },
];

/** What no id looks like. */
export const MALFORMED = [
  'x',
  '%00',
  '%ff%fe',
  '..%2f..%2fetc',
  `%27%3B--`,
  'a'.repeat(3000),
  '00000000-0000-4000-8000-00000000000G',
  '%F0%9F%8D%93',
  '%ED%A0%80',
];
