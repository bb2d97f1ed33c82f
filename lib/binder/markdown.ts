// A step's how-to as blocks of text to print: paragraphs, lists, bold.
import type { Span, TextBlock } from '@/lib/print/schema';

/** What a placeholder without a value leaves: long enough to write on. */
const BLANK = '_'.repeat(18);

/** Where shared text has no value of this site's, room to write it by hand. */
export function withBlanks(text: string): string {
  return text.replace(/_{4,}/g, BLANK);
}

function spans(text: string): Span[] {
  return withBlanks(text)
    .split(/\*\*(?=\S)(.+?)(?<=\S)\*\*/gs)
    .map((part, at) => ({ text: part, bold: at % 2 === 1 }))
    .filter((span) => span.text !== '');
}

const BULLET = /^\s*[-*]\s+/;
const NUMBER = /^\s*\d{1,3}[.)]\s+/;

/** Bounded Markdown. Anything it does not know stays as it was typed. */
export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  let lines: string[] = [];
  let items: Span[][] = [];
  let ordered = false;
  const endParagraph = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', words: spans(lines.join('\n')) });
    lines = [];
  };
  const endList = (): void => {
    if (items.length > 0) blocks.push({ kind: 'list', ordered, items });
    items = [];
  };
  for (const line of text.split(/\r\n?|\n/)) {
    const mark = BULLET.exec(line) ?? NUMBER.exec(line);
    if (mark) {
      endParagraph();
      if (NUMBER.test(line) !== ordered) endList();
      ordered = NUMBER.test(line);
      items.push(spans(line.slice(mark[0].length)));
    } else if (line.trim() === '') {
      endParagraph();
      endList();
    } else {
      endList();
      lines.push(line);
    }
  }
  endParagraph();
  endList();
  return blocks;
}
