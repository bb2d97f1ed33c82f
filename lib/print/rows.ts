// What stands in rows: steps to tick, tables, ruled sheets to write on, the contents.
import { running, type Setting } from './blocks';
import type { Block, Column, Span } from './schema';
import { cell, moved, row, SMALL_GAP, stack, type CellLine, type Item, type Strip } from './strips';

type Step = Extract<Block, { kind: 'step' }>;

const TICK = 13;
const DUE_X = 24;
const DUE = 74;
const TEXT_X = DUE_X + DUE + 8;
const SIGN = 104;
/** High enough to write in. */
const RULED = 25;
const TAG = 'CRITICAL';
const TAG_SIZE = 11;

/** A line with its label, to be filled in by hand. */
function blank({ type, width }: Setting, label: string): CellLine {
  const x = width - SIGN + 12;
  const lines = stack(cell(type, label, { x, width: SIGN }));
  const first = lines.items[0];
  const from = first?.kind === 'line' ? x + first.line.width + 4 : x;
  const y = lines.height + 3;
  return {
    height: lines.height + 8,
    items: [...moved(lines.items, 0, 4), { kind: 'stroke', x: from, y, toX: width, toY: y, weight: 0.5 }],
  };
}

/** White on black, so that it is seen on any printer. */
function criticalTag({ type }: Setting): CellLine {
  const [line] = cell(type, TAG, { x: DUE_X + 4, width: 200, size: TAG_SIZE, bold: true, white: true });
  const item = line?.items[0];
  const width = item?.kind === 'line' ? item.line.width + 8 : 0;
  const box: Item = { kind: 'box', x: DUE_X, y: 3, width, height: 14.5, filled: true };
  return { height: 20, items: [box, ...moved(line?.items ?? [], 0, 3)] };
}

/** Box, when, what and how, time and initials. Never over two pages unless it is longer than one. */
export function step(setting: Setting, block: Step): Strip[] {
  const { type, width, room } = setting;
  const wide = width - TEXT_X - SIGN;
  const spaced = (lines: CellLine[]): CellLine[] =>
    lines.map((line, at) =>
      at > 0 ? line : { height: line.height + SMALL_GAP / 2, items: moved(line.items, 0, SMALL_GAP / 2) },
    );
  const words = [
    ...cell(type, block.title, { x: TEXT_X, width: wide, size: 12, bold: true }),
    ...spaced(running(setting, block.detail, TEXT_X, wide)),
    ...(block.extra === ''
      ? []
      : spaced(cell(type, [{ text: block.extra, bold: true }], { x: TEXT_X, width: wide }))),
  ];
  const tick: CellLine = {
    height: TICK,
    items: [{ kind: 'box', x: 1, y: 1, width: TICK, height: TICK, filled: false }],
  };
  const due = [
    ...cell(type, block.due, { x: DUE_X, width: DUE }),
    ...(block.critical ? [criticalTag(setting)] : []),
  ];
  return row([[tick], due, words, [blank(setting, 'Time'), blank(setting, 'Initials')]], width, room, {
    padding: 7,
    rule: 0.5,
  });
}

interface PlacedColumn extends Column {
  x: number;
  width: number;
}

function placed(columns: readonly Column[], width: number): PlacedColumn[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  let x = 0;
  return columns.map((column) => {
    const own = (column.share / all) * width;
    const at = { ...column, x, width: own };
    x += own;
    return at;
  });
}

const GAP = 8;

function tableHead({ type, width, room }: Setting, columns: readonly PlacedColumn[]): Strip {
  const cells = columns.map((column) =>
    cell(type, column.head, { x: column.x, width: column.width - GAP, bold: true }),
  );
  const [strip] = row(cells, width, room, { before: 8, padding: 2, rule: 1, keep: true });
  return strip ?? { height: 0, items: [], tag: 'P' };
}

export function table(setting: Setting, { columns, rows }: Extract<Block, { kind: 'table' }>): Strip[] {
  const { type, width, room } = setting;
  const places = placed(columns, width);
  const under = tableHead(setting, places);
  // Where nothing is said there is something to write: a line before the column shows it.
  const open = places.filter((_, at) => at > 0 && rows.every((words) => (words[at] ?? '') === ''));
  return [
    under,
    ...rows.flatMap((words) => {
      const strips = row(
        places.map(({ x, width: wide, bold = false }, at) =>
          cell(type, words[at] ?? '', { x, width: wide - GAP, bold }),
        ),
        width,
        room - under.height,
        { padding: 4, rule: 0.5, under },
      );
      return strips.map((strip) => ({ ...strip, items: [...strip.items, ...posts(open, strip.height)] }));
    }),
  ];
}

function posts(columns: readonly PlacedColumn[], height: number): Item[] {
  return columns.map(({ x }) => ({
    kind: 'stroke',
    x: x - GAP / 2,
    y: 0,
    toX: x - GAP / 2,
    toY: height,
    weight: 0.5,
  }));
}

/** Empty rows to the end of the page, then whole pages of them. */
export function ruled(setting: Setting, { columns, pages }: Extract<Block, { kind: 'ruled' }>): Strip[] {
  const { width } = setting;
  const places = placed(columns, width);
  const top = tableHead(setting, places);
  const fill = (height: number): Item[] => {
    const count = Math.floor((height - top.height) / RULED);
    const lines = Array.from({ length: count }, (_, at): Item => {
      const y = top.height + (at + 1) * RULED;
      return { kind: 'stroke', x: 0, y, toX: width, toY: y, weight: 0.5 };
    });
    const tall = top.height + count * RULED;
    return [...top.items, ...posts(places.slice(1), tall), ...lines];
  };
  return Array.from({ length: pages }, () => ({
    height: top.height + RULED * 4,
    items: [],
    before: 8,
    tag: 'P' as const,
    fill,
  }));
}

export interface Entry {
  title: string;
  note: string;
  /** Each part with its page; one without a name when there are no parts. */
  parts: { part: string; page: number }[];
}

/** What is in the document, and where. */
export function contents({ type, width, room }: Setting, entries: readonly Entry[]): Strip[] {
  const left = width * 0.42;
  return entries.flatMap(({ title, note, parts }, at) =>
    row(
      [
        cell(type, [{ text: title, bold: true }, { text: note === '' ? '' : `  ${note}` }], {
          x: 0,
          width: left - GAP,
        }),
        cell(type, pagesOf(parts), { x: left, width: width - left }),
      ],
      width,
      room,
      { padding: 4, rule: 0.5, before: at === 0 ? 10 : 0 },
    ),
  );
}

/** "page 31", or "Front desk 4, Clinician 5", a name and its number on one line. */
function pagesOf(parts: Entry['parts']): Span[] {
  return parts.flatMap(({ part, page }, at) => [
    { text: `${part === '' ? 'page' : part.replaceAll(' ', '\u00a0')}\u00a0` },
    { text: String(page), bold: true },
    { text: at + 1 < parts.length ? ',  ' : '' },
  ]);
}
