// Photos on this phone: made small here, kept beside the tick that names them, and sent by themselves after it.
import { newId } from '@/lib/core';
import { addOp, dropOp, fullJitter, refuseOp, withPhoto } from '@/lib/offline';
import type { Op, PhotoDraft } from '@/lib/offline/schema';
import { box, store } from './copy';
import { set, state } from './state';

/** Enough to read a door sign; the server makes no more of it. */
const MOST_SIDE = 1280;
const QUALITY = 0.75;
/** A photo on a slow network; the server waits no longer. */
const TIMEOUT_MS = 60_000;

type PhotoOp = Op & { command: PhotoDraft };
const isPhoto = (op: Op): op is PhotoOp => op.command.kind === 'photo.add';

/** The picture as a small JPEG without what the camera wrote into it; null when this browser cannot read it. */
export async function shrink(picture: Blob): Promise<ArrayBuffer | null> {
  try {
    const image = await createImageBitmap(picture);
    const scale = Math.min(1, MOST_SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    return (await small?.arrayBuffer()) ?? null;
  } catch {
    return null;
  }
}

/** Keeps a photo on this phone for the tick that will name it. Returns its id. */
export async function keepPhoto(incident: string, bytes: ArrayBuffer): Promise<string> {
  const id = newId();
  await addOp(await box(), { kind: 'photo.add', id, incident, at: new Date().toISOString(), bytes });
  return id;
}

/** The photo's bytes while it waits here. */
export function waitingPhoto(id: string): ArrayBuffer | undefined {
  return state.ops.filter(isPhoto).find(({ command }) => command.id === id)?.command.bytes;
}

/** Tries once more what the server would not take. */
export async function tryPhotoAgain(op: Op): Promise<void> {
  await refuseOp(await box(), op);
  await sendPhotos();
}

/** kept: it is there. off, out: not now. Else why the server will not have it. */
async function post({ id, incident, bytes }: PhotoDraft): Promise<string> {
  try {
    const response = await fetch(`/live/v1/${state.here?.practice.id}/photos/${id}?incident=${incident}`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: bytes,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (response.status === 401) {
      set({ signedIn: false, link: 'out' });
      return 'out';
    }
    // A captive portal answers 200 with its own page: only JSON counts.
    const answer = (await response.json()) as { kept?: string; message?: string };
    if (answer.kept === id) return 'kept';
    return ([400, 403, 404, 409, 413].includes(response.status) && answer.message) || 'off';
  } catch {
    return 'off';
  }
}

/** The photo a command names. */
export function photoNamed({ command }: Op): string | undefined {
  return 'value' in command && 'photo' in command.value ? command.value.photo : undefined;
}

/** One whose tick the server knows: also one that came too late, which is kept in the record. */
function ready(): PhotoOp | undefined {
  const named = new Set(state.ops.filter((op) => !op.refused).map(photoNamed));
  return state.ops.filter(isPhoto).find(({ refused, command }) => !refused && !named.has(command.id));
}

let tries = 0;
let retry = 0;

async function pass(): Promise<void> {
  clearTimeout(retry);
  for (let op = ready(); op; op = ready()) {
    const answer = await post(op.command);
    if (answer === 'out') return;
    if (answer === 'off') {
      retry = window.setTimeout(() => void sendPhotos(), fullJitter((tries += 1)));
      return;
    }
    tries = 0;
    const { id, incident } = op.command;
    const pull = state.pulls[incident];
    // At once, so that it does not vanish until its event comes.
    if (answer === 'kept' && pull) store({ ...pull, board: withPhoto(pull.board, id) });
    if (answer === 'kept') await dropOp(await box(), op);
    else await refuseOp(await box(), op, answer);
  }
}

let running: Promise<void> | null = null;

/** Sends the photos that can go, one after the other. Call it as often as you like. */
export function sendPhotos(): Promise<void> {
  running ??= pass().finally(() => {
    running = null;
  });
  return running;
}
