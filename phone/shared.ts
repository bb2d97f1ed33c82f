// What later modules use of this document's own script: one Preact, one state, one memory (see build.ts).
export { Component, Fragment, options } from 'preact';
export { jsx, jsxs } from 'preact/jsx-runtime';
export { arrive, box, heard, keep, receiptFor, say, store, welcome } from './copy';
export { dueWords, when } from './due';
export { go, place, placeOf, to } from './route';
export { now, set, state } from './state';
export { tell, toast, undo } from './tick';
export { downWords, roleWord } from './ui/checklist';
export { Icon } from './ui/icon';
export { markWords, stateWord } from './ui/row';
export { Connection, Drill } from './ui/shell';
export { count, sentences, speak, t } from './words';
