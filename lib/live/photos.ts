// Photos of steps in and out: a picture by itself, each time only to who may see it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MemberCtx } from '@/lib/access';
import { AppError, isId } from '@/lib/core';
import { keepPhoto, readPhoto } from '@/lib/incidents';
import { MOST_PICTURE_BYTES } from '@/lib/pictures';
import { aside, inTurn } from './admission';
import { readBody, requireOurs, send, sendJson } from './http';
import { requireCtx } from './who';

/** Takes the photo a step of this incident names. @throws AppError, HttpError as keepPhoto and the body say. */
export async function receivePhoto(
  req: IncomingMessage,
  res: ServerResponse,
  practiceId: string,
  photo: string,
  incident: string | null,
): Promise<void> {
  requireOurs(req, /^image\/(jpeg|png|webp)$/i, 'Send this as a JPEG, PNG or WebP picture.');
  const ctx = await requireCtx(req, practiceId);
  if (!isId(incident)) throw new AppError('not-found', 'There is no such incident.');
  const bytes = await aside(() => readBody(req, MOST_PICTURE_BYTES));
  // One picture at a time in each practice, and one at a time here: looking at them takes a whole processor.
  await inTurn(`photos ${practiceId}`, () =>
    inTurn('photos', () => keepPhoto(ctx, { incident, photo, bytes })),
  );
  await sendJson(req, res, { kept: photo });
}

export async function sendPhoto(
  req: IncomingMessage,
  res: ServerResponse,
  ctx: MemberCtx,
  photo: string,
): Promise<void> {
  const bytes = await readPhoto(ctx, photo);
  send(
    req,
    res,
    200,
    {
      'Content-Type': 'image/jpeg',
      'Content-Disposition': 'inline; filename="photo.jpg"',
      'Cache-Control': 'private, no-store',
    },
    bytes,
  );
}
