// The phone's sentences. English comes with the document as data (see build.ts); another language is one module
// that arrives once and is kept.
import type en from './words/en.json';

type English = typeof en;
export type Section = keyof English;
export type CoreKey = keyof English['core'];
export type Holes = Record<string, string | number>;

let book: Record<string, Record<string, string> | undefined> = {};

/** Speaks this language from now on. */
export function speak(sentences: object): void {
  book = sentences as typeof book;
}

/** The sentences of one section. */
export function sentences<S extends Section>(section: S) {
  return (key: keyof English[S] & string, holes: Holes = {}): string =>
    (book[section]?.[key] ?? key).replace(/\{(\w+)\}/g, (_, hole: string) => String(holes[hole] ?? ''));
}

export const t = sentences('core');

/** Sentences that differ for one and for many: `key1` and `key`. */
export function count(key: CoreKey & `${string}N`, n: number): string {
  return t(n === 1 ? (`${key}1` as CoreKey) : key, { n });
}
