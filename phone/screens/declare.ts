// Saying that something is down.
export { Declare } from './declaring';
