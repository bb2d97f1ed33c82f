// Plans with versions: a published version never changes, and an incident keeps its own copy.
export { discardDraft, readEditor, restoreVersion, saveDraft, startDraft } from './writing';
export { freezeRun, type FreezeRun } from './freeze';
export { exportPlan, importFile } from './file';
export { createPlan, importRunbook } from './import';
export { putInForce } from './in-force';
export { readProof, type Proof } from './proof';
export { publishRunbook } from './publish';
export { readCurrentRunbooks, readRunbook, readRunbooks } from './read';
export { readPlan } from './read-plan';
export { compareSteps, updateSteps } from './update-steps';
export { readShelf, setRemoved } from './shelf';
export { readStarterNews } from './starter-news';
export { addStarter, findStarter, readStarters, seeStarter, takeStarterStep, type Starter } from './starters';
export type { FrozenRun } from './schema';
export { readReviews, reviewRunbook } from './review';
