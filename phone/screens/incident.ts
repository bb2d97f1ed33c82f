// The incident's own screens, loaded while the checklist is already in use.
export { Hold } from '../ui/hold';
export { Aside } from './aside';
export { Calls } from './calls';
export { Happened } from './happened';
export { Lead } from './lead';
export { People } from './people';
export { Reported } from './reported';
export { Sheet } from './sheet';
