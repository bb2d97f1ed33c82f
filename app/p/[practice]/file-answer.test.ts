// A file that needs a fresh proof of who asks leads to where that is given, and never to a dead end; rights come first.
import { beforeEach, expect, test, vi } from 'vitest';
import { fileAnswer, type AnswerFile } from './file-answer';

const { session } = vi.hoisted(() => ({
  session: { account: null as null | { fresh: boolean }, right: 'manager' },
}));
vi.mock('@/lib/env', () => ({ env: () => ({ APP_URL: 'https://hold.example' }) }));
vi.mock('@/lib/core/log', () => ({ log: { error: () => undefined } }));
vi.mock('@/lib/web', () => ({
  currentAccount: () => Promise.resolve(session.account),
  findCtx: (_account: unknown, slug: string) =>
    Promise.resolve(
      slug === 'lakeside' ? { practiceId: 'p', actor: { kind: 'member', right: session.right } } : null,
    ),
}));

const FRESH = { act: 'audit.read', next: '/p/lakeside/audit/csv' } as const;
const read = vi.fn<() => Promise<AnswerFile>>(() =>
  Promise.resolve({ bytes: 'a,b', name: 'x.csv', type: 'text/csv' }),
);

function request(method = 'GET', origin = 'https://hold.example'): Request {
  return new Request('https://hold.example/p/lakeside/audit/csv', { method, headers: { origin } });
}

beforeEach(() => {
  session.account = { fresh: true };
  session.right = 'manager';
  read.mockClear();
});

test('whoever is fresh gets the file', async () => {
  const answer = await fileAnswer(request(), 'lakeside', read, FRESH);
  expect([answer.status, await answer.text()]).toEqual([200, 'a,b']);
});

test.each(['GET', 'POST'])(
  'by %s, whoever is not is sent to confirm and back, and nothing is done',
  async (by) => {
    session.account = { fresh: false };
    const answer = await fileAnswer(request(by), 'lakeside', read, FRESH);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/confirm?next=%2Fp%2Flakeside%2Faudit%2Fcsv');
    expect(read).not.toHaveBeenCalled();
  },
);

test('whoever is not signed in is sent to sign in, and then to where the button is', async () => {
  session.account = null;
  const answer = await fileAnswer(request('POST'), 'lakeside', read, {
    ...FRESH,
    next: '/p/lakeside/contacts',
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    '/sign-in?next=%2Fp%2Flakeside%2Fcontacts',
  ]);
});

test('whoever may not have it is told so, fresh or not; what wants no proof asks for none', async () => {
  session.account = { fresh: false };
  session.right = 'lead';
  expect((await fileAnswer(request(), 'lakeside', read, FRESH)).status).toBe(403);
  expect(read).not.toHaveBeenCalled();
  expect((await fileAnswer(request(), 'lakeside', read)).status).toBe(200);
});

test('a press from elsewhere does nothing', async () => {
  for (const origin of ['https://evil.example', 'null']) {
    expect((await fileAnswer(request('POST', origin), 'lakeside', read, FRESH)).status).toBe(403);
  }
  expect(read).not.toHaveBeenCalled();
});
