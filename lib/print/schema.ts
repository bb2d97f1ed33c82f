// A document to be printed, as plain data. It crosses into a worker thread, so it holds no functions.

/** A piece of a line; bold or not. */
export interface Span {
  text: string;
  bold?: boolean;
}

/** Running text: a plain string, or pieces of it. */
export type Words = string | readonly Span[];

/** What a step's how-to is made of. */
export type TextBlock =
  | { kind: 'paragraph'; words: Words }
  | { kind: 'list'; ordered: boolean; start?: number; items: readonly Words[] };

export interface Column {
  head: string;
  /** Its part of the width; parts are added up. */
  share: number;
  /** The first words of a row are its name. */
  bold?: boolean;
}

export type Block =
  | { kind: 'head'; text: string }
  | { kind: 'text'; blocks: readonly TextBlock[] }
  | { kind: 'facts'; facts: readonly (readonly [term: string, words: Words])[] }
  /** Facts that stay together under their own head. */
  | {
      kind: 'card';
      title: string;
      tag?: string;
      facts: readonly (readonly [term: string, words: Words])[];
    }
  | {
      kind: 'step';
      due: string;
      title: string;
      critical: boolean;
      detail: readonly TextBlock[];
      /** What it needs and what is written down. */
      extra: string;
    }
  | { kind: 'table'; columns: readonly Column[]; rows: readonly (readonly Words[])[] }
  /** Lines to write on, each row with its labels side by side. */
  | { kind: 'fields'; rows: readonly (readonly string[])[] }
  /** Ruled to the end of the page, and over that many pages. */
  | { kind: 'ruled'; columns: readonly Column[]; pages: number }
  | { kind: 'code'; url: string; words: string }
  /** The list of the sheets that follow, with their pages. */
  | { kind: 'contents' };

/** What begins on a new page and carries its own head on every one of its pages. */
export interface PrintSheet {
  /** Practice and site. */
  place: string;
  title: string;
  /** Whose part of it this is: white on black under the title. */
  part?: string;
  /** Which version of what: a line under the title. */
  version: string;
  /** Where the newest version is read; a square code at the top of the page leads there. */
  url: string;
  blocks: readonly Block[];
  /** How the contents name it. Sheets in a row with one title are one entry, each part with its page. */
  listed?: { title: string; note: string };
}

export const PAPERS = ['letter', 'a4'] as const;
export type Paper = (typeof PAPERS)[number];

export interface PrintDocument {
  title: string;
  /** "en" */
  language: string;
  paper: Paper;
  /** When it was made: an instant, and in words for the foot of every page. */
  madeAt: string;
  made: string;
  sheets: readonly PrintSheet[];
}

export interface Printed {
  bytes: Uint8Array<ArrayBuffer>;
  pages: number;
}
