// Words become lines: broken to a width, each in the order the eye sees it, right-to-left parts included.
import bidiFactory from 'bidi-js';
import type { Faces, Piece } from './faces';
import type { Words } from './schema';

export interface PlacedPiece extends Piece {
  x: number;
}

export interface Line {
  pieces: PlacedPiece[];
  width: number;
  /** Begins at the right. */
  rtl: boolean;
}

interface Paragraph {
  text: string;
  /** One a code unit of the text. */
  bold: boolean[];
}

const bidi = bidiFactory();
const RTL =
  /[\u0590-\u08ff\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Text the font's own shaping turns around; anything else that runs to the left is turned here. */
const TURNED =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Samaritan}]/u;
const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One line a break, without what cannot be printed. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\t\v\f]/g, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '');
}

function paragraphsOf(words: Words, bold: boolean): Paragraph[] {
  const spans = typeof words === 'string' ? [{ text: words }] : words;
  const paragraphs: Paragraph[] = [{ text: '', bold: [] }];
  for (const span of spans) {
    for (const [at, part] of clean(span.text).split('\n').entries()) {
      if (at > 0) paragraphs.push({ text: '', bold: [] });
      const paragraph = paragraphs.at(-1);
      if (!paragraph) continue;
      paragraph.text += part;
      for (let unit = 0; unit < part.length; unit += 1) paragraph.bold.push(bold || span.bold === true);
    }
  }
  return paragraphs;
}

export class Typesetter {
  constructor(private readonly faces: Faces) {}

  /** Never empty: words without a visible letter are one empty line. */
  lines(words: Words, size: number, width: number, bold = false): Line[] {
    return paragraphsOf(words, bold).flatMap((paragraph) => {
      const { text } = paragraph;
      const levels = RTL.test(text) ? bidi.getEmbeddingLevels(text) : null;
      const rtl = (levels?.paragraphs[0]?.level ?? 0) % 2 === 1;
      return this.breaks(paragraph, size, width).map(([start, end]) => {
        const pieces = levels
          ? this.visual(paragraph, levels.levels, start, end)
          : this.pieces(paragraph, start, end);
        let x = 0;
        const placed = pieces.map((piece) => {
          const at = x;
          x += this.faces.width(piece, size);
          return { ...piece, x: at };
        });
        return { pieces: placed, width: x, rtl };
      });
    });
  }

  /** Where each line begins and ends, greedily; a word longer than a line is cut between letters. */
  private breaks(paragraph: Paragraph, size: number, width: number): [number, number][] {
    const lines: [number, number][] = [];
    let start = 0;
    let end = 0;
    let used = 0;
    const close = (next: number): void => {
      lines.push([start, end]);
      start = next;
      end = next;
      used = 0;
    };
    for (const { index, 0: token, 1: word = '' } of paragraph.text.matchAll(/([^ ]*) */g)) {
      if (token === '') continue;
      const wide = this.measure(paragraph, index, index + word.length, size);
      if (used + wide > width && end > start) close(index);
      if (wide > width) {
        for (const { segment, index: at } of clusters.segment(word)) {
          const from = index + at;
          const letter = this.measure(paragraph, from, from + segment.length, size);
          if (used + letter > width && end > start) close(from);
          used += letter;
          end = from + segment.length;
        }
      }
      end = index + word.length;
      const rest = this.measure(paragraph, wide > width ? end : index, index + token.length, size);
      used += rest;
    }
    lines.push([start, end]);
    return lines;
  }

  private measure(paragraph: Paragraph, start: number, end: number, size: number): number {
    return this.pieces(paragraph, start, end).reduce((sum, piece) => sum + this.faces.width(piece, size), 0);
  }

  /** A part of a paragraph in its own order, cut where the weight changes. */
  private pieces({ text, bold }: Paragraph, start: number, end: number): Piece[] {
    const pieces: Piece[] = [];
    let from = start;
    for (let at = start + 1; at <= end; at += 1) {
      if (at < end && bold[at] === bold[from]) continue;
      pieces.push(...this.faces.pieces(text.slice(from, at), bold[from] === true));
      from = at;
    }
    return pieces;
  }

  /** The same in the order it is seen from left to right. */
  private visual(paragraph: Paragraph, levels: Uint8Array, start: number, end: number): Piece[] {
    const runs: { level: number; start: number; end: number }[] = [];
    for (let at = start; at < end; at += 1) {
      const level = levels[at] ?? 0;
      const last = runs.at(-1);
      if (last?.level === level) last.end = at + 1;
      else runs.push({ level, start: at, end: at + 1 });
    }
    const highest = Math.max(0, ...runs.map((run) => run.level));
    for (let level = highest; level > 0; level -= 1) {
      for (let at = 0; at < runs.length; at += 1) {
        let to = at;
        while ((runs[to]?.level ?? 0) >= level) to += 1;
        if (to > at + 1) runs.splice(at, to - at, ...runs.slice(at, to).reverse());
        at = Math.max(at, to);
      }
    }
    return runs.flatMap((run) =>
      run.level % 2 === 0
        ? this.pieces(paragraph, run.start, run.end)
        : this.leftward(paragraph, run.start, run.end),
    );
  }

  /** A run that reads to the left: words from its end to its start, brackets turned. */
  private leftward(paragraph: Paragraph, start: number, end: number): Piece[] {
    const words = [...paragraph.text.slice(start, end).matchAll(/ +|[^ ]+/g)].reverse();
    return words.flatMap(({ index, 0: word }) =>
      this.pieces(paragraph, start + index, start + index + word.length)
        .reverse()
        .map((piece) => {
          if (piece.actual !== undefined) return piece;
          const letters = [...clusters.segment(piece.text)].map(
            ({ segment }) => bidi.getMirroredCharacter(segment) ?? segment,
          );
          return { ...piece, text: (TURNED.test(piece.text) ? letters : letters.reverse()).join('') };
        }),
    );
  }
}
