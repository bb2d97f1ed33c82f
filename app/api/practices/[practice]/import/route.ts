// An exported practice is uploaded. Outside proxy.ts, which would hold the whole body in memory; so everything it does
// is done here: Origin, who is asking, a fresh sign-in, and a limit on what is taken.
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { authorize } from '@/lib/access';
import { importPractice } from '@/lib/archive';
import { MOST_FILE_BYTES } from '@/lib/archive/rules';
import { AppError, HTTP_STATUS, isAppError, newId } from '@/lib/core';
import { log } from '@/lib/core/log';
import { env } from '@/lib/env';
import { currentAccount, findCtx, requireFresh } from '@/lib/web';
import { NOT_OURS, originAllowed } from '@/lib/web/rules';

export const dynamic = 'force-dynamic';

const HEADERS = { 'Cache-Control': 'private, no-store', 'Content-Type': 'text/plain; charset=utf-8' };
const TOO_BIG = `Nothing was brought in: the file is larger than ${MOST_FILE_BYTES / 1_048_576} MB. Ask whoever runs Holdfast for you.`;

function bounded(): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > MOST_FILE_BYTES) done(new AppError('invalid', TOO_BIG));
      else done(null, chunk);
    },
  });
}

async function take(request: Request, file: string): Promise<void> {
  if (!request.body) throw new AppError('invalid', 'Nothing was brought in: no file came. Choose it again.');
  if (Number(request.headers.get('content-length') ?? 0) > MOST_FILE_BYTES) {
    throw new AppError('invalid', TOO_BIG);
  }
  const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  await pipeline(body, bounded(), createWriteStream(file, { mode: 0o600 }));
}

export async function POST(
  request: Request,
  { params }: { params: Promise<{ practice: string }> },
): Promise<Response> {
  let folder: string | null = null;
  try {
    if (!originAllowed(request.headers, env().APP_URL)) throw new AppError('forbidden', NOT_OURS);
    const account = await currentAccount();
    if (!account)
      throw new AppError('expired', 'You were signed out. Sign in again in another tab, then press again.');
    const ctx = await findCtx(account, (await params).practice);
    if (!ctx) throw new AppError('not-found', 'There is no such page, or it is not yours.');
    authorize(ctx, 'practice.export');
    requireFresh(account);
    folder = await mkdtemp(path.join(os.tmpdir(), 'holdfast-import-'));
    const file = path.join(folder, 'practice.gz');
    await take(request, file);
    return Response.json(await importPractice(ctx, file), {
      headers: { 'Cache-Control': 'private, no-store' },
    });
  } catch (error) {
    if (isAppError(error))
      return new Response(error.message, { status: HTTP_STATUS[error.code], headers: HEADERS });
    const id = newId().slice(0, 8);
    log.error({ err: error, id }, 'import');
    // It may have gone wrong just after the last word to the database.
    const said = `Something went wrong on our side. Load this page again and look whether the practice is in before you try again. If it happens again, tell us this number: ${id}.`;
    return new Response(said, { status: 500, headers: HEADERS });
  } finally {
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}
