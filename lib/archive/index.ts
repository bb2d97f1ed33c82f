// A whole practice out, in, and gone.
export { deleteWhenDue, isTrueRecord, readDeletions } from './delete';
export { askDeletion, canDelete, cancelDeletion, findDeletion } from './deletion';
export { exportPractice, type Archive } from './export';
export { importPractice, whyNotEmpty } from './import';
export { deleteOld, readOld } from './old-records';
export { removeOld } from './remove-old-records';
export { keepRounds } from './rounds';
