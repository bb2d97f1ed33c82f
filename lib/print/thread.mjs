// Where the printing thread begins. Node 20 gives a thread no loader by --import, so it takes TypeScript's here.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
