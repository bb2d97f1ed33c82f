// The bounded Markdown of a how-to: paragraphs, lists and bold, nothing else. HTML is text. Pure; the phone, the laptop
// and the printer each draw these blocks their own way.

export interface Inline {
  text: string;
  bold: boolean;
}

export type Block =
  { kind: 'paragraph'; lines: Inline[][] } | { kind: 'list'; ordered: boolean; items: Inline[][] };

function inline(text: string): Inline[] {
  const parts: Inline[] = [];
  // Two stars around something that neither begins nor ends with a space.
  for (const [at, part] of text.split(/\*\*(\S(?:[^\n]*?\S)?)\*\*/).entries()) {
    if (part !== '') parts.push({ text: part, bold: at % 2 === 1 });
  }
  return parts;
}

/** "- call" or "1. call" as a list's item. */
function itemOf(line: string): { ordered: boolean; text: string } | null {
  const found = /^\s{0,3}(?:([-*•])|\d{1,2}[.)])\s+(\S.*)$/.exec(line);
  return found ? { ordered: found[1] === undefined, text: found[2] ?? '' } : null;
}

/** A how-to as blocks. Any text is one: what is no list is a paragraph, line breaks kept. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let fresh = true;
  for (const line of text.split(/\r?\n/)) {
    const last = fresh ? undefined : blocks.at(-1);
    const item = itemOf(line);
    fresh = line.trim() === '';
    if (fresh) continue;
    if (item) {
      const words = inline(item.text);
      if (last?.kind === 'list' && last.ordered === item.ordered) last.items.push(words);
      else blocks.push({ kind: 'list', ordered: item.ordered, items: [words] });
    } else if (last?.kind === 'paragraph') last.lines.push(inline(line));
    else blocks.push({ kind: 'paragraph', lines: [inline(line)] });
  }
  return blocks;
}
