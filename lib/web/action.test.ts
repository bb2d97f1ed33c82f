import { beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '@/lib/core';
import { text } from '@/lib/core/text';

const { request, session } = vi.hoisted(() => ({
  request: { headers: new Headers() },
  session: { account: null as null | { accountId: string } },
}));
vi.mock('next/headers', () => ({ headers: () => Promise.resolve(request.headers) }));
vi.mock('@/lib/env', () => ({ env: () => ({ APP_URL: 'https://hold.example' }) }));
vi.mock('@/lib/core/log', () => ({ log: { error: () => undefined } }));
vi.mock('./session', () => ({
  currentAccount: () => Promise.resolve(session.account),
  findCtx: (_account: unknown, slug: string) =>
    Promise.resolve(slug === 'lakeside' ? { practiceId: 'p' } : null),
}));

const { action, publicAction } = await import('./action');

const START = { error: null, done: null, values: {} };
const Note = z.strictObject({ note: text(10) });

type Verb = (...given: unknown[]) => Promise<string | undefined>;
const nothing: Verb = () => Promise.resolve(undefined);

function form(fields: Record<string, string>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries(fields)) made.set(name, value);
  return made;
}

beforeEach(() => {
  request.headers = new Headers({ origin: 'https://hold.example' });
  session.account = { accountId: 'a' };
});

test('a form of ours is carried out, without Next’s own fields', async () => {
  const verb = vi.fn<Verb>(() => Promise.resolve('Kept.'));
  const sent = form({ note: ' two ', practice: 'lakeside', $ACTION_KEY: 'k' });
  expect(await action(Note, verb)(START, sent)).toEqual({ error: null, done: 'Kept.', values: {} });
  expect(verb).toHaveBeenCalledWith({ practiceId: 'p' }, { note: 'two' }, 'lakeside');
});

test.each([[{}], [{ origin: 'null' }], [{ origin: 'https://evil.example' }]])(
  'from elsewhere (%o) nothing is carried out',
  async (headers) => {
    request.headers = new Headers(headers);
    const verb = vi.fn<Verb>(nothing);
    const { error } = await publicAction(Note, verb)(START, form({ note: 'x' }));
    expect(error).toMatch(/did not come from a Holdfast page/);
    expect(verb).not.toHaveBeenCalled();
  },
);

test('what was typed comes back with the reason, a password never', async () => {
  const Both = z.strictObject({ note: text(3), password: text(10) });
  const sent = form({ note: 'too long', password: 'secret' });
  const answer = await publicAction(Both, () => Promise.resolve(undefined))(START, sent);
  expect(answer.error).toContain('note is longer than 3 characters');
  expect(answer.values).toEqual({ note: 'too long' });
});

test('a session that ended while typing is said, and nothing is lost', async () => {
  session.account = null;
  const verb = vi.fn<Verb>(nothing);
  const answer = await action(Note, verb)(START, form({ note: 'typed', practice: 'lakeside' }));
  expect(answer.error).toMatch(/signed out.*kept/s);
  expect(answer.values).toEqual({ note: 'typed', practice: 'lakeside' });
  expect(verb).not.toHaveBeenCalled();
});

test('another practice is as absent as one that does not exist', async () => {
  const verb = vi.fn<Verb>(nothing);
  const theirs = await action(Note, verb)(START, form({ note: 'x', practice: 'hillcrest' }));
  const none = await action(Note, verb)(START, form({ note: 'x' }));
  expect(theirs.error).toBe(none.error);
  expect(verb).not.toHaveBeenCalled();
});

test('our own errors are shown as written, others as one calm sentence with a number', async () => {
  const failing = (error: Error) =>
    publicAction(Note, () => Promise.reject(error))(START, form({ note: 'x' })).then(
      (answer) => answer.error,
    );
  expect(await failing(new AppError('conflict', 'It is closed.'))).toBe('It is closed.');
  expect(await failing(new Error('connect ECONNREFUSED 10.0.0.1'))).toMatch(
    /^Something went wrong on our side .*number: [0-9a-f]{8}\.$/,
  );
});

test('a file, or a field sent twice, is refused in words', async () => {
  const verb = vi.fn<Verb>(nothing);
  const twice = form({ note: 'a' });
  twice.append('note', 'b');
  const file = new FormData();
  file.set('note', new Blob(['x']));
  for (const sent of [twice, file]) {
    expect((await publicAction(Note, verb)(START, sent)).error).toMatch(/Reload the page/);
  }
  expect(verb).not.toHaveBeenCalled();
});
