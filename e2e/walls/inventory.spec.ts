// T1, first half: what the build holds and what the walls know are the same list.
import { expect, test } from '@playwright/test';
import { builtActions, builtPages, liveWords } from './inventory';
import { ACTIONS } from './acts';
import { HANDLERS, LIVE, PAGES } from './routes';

const paths = (ways: readonly { path: string }[]): string[] => ways.map((way) => way.path).sort();

test('every page and route handler has an entry, and no entry is left over', () => {
  const built = builtPages();
  expect(paths(PAGES)).toEqual(built.pages);
  expect(paths(HANDLERS)).toEqual(built.handlers);
});

test('every server action has an entry', () => {
  expect([...new Set(ACTIONS.map((act) => act.name))].sort()).toEqual(
    builtActions().map((action) => action.name),
  );
});

test('every address the live path tells apart has an entry', () => {
  const known = LIVE.map((way) => way.path).join(' ');
  const words = liveWords();
  expect(words.length).toBeGreaterThan(7);
  for (const word of words) expect(known, `an entry for ${word}`).toContain(word);
});
