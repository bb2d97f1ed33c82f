// The four faces of print, and which of them draws which piece of text. Source Sans first, DejaVu for what it lacks.
import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';

export type Face = 'regular' | 'bold' | 'wide' | 'wideBold';

const require = createRequire(import.meta.url);
const SANS = '@expo-google-fonts/source-sans-3';
const FILES: Record<Face, string> = {
  regular: `${SANS}/400Regular/SourceSans3_400Regular.ttf`,
  bold: `${SANS}/700Bold/SourceSans3_700Bold.ttf`,
  wide: 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  wideBold: 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
};

/** Drawn where no face has the character; what it was is kept for whoever reads the text out. */
const MISSING = '□';

export interface Piece {
  text: string;
  face: Face;
  /** What stands here, when a box is drawn for it. */
  actual?: string;
}

/** What pdfkit knows of a font it has opened, which its types leave out. */
interface OpenFont {
  widthOfString(text: string, size: number): number;
  font: { hasGlyphForCodePoint(point: number): boolean };
}

/** Tells nothing by itself: joiners, marks of direction, variation selectors, soft hyphens. */
const SILENT = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;
const JOINERS = '\u200c\u200d';
/** What Source Sans surely has; most text is nothing else. */
const PLAIN = /^[\x20-\x7e\u00a0-\u017f–—‘’“”•…]*$/;

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

export class Faces {
  private readonly open: Record<Face, OpenFont>;
  private readonly known = new Map<string, boolean>();

  constructor(pdf: InstanceType<typeof PDFDocument>) {
    const opened = (face: Face): OpenFont => {
      pdf.registerFont(face, require.resolve(FILES[face])).font(face);
      return (pdf as unknown as { _font: OpenFont })._font;
    };
    this.open = {
      regular: opened('regular'),
      bold: opened('bold'),
      wide: opened('wide'),
      wideBold: opened('wideBold'),
    };
  }

  width({ text, face }: Piece, size: number): number {
    return this.open[face].widthOfString(text, size);
  }

  /** The text in pieces of one face each, in its own order; what is not visible is left out. */
  pieces(text: string, bold: boolean): Piece[] {
    const own: Face = bold ? 'bold' : 'regular';
    if (PLAIN.test(text)) return text === '' ? [] : [{ text, face: own }];
    const pieces: Piece[] = [];
    for (const { segment } of clusters.segment(text)) {
      const piece = this.pieceOf(segment, bold);
      const last = pieces.at(-1);
      if (piece === null) continue;
      if (last?.face === piece.face && last.actual === undefined && piece.actual === undefined)
        last.text += piece.text;
      else pieces.push(piece);
    }
    return pieces;
  }

  private pieceOf(cluster: string, bold: boolean): Piece | null {
    const points = Array.from(cluster);
    const shown = points.filter((point) => !SILENT.test(point));
    if (shown.length === 0) return null;
    const faces: Face[] = bold ? ['bold', 'wideBold', 'wide'] : ['regular', 'wide'];
    const face = faces.find((one) => shown.every((point) => this.has(one, point)));
    if (!face) return { text: MISSING, face: 'wide', actual: cluster };
    const drawn = points.filter(
      (point) => !SILENT.test(point) || (JOINERS.includes(point) && this.has(face, point)),
    );
    return { text: drawn.join(''), face };
  }

  private has(face: Face, point: string): boolean {
    const key = face + point;
    const found = this.known.get(key) ?? this.open[face].font.hasGlyphForCodePoint(point.codePointAt(0) ?? 0);
    this.known.set(key, found);
    return found;
  }
}
