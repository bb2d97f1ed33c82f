// The bounded Markdown of a how-to: paragraphs, lists and bold, nothing else. HTML is text. Pure; the phone, the laptop
// and the printer each draw these blocks their own way.

export interface Inline {
  text: string;
  bold: boolean;
}

export type Block =
  | { kind: 'paragraph'; lines: Inline[][] }
  /** An ordered list counts from the number that was typed. */
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] };

/** Two stars begin bold before a letter and end it after one; stars without a partner are stars. Read once through. */
function inline(text: string): Inline[] {
  const pieces = text.split('**');
  // Whether any stars from here on could end what begins before them.
  const ends = pieces.map((piece) => /\S$/.test(piece));
  const endsLater = ends.map(() => false);
  for (let at = pieces.length - 2; at >= 0; at -= 1)
    endsLater[at] = (endsLater[at + 1] ?? false) || (at + 2 < pieces.length && (ends[at + 1] ?? false));
  const parts: Inline[] = [];
  let said = pieces[0] ?? '';
  let bold = false;
  const end = () => {
    if (said !== '') parts.push({ text: said, bold });
    said = '';
  };
  for (const [place, piece] of pieces.slice(1).entries()) {
    const turns = bold ? /\S$/.test(said) : /^\S/.test(piece) && endsLater[place] === true;
    if (turns) {
      end();
      bold = !bold;
    } else said += '**';
    said += piece;
  }
  end();
  return parts;
}

/** "- call" or "1. call" as a list's item, with its number. */
function itemOf(line: string): { ordered: boolean; number: number; text: string } | null {
  const found = /^\s{0,3}(?:[-*•]|(\d{1,3})[.)])\s+(\S.*)$/.exec(line);
  return found
    ? { ordered: found[1] !== undefined, number: Number(found[1] ?? 1), text: found[2] ?? '' }
    : null;
}

/** True when an item goes on with the list before it, also over an empty line: 2. after 1., - after -. */
function goesOn(list: Block | undefined, item: { ordered: boolean; number: number }): boolean {
  if (list?.kind !== 'list' || list.ordered !== item.ordered) return false;
  return !item.ordered || item.number === list.start + list.items.length;
}

/**
 * A how-to as blocks. Any text is one: what is no list is a paragraph, line breaks kept; an indented line belongs to
 * the item above it.
 */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  let fresh = true;
  for (const line of text.split(/\r?\n/)) {
    const last = blocks.at(-1);
    const item = itemOf(line);
    const open = !fresh;
    fresh = line.trim() === '';
    if (fresh) continue;
    if (item) {
      const words = inline(item.text);
      if (last?.kind === 'list' && goesOn(last, item)) last.items.push(words);
      else blocks.push({ kind: 'list', ordered: item.ordered, start: item.number, items: [words] });
    } else if (open && last?.kind === 'list' && /^\s{2,}/.test(line)) {
      last.items.at(-1)?.push(...inline(` ${line.trim()}`));
    } else if (open && last?.kind === 'paragraph') last.lines.push(inline(line));
    else blocks.push({ kind: 'paragraph', lines: [inline(line)] });
  }
  return blocks;
}
