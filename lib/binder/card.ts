// What every card of a binder has: a head, and an address where it is read.
import type { Block, PrintSheet, Words } from '@/lib/print/schema';
import type { Surroundings } from './plan-sheets';

/** A day in words, for cards, which have no version of their own. */
export interface CardSurroundings extends Surroundings {
  asOf: string;
}

export type Fact = readonly [term: string, words: Words];

/** Those that say something. */
export const said = (facts: readonly Fact[]): Fact[] => facts.filter(([, words]) => words !== '');

/** A card on pages of its own. */
export function sheet(
  around: CardSurroundings,
  title: string,
  page: string,
  blocks: readonly Block[],
  version = `As it stood on ${around.asOf}`,
): PrintSheet {
  const url = `${around.appUrl}/${page}`;
  return { place: around.place, title, version, url, listed: { title, note: '' }, blocks };
}
