// The peer: the same words through pdfkit alone, on the main thread, wrapped but not laid out.
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

const FONT = '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf';

/** Milliseconds to set these pages of text. */
export async function barePages(pages: readonly string[]): Promise<number> {
  const started = performance.now();
  const pdf = new PDFDocument({ size: 'letter', autoFirstPage: false });
  const ended = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  pdf.on('data', () => undefined);
  pdf.registerFont('own', createRequire(import.meta.url).resolve(FONT));
  for (const page of pages) {
    pdf.addPage().font('own').fontSize(11);
    for (const line of page.split('\n')) pdf.text(line);
  }
  pdf.end();
  await ended;
  return performance.now() - started;
}
