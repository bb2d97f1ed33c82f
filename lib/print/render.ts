// Pages onto paper: one pdfkit document, tagged so that it can be read out, its fonts inside.
import bwipjs from 'bwip-js/node';
import PDFDocument from 'pdfkit';
import { Faces } from './faces';
import { Typesetter } from './lines';
import { footOf, layPages, SHEETS, type Page } from './pages';
import type { PrintDocument, Printed } from './schema';
import type { Item } from './strips';

type Pdf = InstanceType<typeof PDFDocument>;

/** The dark fields of a square code, row by row. */
interface Code {
  side: number;
  dark: number[];
}

function codeOf(codes: Map<string, Code>, url: string): Code {
  const known = codes.get(url);
  if (known) return known;
  const [raw] = bwipjs.raw('qrcode', url, 'eclevel=M');
  if (!raw || !('pixs' in raw)) throw new Error('No square code came back');
  const made = { side: raw.pixx, dark: raw.pixs };
  codes.set(url, made);
  return made;
}

function drawCode(pdf: Pdf, { side, dark }: Code, x: number, y: number, size: number): void {
  const field = size / side;
  for (let line = 0; line < side; line += 1) {
    for (let at = 0; at < side; at += 1) {
      let to = at;
      while (to < side && dark[line * side + to] === 1) to += 1;
      if (to > at) pdf.rect(x + at * field, y + line * field, (to - at) * field, field);
      at = to;
    }
  }
  pdf.fill('black');
}

function drawShape(pdf: Pdf, codes: Map<string, Code>, item: Exclude<Item, { kind: 'line' }>): void {
  if (item.kind === 'stroke')
    pdf.moveTo(item.x, item.y).lineTo(item.toX, item.toY).lineWidth(item.weight).stroke('black');
  else if (item.kind === 'box') {
    pdf.rect(item.x, item.y, item.width, item.height).lineWidth(1);
    if (item.filled) pdf.fill('black');
    else pdf.stroke('black');
  } else drawCode(pdf, codeOf(codes, item.url), item.x, item.y, item.size);
}

function drawLine(pdf: Pdf, { line, x, y, size, white }: Extract<Item, { kind: 'line' }>): void {
  pdf.fillColor(white ? 'white' : 'black').fontSize(size);
  for (const piece of line.pieces) {
    pdf.font(piece.face);
    if (piece.actual !== undefined) pdf.markContent('Span', { actual: piece.actual });
    pdf.text(piece.text, x + piece.x, y, { lineBreak: false, baseline: 'alphabetic' });
    if (piece.actual !== undefined) pdf.endMarkedContent();
  }
}

/** Shapes and whatever is said on every page: nothing to be read out. */
function drawAside(pdf: Pdf, codes: Map<string, Code>, items: readonly Item[]): void {
  pdf.markContent('Artifact', { type: 'Layout' });
  for (const item of items) {
    if (item.kind === 'line') drawLine(pdf, item);
    else drawShape(pdf, codes, item);
  }
  pdf.endMarkedContent();
}

function drawPage(pdf: Pdf, codes: Map<string, Code>, page: Page, foot: readonly Item[]): void {
  const lines = (items: readonly Item[]) => items.filter((item) => item.kind === 'line');
  const shapes = (items: readonly Item[]) => items.filter((item) => item.kind !== 'line');
  drawAside(pdf, codes, [
    ...page.head,
    ...foot,
    ...(page.first ? [] : page.title),
    ...page.strips.flatMap((strip) => shapes(strip.items)),
  ]);
  const read = [...(page.first ? [{ tag: 'H1', items: page.title }] : []), ...page.strips];
  for (const { tag, items } of read) {
    const said = lines(items);
    if (said.length === 0) continue;
    const element = pdf.struct(tag, {}, () => {
      for (const item of said) drawLine(pdf, item);
    });
    pdf.addStructure(element);
    element.end();
  }
  for (const item of page.head) {
    if (item.kind === 'code') pdf.link(item.x, item.y, item.size, item.size, item.url);
  }
}

/** pdfkit writes the title into XML as it is: what XML would read as its own is left out. */
function plainTitle(title: string): string {
  return title.toWellFormed().replace(/[<>&\p{Cc}\ufffe\uffff]/gu, ' ');
}

/** The document as a PDF. */
export async function render(document: PrintDocument): Promise<Printed> {
  const paper = SHEETS[document.paper];
  const pdf = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: document.language,
    displayTitle: true,
    info: {
      Title: plainTitle(document.title),
      Producer: 'Holdfast',
      Creator: 'Holdfast',
      CreationDate: new Date(document.madeAt),
    },
  });
  const chunks: Uint8Array[] = [];
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  const type = new Typesetter(new Faces(pdf));
  const codes = new Map<string, Code>();
  const pages = layPages(type, document);
  for (const [at, page] of pages.entries()) {
    pdf.addPage();
    drawPage(pdf, codes, page, footOf(type, document.paper, document.made, at + 1, pages.length));
  }
  pdf.end();
  await ended;
  return { bytes: joined(chunks), pages: pages.length };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
