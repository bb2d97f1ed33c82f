// Heads, running text, facts, cards, and what is filled in by hand, as strips.
import type { Typesetter } from './lines';
import type { Block, TextBlock, Words } from './schema';
import { cell, moved, row, SIZE, SMALL_GAP, stack, type CellLine, type Item, type Strip } from './strips';

export interface Setting {
  type: Typesetter;
  /** Of the text on this paper. */
  width: number;
  /** Height of a whole page's text. */
  room: number;
}

const TERM = 112;
const CODE = 64;
/** Lines of a paragraph that are never torn apart. */
const TOGETHER = 6;

export function head({ type, width }: Setting, text: string): Strip[] {
  const lines = stack(cell(type, text, { x: 0, width, size: 14, bold: true }));
  const y = lines.height + 3;
  return [
    {
      height: y + 4,
      items: [...lines.items, { kind: 'stroke', x: 0, y, toX: width, toY: y, weight: 1 }],
      before: 11,
      keep: true,
      tag: 'H2',
    },
  ];
}

/** Room for a bullet, or a number of two digits. */
const LIST_INDENT = 18;

/** Paragraphs and lists as lines of a cell, a little room between them. */
export function running(
  { type }: Setting,
  blocks: readonly TextBlock[],
  x: number,
  width: number,
): CellLine[] {
  return blocks.flatMap((block, place) => {
    const lines =
      block.kind === 'paragraph'
        ? cell(type, block.words, { x, width })
        : block.items.flatMap((item, at) => {
            const [first, ...rest] = cell(type, item, { x: x + LIST_INDENT, width: width - LIST_INDENT });
            const [mark] = cell(type, block.ordered ? `${(block.start ?? 1) + at}.` : '•', {
              x,
              width: LIST_INDENT,
            });
            return first ? [{ ...first, items: [...(mark?.items ?? []), ...first.items] }, ...rest] : [];
          });
    const [first, ...rest] = lines;
    if (place === 0 || !first) return lines;
    return [{ height: first.height + SMALL_GAP, items: moved(first.items, 0, SMALL_GAP) }, ...rest];
  });
}

export function text(setting: Setting, blocks: readonly TextBlock[]): Strip[] {
  const lines = running(setting, blocks, 0, setting.width);
  if (lines.length <= TOGETHER) return [{ ...stack(lines), before: 6, tag: 'P' }];
  return lines.map((line, at) => ({
    ...line,
    before: at === 0 ? 6 : 0,
    tag: 'P',
    keep: at === 0 || at === lines.length - 2,
  }));
}

export function facts({ type, width, room }: Setting, list: readonly (readonly [string, Words])[]): Strip[] {
  return list.flatMap(([term, words]) =>
    row(
      [
        cell(type, term, { x: 0, width: TERM - 10 }),
        cell(type, words, { x: TERM, width: width - TERM, bold: false }),
      ],
      width,
      room,
      { before: 3 },
    ),
  );
}

/** A head and its facts in one strip when a page can hold them. */
export function card(setting: Setting, block: Extract<Block, { kind: 'card' }>): Strip[] {
  const { type, width, room } = setting;
  const title = stack(cell(type, block.title, { x: 0, width: width - 130, size: 13, bold: true }));
  const tag = stack(cell(type, block.tag ?? '', { x: width - 130, width: 130, align: 'right' }));
  const top: Strip = {
    height: title.height,
    items: [...title.items, ...tag.items],
    before: 12,
    keep: true,
    tag: 'H3',
  };
  const below = facts(setting, block.facts);
  const rule = { kind: 'stroke', x: 0, toX: width, weight: 0.5 } as const;
  const height = [top, ...below].reduce((sum, strip) => sum + strip.height + (strip.before ?? 0), 0);
  const last = below.at(-1) ?? top;
  last.items = [...last.items, { ...rule, y: last.height + 7, toY: last.height + 7 }];
  last.height += 8;
  if (height + 8 > room) return [top, ...below];
  return [top, ...below.map((strip) => ({ ...strip, keep: strip !== last }))];
}

const LINE_GAP = 6;
const FIELD_GAP = 14;

/** Labels with a line after each to write on, all lines of a row as long. */
export function fields({ type, width }: Setting, rows: readonly (readonly string[])[]): Strip[] {
  return rows.map((labels) => {
    const most = width / Math.max(1, labels.length) - FIELD_GAP * 2;
    const lines = labels.map((label) => type.lines(label, SIZE, most).slice(0, 1));
    const said = lines.flat().reduce((sum, line) => sum + line.width + LINE_GAP, 0);
    const long = (width - said - FIELD_GAP * (labels.length - 1)) / Math.max(1, labels.length);
    const y = SIZE * 1.4 + 8;
    let x = 0;
    const items = lines.flat().flatMap((line): Item[] => {
      const from = x + line.width + LINE_GAP;
      const label: Item = { kind: 'line', x, y: y - 4.5, size: SIZE, line };
      x = from + long + FIELD_GAP;
      return [label, { kind: 'stroke', x: from, y, toX: from + long, toY: y, weight: 0.5 }];
    });
    return { height: SIZE * 1.4 + 10, items, before: 2, tag: 'P' };
  });
}

/** A square code beside what it leads to. */
export function code({ type, width }: Setting, block: Extract<Block, { kind: 'code' }>): Strip[] {
  const beside = stack([
    ...cell(type, block.words, { x: CODE + 14, width: width - CODE - 14, bold: true }),
    ...cell(type, block.url, { x: CODE + 14, width: width - CODE - 14 }),
  ]);
  const height = Math.max(CODE, beside.height) + 8;
  return [
    {
      height,
      items: [
        { kind: 'code', x: 0, y: 0, size: CODE, url: block.url },
        ...moved(beside.items, 0, Math.max(0, (CODE - beside.height) / 2)),
      ],
      before: 8,
      tag: 'P',
    },
  ];
}
