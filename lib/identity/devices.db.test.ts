// Phones that open with a PIN: five wrong ones in all, and ended means ended.
import { afterAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inSystem } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import {
  createAccount,
  endDevice,
  enrolDevice,
  findPinDevice,
  forgetDevice,
  listDevices,
  openWithPin,
  readSession,
  renewDevice,
  type SessionView,
} from './index';
import { startSession } from './session';
import type { SignInMethod } from './schema';

const database = await useTestDatabase();
afterAll(() => database.drop());

const PIN = '482915';
const WRONG = '482916';
const NAME = 'Chrome on Android';

async function begin(accountId: string, method: SignInMethod = 'password'): Promise<[string, SessionView]> {
  const token = await inSystem(({ sql }) => startSession(sql, { accountId, device: NAME, method }));
  const session = await readSession(token);
  if (!session) throw new Error('no session');
  return [token, session];
}

async function enrolled(): Promise<{ accountId: string; session: SessionView; phone: string }> {
  const email = `${newId()}@example.test`;
  const accountId = await createAccount({ email, name: 'Ann Example', password: 'correct-horse-battery-1' });
  const [, session] = await begin(accountId);
  return { accountId, session, phone: await enrolDevice(session, { pin: PIN, name: NAME, before: null }) };
}

const open = (token: string | null, pin = PIN) => openWithPin({ token, pin }, NAME);

describe('a PIN', () => {
  it('opens its phone, and is never enough for what is sensitive', async () => {
    const { accountId, phone } = await enrolled();
    expect(await findPinDevice(phone)).toEqual({ accountId, name: 'Ann Example', locked: false });
    const { token } = await open(phone);
    expect(await readSession(token)).toMatchObject({ accountId, method: 'pin', fresh: false });
  });

  it('opens nothing without its phone, and no other phone', async () => {
    const [mine, theirs] = [await enrolled(), await enrolled()];
    await inSystem(({ sql }) =>
      sql(
        `update device set "pinHash" = (select "pinHash" from device where "accountId" = $1::uuid) where "accountId" = $2::uuid`,
        [mine.accountId, theirs.accountId],
      ),
    );
    // A hash in another phone's row is for no PIN at all.
    await expect(open(theirs.phone)).rejects.toMatchObject({ code: 'invalid' });
    await expect(open(null)).rejects.toMatchObject({ code: 'expired' });
    await expect(open('A'.repeat(43))).rejects.toMatchObject({ code: 'expired' });
    // A session's token is no phone's.
    const [token] = await begin(mine.accountId);
    await expect(open(token)).rejects.toMatchObject({ code: 'expired' });
  });

  it('may be wrong five times in a row, counted where a restart does not reach', async () => {
    const { phone, accountId } = await enrolled();
    for (let n = 0; n < 4; n += 1)
      await expect(open(phone, WRONG)).rejects.toMatchObject({ code: 'invalid' });
    // Right in between begins the count anew.
    await open(phone);
    for (let n = 0; n < 4; n += 1)
      await expect(open(phone, WRONG)).rejects.toMatchObject({ code: 'invalid' });
    await expect(open(phone, WRONG)).rejects.toMatchObject({ code: 'expired' });
    await expect(open(phone)).rejects.toMatchObject({
      code: 'expired',
      message: expect.stringContaining('Too many'),
    });
    expect(await findPinDevice(phone)).toMatchObject({ locked: true });
    // A PIN session does not unlock; a full sign-in on that phone does.
    const [byPin] = await begin(accountId, 'pin');
    expect(await renewDevice(phone, byPin)).toBe(false);
    const [full] = await begin(accountId);
    expect(await renewDevice(phone, full)).toBe(true);
    expect(await open(phone)).toHaveProperty('token');
  });

  it('of forty guesses at once, five are looked at', async () => {
    const { phone } = await enrolled();
    const tries = await Promise.allSettled(Array.from({ length: 40 }, () => open(phone, WRONG)));
    const said = tries.map((each) => (each as PromiseRejectedResult).reason as Error);
    expect(said.filter(({ message }) => message.endsWith('left.'))).toHaveLength(4);
    const [row] = await inSystem(({ sql }) =>
      sql<{ wrongPins: number }>(
        `select "wrongPins" from device where "revokedAt" is null order by "createdAt" desc limit 1`,
      ),
    );
    expect(row?.wrongPins).toBe(5);
    await expect(open(phone)).rejects.toMatchObject({ code: 'expired' });
  });

  it('is no try when it is not six digits', async () => {
    const { phone } = await enrolled();
    for (const typed of ['', '12345', 'abcdef', '١٢٣٤٥٦', '9'.repeat(1_000_000)]) {
      await expect(open(phone, typed)).rejects.toMatchObject({ code: 'invalid' });
    }
    expect(await open(phone)).toHaveProperty('token');
  });

  it('that is easily guessed is refused', async () => {
    const { session } = await enrolled();
    await expect(enrolDevice(session, { pin: '123456', name: NAME, before: null })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('cannot be set by somebody who came in with a printed code', async () => {
    const { accountId } = await enrolled();
    const [, session] = await begin(accountId, 'break-glass');
    await expect(enrolDevice(session, { pin: PIN, name: NAME, before: null })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('a phone', () => {
  it('is announced, and not in the words of its PIN or token', async () => {
    const { accountId, phone } = await enrolled();
    const [told] = await inSystem(({ sql }) =>
      sql<{ kind: string; row: string }>(
        `select kind, m::text as row from account_message m where "accountId" = $1::uuid`,
        [accountId],
      ),
    );
    expect(told).toMatchObject({ kind: 'device-enrolled' });
    const dump = await inSystem(({ sql }) =>
      sql<{ row: string }>(
        `select d::text as row from device d union all select m::text from account_message m`,
      ),
    );
    expect(dump.map(({ row }) => row).join()).not.toContain(phone);
    expect(dump.map(({ row }) => row).join()).not.toContain(PIN);
  });

  it('that is ended opens nothing, and what was begun on it is over; other phones are not', async () => {
    const { accountId, session, phone } = await enrolled();
    const { token } = await open(phone);
    const [elsewhere] = await begin(accountId);
    const [device] = await listDevices(session);
    expect(device).toMatchObject({ here: true, locked: false, name: NAME });
    const stranger = await enrolled();
    await expect(endDevice(stranger.session, device?.id ?? '')).rejects.toMatchObject({
      code: 'not-found',
    });
    await endDevice(session, device?.id ?? '');
    expect(await readSession(token)).toBeNull();
    const live = await inSystem(({ sql }) =>
      sql(`select 1 from session where id = $1::uuid and "revokedAt" is null`, [session.sessionId]),
    );
    expect(live).toHaveLength(0);
    expect(await readSession(elsewhere)).not.toBeNull();
    await expect(open(phone)).rejects.toMatchObject({ code: 'expired' });
    expect(await findPinDevice(phone)).toBeNull();
    expect(await listDevices(session)).toEqual([]);
  });

  it.each([
    ['after thirty days', `update device set "expiresAt" = now() where "accountId" = $1::uuid`],
    ['of an ended account', `update account set "deactivatedAt" = now() where id = $1::uuid`],
  ])('%s opens nothing', async (_what, change) => {
    const { accountId, phone } = await enrolled();
    await inSystem(({ sql }) => sql(change, [accountId]));
    await expect(open(phone)).rejects.toMatchObject({ code: 'expired' });
    expect(await findPinDevice(phone)).toBeNull();
  });

  it('opens for the last who enrolled it, and is renewed by nobody else', async () => {
    const [mine, theirs] = [await enrolled(), await enrolled()];
    const [token] = await begin(theirs.accountId);
    expect(await renewDevice(mine.phone, token)).toBe(false);
    const again = await enrolDevice(theirs.session, { pin: PIN, name: NAME, before: mine.phone });
    expect(await findPinDevice(mine.phone)).toBeNull();
    expect(await findPinDevice(again)).toMatchObject({ accountId: theirs.accountId });
    await forgetDevice(again);
    expect(await findPinDevice(again)).toBeNull();
  });
});
