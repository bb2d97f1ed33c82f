// The practice as a file. A press of a button, because it is recorded who did it; the stream is read from a file that
// is gone afterwards.
import { Readable } from 'node:stream';
import { headers } from 'next/headers';
import { exportPractice } from '@/lib/archive';
import { AppError } from '@/lib/core';
import { env } from '@/lib/env';
import { currentAccount, requireFresh } from '@/lib/web';
import { NOT_OURS, originAllowed } from '@/lib/web/rules';
import { fileAnswer } from '../../../file-answer';

export const dynamic = 'force-dynamic';

export async function POST(
  request: Request,
  { params }: { params: Promise<{ practice: string }> },
): Promise<Response> {
  const { practice } = await params;
  return fileAnswer(request, practice, async (ctx) => {
    if (!originAllowed(await headers(), env().APP_URL)) throw new AppError('forbidden', NOT_OURS);
    const account = await currentAccount();
    if (account) requireFresh(account);
    const archive = await exportPractice(ctx);
    return {
      bytes: Readable.toWeb(archive.stream()) as ReadableStream,
      name: `${practice}-${new Date().toISOString().slice(0, 10)}.holdfast.gz`,
      type: 'application/gzip',
    };
  });
}
