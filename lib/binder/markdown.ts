// A step's how-to as blocks of text to print.
import type { TextBlock, Span } from '@/lib/print/schema';
import { parseMarkdown, type Inline } from '@/lib/runbooks/rules';

/** What a placeholder without a value leaves: long enough to write on. */
const BLANK = '_'.repeat(18);

/** Where shared text has no value of this site's, room to write it by hand. */
export function withBlanks(text: string): string {
  return text.replace(/_{4,}/g, BLANK);
}

const spans = (words: readonly Inline[]): Span[] =>
  words.map(({ text, bold }) => ({ text: withBlanks(text), bold }));

/** Lines of a paragraph stay lines. */
function lines(all: readonly Inline[][]): Span[] {
  return all.flatMap((words, at) =>
    spans(words).map((span, n) => (at > 0 && n === 0 ? { ...span, text: `\n${span.text}` } : span)),
  );
}

export function textBlocks(text: string): TextBlock[] {
  return parseMarkdown(text).map((block) =>
    block.kind === 'paragraph'
      ? { kind: 'paragraph', words: lines(block.lines) }
      : { kind: 'list', ordered: block.ordered, start: block.start, items: block.items.map(spans) },
  );
}
