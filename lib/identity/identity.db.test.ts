// Signing in and out against a real database: what is let in, what is not, and when it ends.
import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '@/lib/core';
import { inSystem } from '@/lib/db';
import { subscribe, type Poke } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import {
  createAccount,
  decodeCookie,
  decodeDeviceCookie,
  encodeCookie,
  encodeDeviceCookie,
  endAllSessions,
  endSession,
  listSessions,
  readSession,
  sessionCookie,
  signIn,
} from './index';

const hashing = vi.hoisted(() => ({ now: 0, most: 0 }));
vi.mock(import('@node-rs/argon2'), async (original) => {
  const real = await original();
  const counted = async (...given: Parameters<typeof real.verify>) => {
    hashing.now += 1;
    hashing.most = Math.max(hashing.most, hashing.now);
    return real.verify(...given).finally(() => (hashing.now -= 1));
  };
  return { ...real, verify: vi.fn<typeof real.verify>(counted) };
});

const database = await useTestDatabase();
afterAll(() => database.drop());

const password = 'correct-horse-battery-1';
const device = 'Vitest';

async function account(): Promise<{ id: string; email: string }> {
  const email = `${newId()}@example.test`;
  return { id: await createAccount({ email, name: 'Ann Example', password }), email };
}

async function enter(email: string, given = password, ip: string | null = null, known?: string) {
  const entered = await signIn({ email, password: given, device, ip, ...(known && { known }) });
  if ('secondStep' in entered) throw new Error('A second step nobody set up');
  return entered;
}

describe('signing in', () => {
  it('takes the right password, however the address is spelled', async () => {
    const { id, email } = await account();
    const { token } = await enter(`  ${email.toUpperCase()} `);
    expect(await readSession(token)).toMatchObject({ accountId: id, email, name: 'Ann Example' });
  });

  it('answers a wrong password and an unknown address with the same words', async () => {
    const { email } = await account();
    vi.mocked(verify).mockClear();
    const wrong = await enter(email, 'not-the-password').catch((error: unknown) => error);
    const unknown = await enter(`${newId()}@example.test`, 'not-the-password').catch(
      (error: unknown) => error,
    );
    expect(wrong).toMatchObject({ code: 'invalid' });
    expect(unknown).toEqual(wrong);
    // The unknown address costs a hash too.
    expect(verify).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['a megabyte', 'x'.repeat(1_000_000)],
    ['nothing', ''],
  ])('refuses %s as a password before hashing', async (_what, given) => {
    const { email } = await account();
    vi.mocked(verify).mockClear();
    await expect(enter(email, given)).rejects.toMatchObject({ code: 'invalid' });
    expect(verify).not.toHaveBeenCalled();
  });

  it('refuses NUL and lone surrogates in the address', async () => {
    await expect(enter('a\0@example.test')).rejects.toMatchObject({ code: 'invalid' });
    await expect(enter('a\ud800@example.test')).rejects.toMatchObject({ code: 'invalid' });
  });

  it('does not let an ended account in', async () => {
    const { id, email } = await account();
    const { token } = await enter(email);
    await inSystem(({ sql }) => sql(`update account set "deactivatedAt" = now() where id = $1::uuid`, [id]));
    expect(await readSession(token)).toBeNull();
    await expect(enter(email)).rejects.toMatchObject({ code: 'invalid' });
  });

  it.each([
    ['the password is changed', `"passwordHash" = 'another'`],
    ['the password is taken away', `"passwordHash" = null`],
    ['the account is ended', `"deactivatedAt" = now()`],
    ['the address is changed', `email = 'new-' || email`],
  ])('lets nobody in by the old password when %s while it is checked', async (_what, change) => {
    const { id, email } = await account();
    vi.mocked(verify).mockImplementationOnce(async () => {
      await inSystem(({ sql }) => sql(`update account set ${change} where id = $1::uuid`, [id]));
      return true;
    });
    await expect(enter(email)).rejects.toMatchObject({ code: 'invalid' });
    expect(
      await inSystem(({ sql }) => sql(`select 1 from session where "accountId" = $1::uuid`, [id])),
    ).toEqual([]);
  });

  it('refuses a second account for the same address', async () => {
    const { email } = await account();
    await expect(createAccount({ email: email.toUpperCase(), name: 'B', password })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(createAccount({ email: 'x', name: 'B', password })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('guessing', () => {
  it('lets ten tries an hour reach an account from anywhere, and a known device in all the same', async () => {
    const { email } = await account();
    const { token: known } = await enter(email);
    vi.mocked(verify).mockClear();
    const tries = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) => enter(email, 'wrong-password', `198.51.100.${i}`)),
    );
    const codes = tries.map((result) =>
      result.status === 'rejected' ? (result.reason as { code: string }).code : 'in',
    );
    expect(codes.filter((code) => code === 'invalid')).toHaveLength(10);
    expect(verify).toHaveBeenCalledTimes(10);
    expect(codes.filter((code) => code === 'limit')).toHaveLength(20);
    await expect(enter(email)).rejects.toMatchObject({ code: 'limit' });
    expect(await readSession((await enter(email, password, '198.51.100.7', known)).token)).not.toBeNull();
  });

  it('limits an unknown address exactly as a known one', async () => {
    const email = `${newId()}@example.test`;
    for (let i = 0; i < 10; i += 1)
      await expect(enter(email, 'wrong')).rejects.toMatchObject({ code: 'invalid' });
    await expect(enter(email, 'wrong')).rejects.toMatchObject({ code: 'limit' });
  });

  it('limits one address over many accounts, a /64 being one', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 110 }, (_, i) =>
        enter(`${newId()}@example.test`, 'wrong', `2001:db8:1:2::${i.toString(16)}`),
      ),
    );
    const limited = tries.filter(
      (result) => result.status === 'rejected' && (result.reason as { code: string }).code === 'limit',
    );
    expect(limited).toHaveLength(10);
  });

  it('never hashes more than four at once', async () => {
    hashing.most = 0;
    await Promise.allSettled(Array.from({ length: 60 }, () => enter(`${newId()}@example.test`, 'wrong')));
    expect(hashing.most).toBeGreaterThan(0);
    expect(hashing.most).toBeLessThanOrEqual(4);
  });

  it('refuses five hundred huge passwords at once before any is hashed', async () => {
    const { email } = await account();
    vi.mocked(verify).mockClear();
    const huge = 'x'.repeat(1_000_000);
    const ends = await Promise.allSettled(Array.from({ length: 500 }, () => enter(email, huge)));
    expect(ends.every((end) => end.status === 'rejected')).toBe(true);
    expect(verify).not.toHaveBeenCalled();
    // And they used nothing up: nobody is kept out by them.
    await expect(enter(email)).resolves.toHaveProperty('token');
  });

  it('forgets nothing when the process starts again', async () => {
    const { email } = await account();
    for (let i = 0; i < 10; i += 1) await enter(email, 'wrong').catch(() => undefined);
    // What a new process has: no memory but the database.
    const held = globalThis as unknown as Record<symbol, unknown>;
    const limiters = Object.getOwnPropertySymbols(globalThis).filter((symbol) =>
      symbol.description?.startsWith('holdfast.identity.throttle.'),
    );
    expect(limiters.length).toBeGreaterThan(0);
    for (const symbol of limiters) delete held[symbol];
    await expect(enter(email)).rejects.toMatchObject({ code: 'limit' });
  });

  it('takes a right password for nothing', async () => {
    const { email } = await account();
    for (let i = 0; i < 15; i += 1) await enter(email, password, '203.0.113.9');
    await expect(enter(email, 'wrong', '203.0.113.9')).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('sessions', () => {
  it('end at once, one or all, and say so', async () => {
    const heard: Poke[] = [];
    const stop = subscribe((poke) => heard.push(poke));
    const { id, email } = await account();
    const [a, b, c] = [await enter(email), await enter(email), await enter(email)].map(({ token }) => token);
    const first = await readSession(a ?? '');
    expect(await listSessions(id)).toHaveLength(3);
    await endSession(first?.sessionId ?? '');
    expect(await readSession(a ?? '')).toBeNull();
    expect(await readSession(b ?? '')).not.toBeNull();
    await endAllSessions({ accountId: id, method: 'password' });
    expect(await readSession(b ?? '')).toBeNull();
    expect(await readSession(c ?? '')).toBeNull();
    expect(heard).toEqual([
      { what: 'account', accountId: id },
      { what: 'account', accountId: id },
    ]);
    stop();
  });

  it.each([
    ['idle for twelve hours', `"lastSeenAt" = now() - interval '12 hours'`],
    ['thirty days old', `"expiresAt" = now()`],
  ])('are over when %s', async (_what, change) => {
    const { id, email } = await account();
    const { token } = await enter(email);
    await inSystem(({ sql }) => sql(`update session set ${change} where "accountId" = $1::uuid`, [id]));
    expect(await readSession(token)).toBeNull();
  });

  it('note that they were seen, at most once a minute', async () => {
    const { id, email } = await account();
    const { token } = await enter(email);
    const seen = async () => (await listSessions(id))[0]?.lastSeenAt;
    const start = await seen();
    await readSession(token);
    expect(await seen()).toBe(start);
    await inSystem(({ sql }) =>
      sql(`update session set "lastSeenAt" = now() - interval '2 minutes' where "accountId" = $1::uuid`, [
        id,
      ]),
    );
    await readSession(token);
    expect(await seen()).not.toBe(start);
  });
});

describe('the cookie', () => {
  let token = '';
  beforeAll(async () => {
    token = (await enter((await account()).email)).token;
  });

  it('comes back as the token, and only whole', async () => {
    const cookie = await encodeCookie(token);
    expect(cookie).not.toContain(token);
    expect(await decodeCookie(`a=b; ${sessionCookie.name}=${cookie}; c=d`)).toBe(token);
    expect(await decodeCookie(`${sessionCookie.name}=${cookie.slice(0, -2)}`)).toBeNull();
    expect(await decodeCookie(`x${sessionCookie.name}=${cookie}`)).toBeNull();
    expect(await decodeCookie(null)).toBeNull();
  });

  it('of the device opens nothing, but is remembered', async () => {
    const cookie = await encodeDeviceCookie(token);
    expect(await decodeCookie(`${sessionCookie.name}=${cookie}`)).toBeNull();
    expect(await decodeDeviceCookie(`__Host-holdfast-device=${cookie}`)).toBe(token);
  });

  it('is for this host, this site and no script', () => {
    expect(sessionCookie.name.startsWith('__Host-')).toBe(true);
    expect(sessionCookie.attributes).toMatchObject({
      secure: true,
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
    });
  });
});
