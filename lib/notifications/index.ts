// Turns events into deliveries, keeps at it until it knows how each ended, and takes people's answers.
export { planEvent } from './announce';
export { dispatch } from './dispatch';
