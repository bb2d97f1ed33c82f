// Photos on this phone: made small here, kept inside the command that names them, and sent by themselves after it.
import type { BoardStep, Mark } from '@/lib/incidents/schema';
import type { PhotoAnswer, Refusal } from '@/lib/live/schema';
import { dropOp, heldPhoto, refuseOp, withPhoto } from '@/lib/offline';
import type { Op, PhotoDraft } from '@/lib/offline/schema';
import { box, store } from './copy';
import { set, state } from './state';
import { t } from './words';

/** Enough to read a door sign; the server makes no more of it. */
const MOST_SIDE = 1280;
const QUALITY = 0.75;
/** For a photo on a slow network, and for its turn on a busy server. */
const TIMEOUT_MS = 90_000;
/** Until it is tried again: twice as long each time, so that a line that is too thin stays free for ticks. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;

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

/** The photo of a mark: its id, and its bytes while it waits here. */
export function photoOf({ id: by, value }: Mark): { id: string; bytes?: ArrayBuffer | undefined } | null {
  const op = state.ops.find(({ command }) => command.id === by);
  const held = op && heldPhoto(op);
  if (held) return held;
  const id = value.photo;
  return id
    ? { id, bytes: state.ops.filter(isPhoto).find(({ command }) => command.id === id)?.command.bytes }
    : null;
}

/** The step a waiting photo belongs to. */
export function stepOf({ incident, by }: PhotoDraft): BoardStep | undefined {
  const board = state.pulls[incident]?.board;
  const mark = board?.marks.find(({ id }) => id === by);
  return board?.steps.find(({ id }) => id === mark?.step);
}

/** Whether what named it was taken back meanwhile: then nobody wants it. */
function takenBack({ incident, by }: PhotoDraft): boolean {
  const said = [
    ...state.ops.flatMap((op) => (op.refused ? [] : op.command)),
    ...(state.pulls[incident]?.board.marks ?? []),
  ];
  return said.some((one) => one.kind === 'step.undo' && one.value.replaces?.includes(by));
}

/** kept: the server has it; false: it had it, and somebody removed it. */
type Posted = { kept: boolean } | { refused: string } | 'later' | 'off' | 'out';

async function post({ id, incident, bytes }: PhotoDraft): Promise<Posted> {
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
    const answer = (await response.json().catch(() => ({}))) as Partial<PhotoAnswer & Refusal>;
    if (answer.kept === id) return { kept: answer.here === true };
    if (answer.code === 'not-found') return { refused: t('photoUnknown') };
    const says = [400, 403, 409, 413].includes(response.status) && answer.message;
    return says ? { refused: says } : 'later';
  } catch {
    return 'off';
  }
}

let wait = 0;
let timer = 0;

/** No photo before that is over, however often it is asked for. */
function rest(): void {
  wait = Math.min(Math.max(wait * 2, FIRST_WAIT_MS), LONGEST_WAIT_MS);
  const lasts = wait * (0.5 + Math.random() / 2);
  timer = window.setTimeout(() => {
    timer = 0;
    void sendPhotos();
  }, lasts);
}

async function settle(op: PhotoOp, answer: Posted): Promise<void> {
  const { id, incident } = op.command;
  if (typeof answer === 'string') return;
  const opened = await box();
  if ('refused' in answer) return refuseOp(opened, op, answer.refused);
  const pull = state.pulls[incident];
  // At once, so that it does not vanish until its event comes.
  if (pull && answer.kept) store({ ...pull, board: withPhoto(pull.board, id) });
  await dropOp(opened, op);
}

async function pass(): Promise<void> {
  const tried = new Set<number>();
  const next = () => state.ops.filter(isPhoto).find(({ seq, refused }) => !refused && !tried.has(seq));
  let trouble = false;
  for (let op = next(); op; op = next()) {
    tried.add(op.seq);
    if (takenBack(op.command)) {
      await dropOp(await box(), op);
      continue;
    }
    const answer = await post(op.command);
    await settle(op, answer);
    if (answer === 'out') return;
    // One that the server cannot take now does not stand in the way of the others; no connection does.
    trouble ||= answer === 'later';
    if (answer === 'off') return rest();
  }
  if (trouble) return rest();
  wait = 0;
}

let running: Promise<void> | null = null;

/** Sends the photos that can go, one after the other. Call it as often as you like. */
export function sendPhotos(): Promise<void> {
  if (timer) return Promise.resolve();
  running ??= pass().finally(() => {
    running = null;
  });
  return running;
}

/** The same without a rest: something changed that may help. */
export function sendPhotosNow(): Promise<void> {
  clearTimeout(timer);
  timer = wait = 0;
  return sendPhotos();
}

/** Tries once more what the server would not take. */
export async function tryPhotoAgain(op: Op): Promise<void> {
  await refuseOp(await box(), op);
  // A pass that runs has already been past it.
  await running;
  await sendPhotosNow();
}
