// How ready the practice is, counted from facts: the kit, reviews, agreements, and who is reminded of what.
export { addKitItem, addUsualKit, checkKit, editKitItem, moveKitItem, removeKitItem } from './kit';
export { addMissingStarters, chooseStarters, readStarterChoices } from './first-plans';
export { readKit, readKitItem } from './kit-read';
export { readReadiness } from './ready';
export { makeRounds, remind } from './rounds';
export { laterStep, putSetUpAway, readSetUp } from './set-up';
