// The phone's memory: the last copy of everything, the commands that wait, and the line to the server.
export { applyEvents, applyReceipt, foldBoard, withPhoto } from './fold';
export { openLink, type Link } from './link';
export { openMemory, type Memory } from './memory';
export { addOp, dropOp, loadOps, refuseOp, sender, type Box, type Sent, type SyncAnswer } from './queue';
export { heldPhoto } from './photos';
export { cursorOf, fullJitter } from './rules';
