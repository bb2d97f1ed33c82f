// How much is worked on at once. Beyond it an honest "come back" is quicker for everybody than a long queue.
import { HttpError } from './errors';

const AT_ONCE = 200;
let busy = 0;

/** Does the work, unless too much is being done already. @throws HttpError 503 */
export async function admitted<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= AT_ONCE) {
    throw new HttpError(503, 'unavailable', 'Many people are asking at once. Trying again in a moment.', {
      'Retry-After': '1',
    });
  }
  busy += 1;
  try {
    return await work();
  } finally {
    busy -= 1;
  }
}
