// Photos of steps in and out: a picture by itself, each time only to who may see it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MemberCtx } from '@/lib/access';
import { AppError, isId } from '@/lib/core';
import { keepPhoto, readPhoto } from '@/lib/incidents';
import { cleanPicture, MOST_PICTURE_BYTES, type Picture } from '@/lib/pictures';
import { aside, inTurn } from './admission';
import { readBody, requireOurs, send, sendJson } from './http';
import type { PhotoAnswer } from './schema';
import { requireCtx } from './who';

/** Phones send one after the other, so that more of one practice are an attack or a very large one. */
const MOST_OF_ONE_PRACTICE = 4;

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
  // Waited for aside: pictures must not take the places of ticks.
  const picture = () => aside(async () => clean(practiceId, await readBody(req, MOST_PICTURE_BYTES)));
  const here = await keepPhoto(ctx, { incident, photo, picture });
  await sendJson(req, res, { kept: photo, here } satisfies PhotoAnswer);
}

/** One picture at a time in each practice, and one at a time here: looking at one takes a whole processor. */
function clean(practiceId: string, bytes: Buffer): Promise<Picture> {
  const here = () => inTurn('photos', () => cleanPicture(bytes));
  return inTurn(`photos ${practiceId}`, here, MOST_OF_ONE_PRACTICE);
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
