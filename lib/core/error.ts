// The one kind of error the product throws on purpose. Its message is written for the person who reads it.
export const ERROR_CODES = [
  'not-found',
  'forbidden',
  'conflict',
  'invalid',
  'limit',
  'unavailable',
  'expired',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
    this.name = 'AppError';
  }
}

/** True for our own errors, also when another copy of this module made them (Next bundles its own). */
export function isAppError(error: unknown): error is AppError {
  return (
    error instanceof Error && 'code' in error && (ERROR_CODES as readonly unknown[]).includes(error.code)
  );
}

export const HTTP_STATUS: Record<ErrorCode, number> = {
  'not-found': 404,
  forbidden: 403,
  conflict: 409,
  invalid: 400,
  limit: 429,
  unavailable: 503,
  expired: 401,
};
