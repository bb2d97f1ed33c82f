// Every error becomes one JSON answer here: ours as written, all others as one calm sentence with an id.
import { HTTP_STATUS, isAppError, newId } from '@/lib/core';
import { log } from '@/lib/core/log';

export interface Refusal {
  status: number;
  code: string;
  message: string;
  retryAfterSeconds?: number;
}

/** A refusal that HTTP has its own number for. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** One answer for absent, for another practice's and for malformed: nothing is to be learned from the difference. */
const NOT_FOUND: Refusal = {
  status: 404,
  code: 'not-found',
  message: 'There is nothing here, or it is not yours. Go back to the list and open it again.',
};

const OUTAGE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOENT',
  '53300',
  '57014',
  '57P01',
  '57P02',
  '57P03',
]);

/** True when the database did not answer, as opposed to answering no. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (OUTAGE_CODES.has(code) || code.startsWith('08')) return true;
  return /timeout|connection terminated|client has encountered a connection error/i.test(error.message);
}

/** What the reader is told. Unknown errors are logged with the id they are told. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof HttpError) return { status: error.status, code: error.code, message: error.message };
  if (isAppError(error)) {
    if (error.code === 'not-found') return NOT_FOUND;
    const seconds = error.details?.['retryAfterSeconds'];
    return {
      status: HTTP_STATUS[error.code],
      code: error.code,
      message: error.message,
      ...(typeof seconds === 'number' && { retryAfterSeconds: seconds }),
    };
  }
  const id = newId().slice(0, 8);
  log.error({ err: error, id }, 'live');
  if (isOutage(error)) {
    return {
      status: 503,
      code: 'unavailable',
      message: `The database does not answer right now. Nothing you entered is lost; we keep trying. (${id})`,
      retryAfterSeconds: 2,
    };
  }
  return {
    status: 500,
    code: 'internal',
    message: `Something went wrong on our side. Nothing you entered is lost. If it keeps happening, tell us this number: ${id}.`,
  };
}
