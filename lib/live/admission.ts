// How much is worked on at once. Beyond it an honest "come back" is quicker for everybody than a long queue.
import { HttpError } from './errors';

const AT_ONCE = 200;
let busy = 0;

const full = () =>
  new HttpError(503, 'unavailable', 'Many people are asking at once. Trying again in a moment.', {
    'Retry-After': '1',
  });

/** Inside admitted work: waits for what the sender is slow with, without keeping a place from others meanwhile. */
export async function aside<T>(wait: () => Promise<T>): Promise<T> {
  busy -= 1;
  let got: T;
  try {
    got = await wait();
  } finally {
    busy += 1;
  }
  if (busy > AT_ONCE) throw full();
  return got;
}

/** Does the work, unless too much is being done already. @throws HttpError 503 */
export async function admitted<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= AT_ONCE) throw full();
  busy += 1;
  try {
    return await work();
  } finally {
    busy -= 1;
  }
}

const MOST_IN_LINE = 20;
const lines = new Map<string, { waiting: number; last: Promise<unknown> }>();

/**
 * One after the other in the line of that name, such as a practice's: heavy work of one must not take every connection
 * from the others. @throws HttpError 503 when `most` are in the line already
 */
export async function inTurn<T>(
  name: string,
  work: () => Promise<T>,
  most: number = MOST_IN_LINE,
): Promise<T> {
  const line = lines.get(name) ?? { waiting: 0, last: Promise.resolve() };
  if (line.waiting >= most) throw full();
  lines.set(name, line);
  line.waiting += 1;
  const mine = line.last.then(work);
  line.last = mine.catch(() => undefined);
  try {
    return await mine;
  } finally {
    line.waiting -= 1;
    if (line.waiting === 0) lines.delete(name);
  }
}
