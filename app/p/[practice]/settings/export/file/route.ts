// The practice as a file. A press of a button, because it is recorded who did it; the stream is read from a file that
// is gone afterwards.
import { Readable } from 'node:stream';
import { exportPractice } from '@/lib/archive';
import { fileAnswer } from '../../../file-answer';

export const dynamic = 'force-dynamic';

export async function POST(
  request: Request,
  { params }: { params: Promise<{ practice: string }> },
): Promise<Response> {
  const { practice } = await params;
  return fileAnswer(
    request,
    practice,
    async (ctx) => {
      const archive = await exportPractice(ctx);
      return {
        bytes: Readable.toWeb(archive.stream()) as ReadableStream,
        name: `${practice}-${new Date().toISOString().slice(0, 10)}.holdfast.gz`,
        type: 'application/gzip',
      };
    },
    { act: 'practice.export', next: `/p/${practice}/settings/export` },
  );
}
