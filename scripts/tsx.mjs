// `node --import ./scripts/tsx.mjs file.ts`: TypeScript without a second process in between that signals would miss.
import path from 'node:path';

process.env.TSX_TSCONFIG_PATH ??= path.join(import.meta.dirname, '..', 'tsconfig.node.json');
await import('tsx');
