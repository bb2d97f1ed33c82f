// The pieces a page is filled with: strips of a known height, and what is drawn in them.
import type { Line, Typesetter } from './lines';
import type { Words } from './schema';

/** Places are points from the left of the text and the top of the strip (or, once placed, of the page). */
export type Item =
  | { kind: 'line'; x: number; y: number; size: number; line: Line; white?: true }
  | { kind: 'stroke'; x: number; y: number; toX: number; toY: number; weight: number }
  | { kind: 'box'; x: number; y: number; width: number; height: number; filled: boolean }
  | { kind: 'code'; x: number; y: number; size: number; url: string };

export interface Strip {
  height: number;
  items: Item[];
  /** Free room above, not at the top of a page. */
  before?: number;
  /** Never the last on a page. */
  keep?: boolean;
  /** What it is to whoever has the page read out. */
  tag: 'H1' | 'H2' | 'H3' | 'P';
  /** Said again at the top of the page when a page ends before this strip. */
  under?: Strip;
  /** Takes all the room that is left on the page. */
  fill?: (height: number) => Item[];
}

/** A line of a cell: as high as its text, with what else belongs to it. */
export interface CellLine {
  height: number;
  items: Item[];
}

export const SIZE = 11;
export const SMALL_GAP = 4;

const LEADING = 1.28;
const BASELINE = 0.96;

export interface Place {
  x: number;
  width: number;
  size?: number;
  bold?: boolean;
  align?: 'right';
  white?: true;
}

/** Words as lines of a cell. */
export function cell(type: Typesetter, words: Words, place: Place): CellLine[] {
  const { x, width, size = SIZE, bold = false, align, white } = place;
  return type.lines(words, size, width, bold).map((line) => ({
    height: size * LEADING,
    items: [
      {
        kind: 'line',
        x: align === 'right' || line.rtl ? x + width - line.width : x,
        y: size * BASELINE,
        size,
        line,
        ...(white && { white }),
      },
    ],
  }));
}

export function moved(items: readonly Item[], dx: number, dy: number): Item[] {
  return items.map((item) =>
    item.kind === 'stroke'
      ? { ...item, x: item.x + dx, toX: item.toX + dx, y: item.y + dy, toY: item.toY + dy }
      : { ...item, x: item.x + dx, y: item.y + dy },
  );
}

/** Lines one below the other as one strip. */
export function stack(lines: readonly CellLine[]): CellLine {
  let height = 0;
  const items = lines.flatMap((line) => {
    const placed = moved(line.items, 0, height);
    height += line.height;
    return placed;
  });
  return { height, items };
}

/**
 * Cells side by side. One strip when a page can hold it; else a strip a line, so that it goes on over pages.
 * `rule` draws a line under it.
 */
export function row(
  cells: readonly (readonly CellLine[])[],
  width: number,
  room: number,
  options: {
    before?: number;
    padding?: number;
    rule?: number;
    tag?: Strip['tag'];
    under?: Strip;
    keep?: boolean;
  } = {},
): Strip[] {
  const { before = 0, padding = 0, rule = 0, tag = 'P', under, keep } = options;
  const more = { tag, ...(under && { under }), ...(keep && { keep }) };
  const line = (y: number): Item[] =>
    rule > 0 ? [{ kind: 'stroke', x: 0, y, toX: width, toY: y, weight: rule }] : [];
  const height = Math.max(...cells.map((lines) => stack(lines).height)) + padding * 2;
  if (height <= room) {
    const items = cells.flatMap((lines) => moved(stack(lines).items, 0, padding));
    return [{ height, items: [...items, ...line(height)], before, ...more }];
  }
  const count = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: count }, (_, at): Strip => {
    const first = at === 0 ? padding : 0;
    const last = at === count - 1 ? padding : 0;
    const lines = cells.flatMap((each) => each[at] ?? []);
    const own = Math.max(...lines.map((each) => each.height)) + first + last;
    return {
      height: own,
      items: [
        ...lines.flatMap((each) => moved(each.items, 0, first)),
        ...(at === count - 1 ? line(own) : []),
      ],
      before: at === 0 ? before : 0,
      ...more,
    };
  });
}
