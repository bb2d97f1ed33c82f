// What was built, read from the files and the build itself: no route can be forgotten.
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../support/run';

/** /p/[practice]/runbooks for app/p/[practice]/runbooks/page.tsx; folders in brackets are not in the address. */
function addressOf(file: string): string {
  const parts = path
    .relative(path.join(root, 'app'), path.dirname(file))
    .split(path.sep)
    .filter((part) => part !== '' && !/^\(.*\)$/.test(part) && !part.startsWith('@'));
  return `/${parts.join('/')}`;
}

function walk(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    return entry.isDirectory() ? walk(full) : [full];
  });
}

/** The addresses of every page and every route handler under app/. */
export function builtPages(): { pages: string[]; handlers: string[] } {
  const files = walk(path.join(root, 'app'));
  return {
    pages: files
      .filter((file) => /\/page\.tsx?$/.test(file))
      .map(addressOf)
      .sort(),
    handlers: files
      .filter((file) => /\/route\.tsx?$/.test(file))
      .map(addressOf)
      .sort(),
  };
}

export interface BuiltAction {
  id: string;
  /** app/(public)/sign-in/actions.ts#signIn */
  name: string;
}

/** Every server action the build knows, by name. */
export function builtActions(): BuiltAction[] {
  const file = path.join(root, '.next', 'server', 'server-reference-manifest.json');
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<
    'node' | 'edge',
    Record<string, { filename?: string; exportedName?: string }> | undefined
  >;
  return Object.entries({ ...manifest.node, ...manifest.edge })
    .map(([id, { filename = '?', exportedName = '?' }]) => ({ id, name: `${filename}#${exportedName}` }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The words by which lib/live tells its addresses apart: 'sync', '/live/sw.js', '/r/' and so on. */
export function liveWords(): string[] {
  const source = fs.readFileSync(path.join(root, 'lib', 'live', 'index.ts'), 'utf8');
  const compared = source.matchAll(/\b(?:path|what)\s*(?:===|!==|\.startsWith\()\s*'([^']+)'/g);
  return [...new Set([...compared].map(([, word = '']) => word))];
}
