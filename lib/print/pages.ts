// A document becomes pages: each sheet's strips are put on as many pages as they need, each page with its head.
import { card, code, facts, fields, head, text, type Setting } from './blocks';
import type { Typesetter } from './lines';
import { contents, ruled, step, table, type Entry } from './rows';
import type { Block, Paper, PrintDocument, PrintSheet } from './schema';
import { cell, moved, stack, type CellLine, type Item, type Strip } from './strips';

export const SHEETS: Record<Paper, { width: number; height: number }> = {
  letter: { width: 612, height: 792 },
  a4: { width: 595.28, height: 841.89 },
};

/** Wide on the left: a binder takes its holes there. */
const LEFT = 66;
const RIGHT = 44;
const TOP = 34;
const BOTTOM = 58;
const CODE = 62;

/** Places on it are points from the page's own corner. */
export interface Page {
  /** The sheet's title is read out on its first page only. */
  first: boolean;
  head: Item[];
  title: Item[];
  strips: Strip[];
  url: string;
}

function strips(setting: Setting, block: Block, entries: readonly Entry[]): Strip[] {
  switch (block.kind) {
    case 'head':
      return head(setting, block.text);
    case 'text':
      return text(setting, block.blocks);
    case 'facts':
      return facts(setting, block.facts);
    case 'card':
      return card(setting, block);
    case 'step':
      return step(setting, block);
    case 'table':
      return table(setting, block);
    case 'fields':
      return fields(setting, block.rows);
    case 'ruled':
      return ruled(setting, block);
    case 'code':
      return code(setting, block);
    case 'contents':
      return contents(setting, entries);
  }
}

interface SheetHead {
  head: Item[];
  title: Item[];
  /** Where the text begins. */
  below: number;
}

/** Whose page this is, to be seen from across the room. */
function partTag(type: Typesetter, part: string): CellLine & { width: number } {
  const lines = stack(cell(type, part, { x: 7, width: 190, size: 15, bold: true, white: true }));
  const words = lines.items.flatMap((item) => (item.kind === 'line' ? item.line.width : []));
  const box = { width: Math.max(...words) + 14, height: lines.height + 1 };
  return {
    height: lines.height + 6,
    width: box.width,
    items: [{ kind: 'box', x: 0, y: 3, ...box, filled: true }, ...moved(lines.items, 0, 3)],
  };
}

function sheetHead(type: Typesetter, sheet: PrintSheet, width: number): SheetHead {
  const wide = width - CODE - 16;
  const place = stack(cell(type, sheet.place, { x: LEFT, width: wide, size: 11 }));
  const title = stack(cell(type, sheet.title, { x: LEFT, width: wide, size: 21, bold: true }));
  const part = sheet.part === undefined ? { height: 0, width: 0, items: [] } : partTag(type, sheet.part);
  // The version stands beside the part where there is one.
  const beside = part.width > 0 ? part.width + 10 : 0;
  const version = stack(cell(type, sheet.version, { x: LEFT + beside, width: wide - beside, size: 11 }));
  const under = Math.max(part.height, version.height + (beside > 0 ? 7 : 0));
  const tall = place.height + title.height + under;
  const y = TOP + Math.max(CODE, tall) + 6;
  const titleY = TOP + place.height;
  return {
    head: [
      ...moved(place.items, 0, TOP),
      ...moved(part.items, LEFT, titleY + title.height),
      ...moved(version.items, 0, titleY + title.height + (beside > 0 ? 7 : 0)),
      { kind: 'code', x: LEFT + width - CODE, y: TOP, size: CODE, url: sheet.url },
      { kind: 'stroke', x: LEFT, y, toX: LEFT + width, toY: y, weight: 1.5 },
    ],
    title: moved(title.items, 0, titleY),
    below: y + 8,
  };
}

/** The strips from here that must stand on one page: this one, and those it may not be parted from. */
function together(list: readonly Strip[], at: number): number {
  let height = 0;
  for (let place = at; place < list.length; place += 1) {
    const strip = list[place];
    if (!strip) break;
    height += strip.height + (place > at ? (strip.before ?? 0) : 0);
    if (!strip.keep) break;
  }
  return height;
}

function fill(list: readonly Strip[], top: SheetHead, bottom: number, url: string): Page[] {
  const room = bottom - top.below;
  const pages: Page[] = [];
  let y = top.below;
  const begin = (): Page => {
    const page = { first: pages.length === 0, head: top.head, title: top.title, strips: [], url };
    pages.push(page);
    y = top.below;
    return page;
  };
  let page = begin();
  const put = (strip: Strip): void => {
    page.strips.push({ ...strip, items: moved(strip.items, LEFT, y) });
    y += strip.height;
  };
  for (const [at, strip] of list.entries()) {
    const before = y === top.below ? 0 : (strip.before ?? 0);
    const needed = together(list, at);
    // What is longer than a page together is parted after all.
    const wanted = needed > room ? strip.height : needed;
    if (y + before + wanted > bottom && y > top.below) {
      page = begin();
      if (strip.under) put(strip.under);
    } else y += before;
    if (strip.fill) {
      const height = bottom - y;
      put({ ...strip, height, items: strip.fill(height) });
    } else put(strip);
  }
  return pages;
}

/** Every page of a document, in order. */
export function layPages(type: Typesetter, document: PrintDocument): Page[] {
  const paper = SHEETS[document.paper];
  const width = paper.width - LEFT - RIGHT;
  const bottom = paper.height - BOTTOM;
  const lay = (sheet: PrintSheet, entries: readonly Entry[]): Page[] => {
    const top = sheetHead(type, sheet, width);
    const setting = { type, width, room: bottom - top.below };
    return fill(
      sheet.blocks.flatMap((block) => strips(setting, block, entries)),
      top,
      bottom,
      sheet.url,
    );
  };
  const { sheets } = document;
  let laid = sheets.map((sheet) => lay(sheet, entriesOf(sheets, [])));
  // Once all pages are counted the contents are set again with the numbers; should that change how many pages they
  // take, once more.
  for (let round = 0; round < 4; round += 1) {
    const before = laid.map(({ length }) => length);
    const entries = entriesOf(sheets, before);
    laid = sheets.map((sheet, at) =>
      sheet.blocks.some(({ kind }) => kind === 'contents') ? lay(sheet, entries) : (laid[at] ?? []),
    );
    if (laid.every(({ length }, at) => length === before[at])) break;
  }
  return laid.flat();
}

/** What the contents say of these sheets, each so many pages long. */
function entriesOf(sheets: readonly PrintSheet[], lengths: readonly number[]): Entry[] {
  const entries: Entry[] = [];
  // As wide as any real number until the pages are counted.
  let page = lengths.length === 0 ? 888 : 1;
  for (const [at, { listed, part = '' }] of sheets.entries()) {
    const last = entries.at(-1);
    if (listed && last && last.title === listed.title && part !== '') last.parts.push({ part, page });
    else if (listed) entries.push({ ...listed, parts: [{ part, page }] });
    page += lengths[at] ?? 0;
  }
  return entries;
}

/** The foot of every page. */
export function footOf(type: Typesetter, paper: Paper, made: string, page: number, pages: number): Item[] {
  const { width, height } = SHEETS[paper];
  const wide = width - LEFT - RIGHT;
  const y = height - BOTTOM + 16;
  const left = cell(type, `Printed ${made}. The square code above leads to the newest version.`, {
    x: LEFT,
    width: wide - 110,
  });
  const right = cell(type, `Page ${page} of ${pages}`, { x: LEFT + wide - 110, width: 110, align: 'right' });
  return [
    { kind: 'stroke', x: LEFT, y: y - 4, toX: LEFT + wide, toY: y - 4, weight: 0.5 },
    ...moved(stack(left.slice(0, 1)).items, 0, y),
    ...moved(stack(right).items, 0, y),
  ];
}
