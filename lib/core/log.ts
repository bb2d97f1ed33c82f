// One structured line a happening, to standard output. Ids, never content.
import pino from 'pino';
import { once } from './once';

export const log = once('log', () =>
  pino({ base: null, redact: ['*.password', '*.token', '*.authorization', '*.cookie'] }),
);
