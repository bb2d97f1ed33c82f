// The process that reads pictures: it ends when it goes too far, nothing of it stays, and its word is not taken.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { MOST_PICTURE_BYTES } from './index';
import { commentBomb, last, noise, noisy, NOT_ONE, refused, saying } from './support';

vi.mock('@/lib/core/log', () => ({ log: { error: () => undefined, warn: () => undefined } }));
// A process is started for each, and a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const STOPPED = saying(/took too much memory and was stopped/);
const NOT_NOW = { code: 'unavailable', words: expect.stringMatching(/cannot be read right now/) as string };
let photo: Buffer;
let folder: string;
/** A process that does something else. */
const acting = (name: string, source: string) => {
  const child = path.join(folder, `${name}.mjs`);
  fs.writeFileSync(child, source);
  return { child };
};
beforeAll(async () => {
  photo = await noisy(200, 200).jpeg().toBuffer();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-pictures-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test('time: it is killed, and gone when the refusal comes', async () => {
  // A busy machine is not the picture's fault: it may be sent again.
  expect(await refused(photo, { limitMs: 1 })).toEqual(NOT_NOW);
  expect(last()?.signalCode).toBe('SIGKILL');
  const deaf = acting('deaf', `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`);
  expect(await refused(photo, { ...deaf, limitMs: 300 })).toEqual(NOT_NOW);
  expect(last()?.signalCode).toBe('SIGKILL');
});

test('memory: it ends itself', async () => {
  expect(await refused(photo, { memoryMb: 1 })).toEqual(STOPPED);
  expect(last()?.signalCode).toBe('SIGUSR2');
});

test('memory, as it is set: a small picture that unpacks to 800 MB', async () => {
  const bomb = commentBomb();
  expect(bomb.length).toBeLessThan(MOST_PICTURE_BYTES / 3);
  expect(await refused(bomb)).toEqual(STOPPED);
  expect(last()?.signalCode).toBe('SIGUSR2');
});

test('what it says is not believed, and not listened to for ever', async () => {
  const liar = acting('liar', `process.stdout.end('<script>');`);
  expect(await refused(photo, liar)).toEqual(NOT_ONE);
  const endless = acting(
    'endless',
    `const all = Buffer.alloc(65536, 255); const say = () => process.stdout.write(all, say); say();`,
  );
  expect(await refused(photo, endless)).toEqual(NOT_NOW);
  const quick = acting('quick', `process.stdin.destroy(); process.exitCode = 3;`);
  expect(await refused(Buffer.concat([photo, noise(2e6)]), quick)).toEqual(NOT_NOW);
  const crash = acting('crash', `process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);`);
  expect(await refused(photo, crash)).toEqual(NOT_NOW);
});

test('it is given nothing of ours', async () => {
  const asked = acting(
    'asked',
    `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(path.join(folder, 'environment'))}, JSON.stringify(process.env));`,
  );
  await refused(photo, asked);
  const given = JSON.parse(fs.readFileSync(path.join(folder, 'environment'), 'utf8')) as object;
  expect(given).toEqual({ NODE_ENV: 'production' });
});

test('without the program, its file or its decoder pictures are unavailable, and not the person’s fault', async () => {
  expect(await refused(photo, { node: path.join(folder, 'none') })).toEqual(NOT_NOW);
  expect(await refused(photo, { child: path.join(folder, 'none.mjs') })).toEqual(NOT_NOW);
  for (const name of ['child.mjs', 'exits.mjs']) {
    fs.copyFileSync(path.join(import.meta.dirname, name), path.join(folder, name));
  }
  expect(await refused(photo, { child: path.join(folder, 'child.mjs') })).toEqual(NOT_NOW);
});
