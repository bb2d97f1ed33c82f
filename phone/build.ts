// Builds the phone: one document with its style and its script inside, the later screens as files beside it, and
// the service worker. Prints the sizes and fails above the budgets of a slow phone on a slow network.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { documentOf } from './document';

const ROOT = import.meta.dirname;
const DIST = join(ROOT, 'dist');
const KB = 1024;
const BUDGET = { document: 40 * KB, script: 12 * KB, later: 40 * KB };

const base: BuildOptions = {
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: ['es2022', 'safari16.4'],
  jsx: 'automatic',
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  tsconfig: join(ROOT, '..', 'tsconfig.json'),
};

/** Modules the document's script already has: later screens take them from it instead of bringing their own. */
const PACKAGES = ['preact', 'preact/jsx-runtime'];
const OWN = ['copy', 'due', 'route', 'state', 'tick', 'words'].concat(
  ['checklist', 'icon', 'lazy', 'row', 'shell'].map((name) => join('ui', name)),
);

/** The names shared.ts gives: a later screen that wants more than these fails the build, not the person. */
async function sharedNames(): Promise<string[]> {
  const entryPoints = [join(ROOT, 'shared.ts')];
  const { metafile } = await build({ ...base, entryPoints, metafile: true, outdir: DIST });
  return Object.values(metafile?.outputs ?? {}).flatMap((output) => output.exports);
}

function fromDocument(names: string[]): Plugin {
  const shared = { path: 'holdfast', namespace: 'document' };
  return {
    name: 'from-document',
    setup(pluginBuild) {
      pluginBuild.onResolve({ filter: /^preact/ }, (args) => (PACKAGES.includes(args.path) ? shared : null));
      pluginBuild.onResolve({ filter: /^\.{1,2}\// }, (args) =>
        OWN.includes(relative(ROOT, resolve(args.resolveDir, args.path))) ? shared : null,
      );
      pluginBuild.onLoad({ filter: /./, namespace: 'document' }, () => ({
        contents: `export const { ${names.join(', ')} } = globalThis.holdfast;`,
      }));
    },
  };
}

const gzipped = (text: string | Uint8Array) => gzipSync(text, { level: 9 }).length;
const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10);

export interface PhoneMeta {
  /** For the document's Content-Security-Policy. */
  scriptHashes: string[];
  styleHashes: string[];
  /** Files under /live/a/. */
  assets: string[];
  sizes: { document: number; script: number; later: number };
}

async function laterScreens(): Promise<Map<string, string>> {
  const result = await build({
    ...base,
    entryPoints: ['after', 'calm', 'declare', 'incident', 'es'].map((name) =>
      join(ROOT, 'screens', `${name}.ts`),
    ),
    splitting: true,
    outdir: DIST,
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    plugins: [fromDocument(await sharedNames())],
  });
  return new Map((result.outputFiles ?? []).map((file) => [file.path.slice(DIST.length + 1), file.text]));
}

async function bundle(entry: string, define: Record<string, string> = {}): Promise<string> {
  const result = await build({ ...base, entryPoints: [join(ROOT, entry)], define });
  // An inline script must not hold its own end tag.
  return (result.outputFiles?.[0]?.text ?? '').trim().replaceAll('</script', '<\\/script');
}

async function style(): Promise<string> {
  const result = await build({
    ...base,
    entryPoints: [join(ROOT, 'styles', 'phone.css')],
    target: ['safari16.4'],
  });
  return (result.outputFiles?.[0]?.text ?? '').trim();
}

/** Builds everything into phone/dist. */
export async function buildPhone(): Promise<PhoneMeta> {
  const later = await laterScreens();
  const entry = (name: string) => [...later.keys()].find((file) => file.startsWith(`${name}-`)) ?? '';
  const named = Object.fromEntries(
    ['after', 'calm', 'declare', 'incident', 'es'].map((name) => [name, `/live/a/${entry(name)}`]),
  );
  const icon = await readFile(join(ROOT, 'icon.svg'), 'utf8');
  const iconName = `icon-${shortHash(icon)}.svg`;
  const manifest = JSON.stringify({
    name: 'Holdfast',
    short_name: 'Holdfast',
    start_url: '/live/',
    scope: '/live/',
    display: 'standalone',
    background_color: '#faf8f3',
    theme_color: '#0e1d1c',
    icons: [{ src: `/live/a/${iconName}`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  });
  const manifestName = `manifest-${shortHash(manifest)}.json`;
  const [css, script] = await Promise.all([style(), bundle('main.tsx', { ASSETS: JSON.stringify(named) })]);
  const words = JSON.stringify(JSON.parse(await readFile(join(ROOT, 'words', 'en.json'), 'utf8')));
  const html = documentOf({ css, script, words, manifest: manifestName, icon: iconName });
  const files = new Map([...later, [iconName, icon], [manifestName, manifest]]);
  const assets = [...files.keys()];
  const worker = await bundle('sw.ts', {
    FILES: JSON.stringify(assets.map((name) => `/live/a/${name}`)),
    VERSION: JSON.stringify(shortHash(html)),
  });
  const sizes = {
    document: gzipped(html),
    script: gzipped(script),
    later: [...later].reduce((sum, [name, text]) => sum + (name.startsWith('es-') ? 0 : gzipped(text)), 0),
  };
  const meta: PhoneMeta = { scriptHashes: [hashOf(script)], styleHashes: [hashOf(css)], assets, sizes };
  await rm(DIST, { recursive: true, force: true });
  await mkdir(join(DIST, 'a'), { recursive: true });
  await Promise.all([
    ...[...files].map(([name, text]) => writeFile(join(DIST, 'a', name), text)),
    writeFile(join(DIST, 'phone.html'), html),
    writeFile(join(DIST, 'sw.js'), worker),
    writeFile(join(DIST, 'meta.json'), JSON.stringify(meta, null, 2)),
  ]);
  const over: string[] = [];
  for (const part of ['document', 'script', 'later'] as const) {
    const line = `${part} ${(sizes[part] / KB).toFixed(1)} KB of ${BUDGET[part] / KB} KB gzipped`;
    console.log(`phone: ${line}`);
    if (sizes[part] > BUDGET[part]) over.push(line);
  }
  if (over.length > 0) throw new Error(`The phone grew over its budget: ${over.join('; ')}.`);
  return meta;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await buildPhone();
