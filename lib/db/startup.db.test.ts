// What a process refuses to start on, each with a sentence that says what to do.
import { afterAll, expect, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing';
import { checkDatabase, StartupError } from './startup';

const database = await useTestDatabase();
afterAll(() => database.drop());

const at = (url: string, path: string) => Object.assign(new URL(url), { pathname: path }).toString();

it('starts as the app and the worker role', async () => {
  await checkDatabase(database.urls.app, 'demo');
  await checkDatabase(database.urls.worker, 'demo');
});

it.each([
  ['a superuser', database.urls.superuser, /is a superuser/],
  ['the owner', database.urls.owner, /is the owner of the tables/],
  ['an empty database', at(database.urls.app, '/postgres'), /Run npm run migrate/],
  [
    'a database that is away',
    'postgres://a:b@127.0.0.1:1/c',
    /cannot reach its database at 127\.0\.0\.1:1\/c/,
  ],
])('refuses %s', async (_what, url, sentence) => {
  const error: unknown = await checkDatabase(url, 'demo').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StartupError);
  expect(error).toMatchObject({ message: expect.stringMatching(sentence) as string });
});

it('refuses, in production, a database that may lose what it kept', async () => {
  // The test cluster is exactly that, for speed.
  await expect(checkDatabase(database.urls.app, 'production')).rejects.toThrow(
    /fsync, full_page_writes, synchronous_commit off/,
  );
});
