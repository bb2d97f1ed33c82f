// Plans with versions: a published version never changes, and an incident keeps its own copy.
export { freezeRun, type FreezeRun } from './freeze';
export { importRunbook } from './import';
export { publishRunbook } from './publish';
export { readCurrentRunbooks, readRunbook, readRunbooks } from './read';
export type { FrozenRun } from './schema';
export { readReviews, reviewRunbook } from './review';
