// Second steps against a real database: every code once, secrets that no dump gives away, changes that are told.
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inSystem } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { takeBackupCode } from './backup-codes';
import { takeTotp } from './factors';
import {
  beginTotp,
  confirmByTotp,
  confirmTotp,
  createAccount,
  enrolDevice,
  findPinDevice,
  issueBackupCodes,
  listFactors,
  readBackupCodes,
  readSession,
  readTotpSetup,
  removeFactor,
  secondStepByCode,
  signIn,
  type SessionView,
} from './index';
import { startSession } from './session';
import { openSecret } from './totp';

const database = await useTestDatabase();
afterAll(() => database.drop());

const password = 'correct-horse-battery-1';
const door = { device: 'Vitest', ip: null, known: null };

interface Someone {
  session: SessionView;
  email: string;
}

async function someone(): Promise<Someone> {
  const email = `${newId()}@example.test`;
  const accountId = await createAccount({ email, name: 'Ann Example', password });
  return { session: await sessionOf(accountId), email };
}

async function sessionOf(accountId: string): Promise<SessionView> {
  const token = await inSystem(({ sql }) =>
    startSession(sql, { accountId, device: 'V', method: 'password' }),
  );
  const session = await readSession(token);
  if (!session) throw new Error('no session');
  return session;
}

const codeAt = (secret: string, secondsFromNow = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + secondsFromNow * 1000 });

/** An account with an app; its first code was of the step before, so that this step's is still unused. */
async function withApp(): Promise<Someone & { secret: string; factorId: string }> {
  const who = await someone();
  const factorId = await beginTotp(who.session);
  const secret = (await readTotpSetup(who.session, factorId))?.typed.replaceAll(' ', '') ?? '';
  await confirmTotp(who.session, { factorId, code: codeAt(secret, -30), others: false });
  return { ...who, secret, factorId };
}

const take = (accountId: string, code: string): Promise<boolean> =>
  inSystem(({ sql, now }) => takeTotp(sql, accountId, code, now));

async function stepOf(email: string): Promise<string> {
  const entered = await signIn({ email, password, ...door });
  if (!('secondStep' in entered)) throw new Error('No second step was asked for');
  return entered.secondStep;
}

const messagesOf = (accountId: string): Promise<{ kind: string; address: string }[]> =>
  inSystem(({ sql }) =>
    sql(`select kind, address from account_message where "accountId" = $1::uuid order by "createdAt"`, [
      accountId,
    ]),
  );

describe('A7: codes of an app', () => {
  it('work once, and never an older one afterwards', async () => {
    const { session, secret } = await withApp();
    const code = codeAt(secret);
    expect(await take(session.accountId, code)).toBe(true);
    expect(await take(session.accountId, code)).toBe(false);
    expect(await take(session.accountId, codeAt(secret, -30))).toBe(false);
  });

  it('of twenty at once, one is taken', async () => {
    const { session, secret } = await withApp();
    const code = codeAt(secret);
    const taken = await Promise.all(Array.from({ length: 20 }, () => take(session.accountId, code)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['two steps old', -60],
    ['two steps early', 90],
  ])('%s is none', async (_what, seconds) => {
    const { session, secret } = await withApp();
    expect(await take(session.accountId, codeAt(secret, seconds))).toBe(false);
  });

  it('of somebody else are none, nor is anything that is no code', async () => {
    const [mine, theirs] = [await withApp(), await withApp()];
    for (const typed of [codeAt(theirs.secret), '', '12345', '1234567', 'abcdef', '\0', '9'.repeat(5000)]) {
      expect(await take(mine.session.accountId, typed)).toBe(false);
    }
  });

  it('a secret in another account’s row, or another factor’s, does not decrypt', async () => {
    const [mine, theirs] = [await withApp(), await withApp()];
    await inSystem(({ sql }) =>
      sql(
        `update factor f set secret = o.secret from factor o
         where f.id = any ($1::uuid[]) and o.id = any ($1::uuid[]) and o.id <> f.id`,
        [[mine.factorId, theirs.factorId]],
      ),
    );
    expect(await take(mine.session.accountId, codeAt(theirs.secret))).toBe(false);
    expect(await take(theirs.session.accountId, codeAt(mine.secret))).toBe(false);
    const rows = await inSystem(({ sql }) =>
      sql<{ id: string; secret: string }>(`select id, secret from factor where id = any ($1::uuid[])`, [
        [mine.factorId, theirs.factorId],
      ]),
    );
    for (const { id, secret } of rows) {
      const [right, wrong] = id === mine.factorId ? [theirs, mine] : [mine, theirs];
      expect(openSecret(secret, { accountId: wrong.session.accountId, factorId: id })).toBeNull();
      // The same bytes under the names they were sealed with: it is the name that stops it, not the copy.
      expect(openSecret(secret, { accountId: right.session.accountId, factorId: right.factorId })).toBe(
        right.secret,
      );
    }
  });

  it('a dump of every global table holds no secret and no code', async () => {
    const { session, secret } = await withApp();
    const codes = await issueBackupCodes(session.accountId);
    const dump = await inSystem(async ({ sql }) => {
      const parts = [];
      for (const table of [
        'account',
        'factor',
        'door_code',
        'door_pass',
        'session',
        'account_message',
        'throttle',
      ]) {
        parts.push(...(await sql<{ row: string }>(`select t::text as row from ${table} t`)));
      }
      return parts.map(({ row }) => row).join('\n');
    });
    const hex = Buffer.from(Secret.fromBase32(secret).bytes).toString('hex');
    for (const plain of [secret, hex, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) {
      expect(dump.toLowerCase()).not.toContain(plain.toLowerCase());
    }
    expect(dump).toContain(session.accountId);
  });
});

describe('setting up and removing', () => {
  it('asks for nothing before the first right code', async () => {
    const { session, email } = await someone();
    const factorId = await beginTotp(session);
    expect(await signIn({ email, password, ...door })).toHaveProperty('token');
    await expect(confirmTotp(session, { factorId, code: '000000', others: true })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await listFactors(session.accountId)).toEqual([]);
  });

  it('shows its secret to its owner only, and never again once it counts', async () => {
    const [mine, theirs] = [await someone(), await someone()];
    const factorId = await beginTotp(mine.session);
    expect(await readTotpSetup(theirs.session, factorId)).toBeNull();
    const setup = await readTotpSetup(mine.session, factorId);
    expect(setup?.address).toMatch(/^otpauth:\/\/totp\/Holdfast:/);
    const code = codeAt(setup?.typed.replaceAll(' ', '') ?? '');
    await expect(confirmTotp(theirs.session, { factorId, code, others: true })).rejects.toMatchObject({
      code: 'not-found',
    });
    await confirmTotp(mine.session, { factorId, code, others: true });
    expect(await readTotpSetup(mine.session, factorId)).toBeNull();
  });

  it('is told to the address and the number, and ends everything else when wanted', async () => {
    const { session } = await someone();
    await inSystem(({ sql }) =>
      sql(`update account set mobile = '+13125550142' where id = $1::uuid`, [session.accountId]),
    );
    const other = await sessionOf(session.accountId);
    const phone = await enrolDevice(other, { pin: '482915', name: 'Chrome on Android', before: null });
    const factorId = await beginTotp(session);
    const secret = (await readTotpSetup(session, factorId))?.typed.replaceAll(' ', '') ?? '';
    await confirmTotp(session, { factorId, code: codeAt(secret), others: true });
    const live = await inSystem(({ sql }) =>
      sql<{ id: string }>(`select id from session where "accountId" = $1::uuid and "revokedAt" is null`, [
        session.accountId,
      ]),
    );
    expect(live.map(({ id }) => id)).toEqual([session.sessionId]);
    expect(await findPinDevice(phone)).toBeNull();
    await removeFactor(session, { factorId, others: false });
    const told = await messagesOf(session.accountId);
    for (const kind of ['factor-added', 'factor-removed']) {
      expect(told.filter((each) => each.kind === kind).map(({ address }) => address)).toEqual([
        session.email,
        '+13125550142',
      ]);
    }
  });

  it('nobody removes another’s', async () => {
    const [mine, theirs] = [await withApp(), await withApp()];
    await expect(
      removeFactor(mine.session, { factorId: theirs.factorId, others: true }),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await listFactors(theirs.session.accountId)).toHaveLength(1);
  });
});

describe('the second step', () => {
  it('is asked for after the password, and lets in with a code, once', async () => {
    const { email, session, secret } = await withApp();
    const step = await stepOf(email);
    const code = codeAt(secret);
    const { token } = await secondStepByCode({ step, ...door }, code);
    expect(await readSession(token)).toMatchObject({ accountId: session.accountId, method: 'password' });
    await expect(secondStepByCode({ step, ...door }, code)).rejects.toMatchObject({ code: 'expired' });
    await expect(secondStepByCode({ step: await stepOf(email), ...door }, code)).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('is over after five tries, however many come at once', async () => {
    const { email, secret } = await withApp();
    const step = await stepOf(email);
    const tries = await Promise.allSettled(
      Array.from({ length: 9 }, () => secondStepByCode({ step, ...door }, '000000')),
    );
    const codes = tries.map((each) => (each as PromiseRejectedResult).reason as { code: string });
    expect(codes.filter(({ code }) => code === 'invalid')).toHaveLength(5);
    await expect(secondStepByCode({ step, ...door }, codeAt(secret))).rejects.toMatchObject({
      code: 'expired',
    });
  });

  it('gives whoever knows the password ten tries an hour, and the owner’s own device its own', async () => {
    const { email, session, secret } = await withApp();
    const outcomes: string[] = [];
    for (let step = 0; step < 4; step += 1) {
      const at = { step: await stepOf(email), ...door };
      for (let n = 0; n < 4; n += 1) {
        outcomes.push(
          (await secondStepByCode(at, '000000').catch((error: { code: string }) => error.code)) as string,
        );
      }
    }
    expect(outcomes.filter((code) => code === 'invalid')).toHaveLength(10);
    const token = await inSystem(({ sql }) =>
      startSession(sql, { accountId: session.accountId, device: 'V', method: 'password' }),
    );
    const at = { step: await stepOf(email), ...door, known: token };
    expect(await secondStepByCode(at, codeAt(secret))).toHaveProperty('token');
  });

  it('a code confirms a session, but never one begun with a PIN or a printed code', async () => {
    const { session, secret } = await withApp();
    await inSystem(({ sql }) =>
      sql(`update session set "freshAt" = now() - interval '16 minutes' where id = $1::uuid`, [
        session.sessionId,
      ]),
    );
    await expect(confirmByTotp({ ...session, method: 'pin' }, codeAt(secret))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(confirmByTotp({ ...session, method: 'break-glass' }, codeAt(secret))).rejects.toMatchObject({
      code: 'forbidden',
    });
    // Refused whole: the code was not used up.
    await confirmByTotp(session, codeAt(secret));
    const [row] = await inSystem(({ sql }) =>
      sql<{ fresh: boolean }>(
        `select "freshAt" > now() - interval '1 minute' as fresh from session where id = $1::uuid`,
        [session.sessionId],
      ),
    );
    expect(row?.fresh).toBe(true);
  });
});

describe('backup codes', () => {
  let who: Awaited<ReturnType<typeof withApp>>;
  beforeAll(async () => {
    who = await withApp();
  });

  it('are only for an account with a second step', async () => {
    const { session } = await someone();
    await expect(issueBackupCodes(session.accountId)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('stand in for the app, each once, typed in either case, and the account is told', async () => {
    const { email, session } = who;
    const [code = ''] = await issueBackupCodes(session.accountId);
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `;
    expect(await secondStepByCode({ step: await stepOf(email), ...door }, typed)).toHaveProperty('token');
    expect((await readBackupCodes(session.accountId)).left).toBe(9);
    expect((await messagesOf(session.accountId)).map(({ kind }) => kind)).toContain('backup-code-used');
    await expect(secondStepByCode({ step: await stepOf(email), ...door }, code)).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('of fifty at once, one wins', async () => {
    const [code = ''] = await issueBackupCodes(who.session.accountId);
    const taken = await Promise.all(
      Array.from({ length: 50 }, () =>
        inSystem(({ sql }) => takeBackupCode(sql, who.session.accountId, code)),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('a new set ends the one before; truncated, longer or somebody else’s open nothing', async () => {
    const { session } = who;
    const [old = ''] = await issueBackupCodes(session.accountId);
    const [code = ''] = await issueBackupCodes(session.accountId);
    const other = await withApp();
    const take = (accountId: string, typed: string) =>
      inSystem(({ sql }) => takeBackupCode(sql, accountId, typed));
    for (const typed of [old, code.slice(0, -1), `${code}3`, '', 'x'.repeat(100_000)]) {
      expect(await take(session.accountId, typed)).toBe(false);
    }
    expect(await take(other.session.accountId, code)).toBe(false);
    expect(await take(session.accountId, code)).toBe(true);
  });

  it('go with the last factor', async () => {
    const { session, factorId } = await withApp();
    const [code = ''] = await issueBackupCodes(session.accountId);
    await removeFactor(session, { factorId, others: false });
    expect(await inSystem(({ sql }) => takeBackupCode(sql, session.accountId, code))).toBe(false);
  });
});
