// Confirming who one is, and changing how one signs in, against a real database: who is told, and who is out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { subscribe, type Poke } from '@/lib/events';
import { openJobs } from '@/lib/jobs';
import { useTestDatabase } from '@/lib/testing';
import {
  askConfirmCode,
  askNewEmail,
  askNewMobile,
  confirmByCode,
  confirmByPassword,
  endAllSessions,
  endOtherSessions,
  endOwnSession,
  listSessions,
  passCode,
  passLink,
  proveNewAddress,
  readMobile,
  removeMobile,
  savePassword,
  signIn,
  signInByLink,
  type SessionView,
} from './index';
import { ask, bySelf, device, ip, messagesTo, password, person, rows, sessionOf, typeCode } from './support';

const database = await useTestDatabase();
beforeAll(() => openJobs());
afterAll(() => database.drop());

describe('confirming', () => {
  const stale = (session: SessionView, more = ''): Promise<unknown> =>
    rows(`update session set "freshAt" = now() - interval '16 minutes'${more} where id = $1::uuid`, [
      session.sessionId,
    ]);
  const now = async (session: SessionView): Promise<{ fresh: boolean; method: string } | undefined> =>
    (
      await rows<{ fresh: boolean; method: string }>(
        `select "freshAt" > now() - interval '15 minutes' as fresh, method from session where id = $1::uuid`,
        [session.sessionId],
      )
    )[0];

  it('by password makes this session fresh, and one begun by PIN a full one', async () => {
    const { email } = await person();
    const [mine, other] = [await bySelf(email), await bySelf(email)];
    await stale(mine, `, method = 'pin'`);
    await stale(other);
    await expect(confirmByPassword(mine, 'not-the-password')).rejects.toMatchObject({ code: 'invalid' });
    await expect(confirmByPassword(mine, 'x'.repeat(1_000_000))).rejects.toMatchObject({ code: 'invalid' });
    expect(await now(mine)).toEqual({ fresh: false, method: 'pin' });
    await confirmByPassword(mine, password);
    expect(await now(mine)).toEqual({ fresh: true, method: 'password' });
    expect(await now(other)).toEqual({ fresh: false, method: 'password' });
  });

  it('by a code works for the session that asked, and for nothing else', async () => {
    const { email } = await person();
    const [mine, other] = [await bySelf(email), await bySelf(email)];
    await stale(mine);
    await stale(other);
    const pass = await askConfirmCode(mine, 'email');
    const typed = { pass, code: passCode(pass) };
    await expect(confirmByCode(other, typed)).rejects.toMatchObject({ code: 'expired' });
    await expect(typeCode(pass)).rejects.toMatchObject({ code: 'expired' });
    await expect(signInByLink({ link: passLink(pass), device })).rejects.toMatchObject({ code: 'expired' });
    expect(await messagesTo(email)).toMatchObject([{ kind: 'sign-in-code', detail: { use: 'confirm' } }]);
    // Neither does a code for signing in confirm, nor the pass of a second step.
    const signing = await ask(email);
    await expect(confirmByCode(mine, { pass: signing, code: passCode(signing) })).rejects.toMatchObject({
      code: 'expired',
    });
    await confirmByCode(mine, typed);
    expect(await now(mine)).toMatchObject({ fresh: true });
    expect(await now(other)).toMatchObject({ fresh: false });
    await expect(confirmByCode(mine, typed)).rejects.toMatchObject({ code: 'expired' });
  });

  it('by a code is not for a PIN: it arrives on the very phone the PIN opened', async () => {
    const { id, email } = await person();
    await rows(`update account set mobile = '+13125550144' where id = $1::uuid`, [id]);
    const mine = await bySelf(email);
    const pass = await askConfirmCode(mine, 'sms');
    await stale(mine, `, method = 'pin'`);
    const byPin: SessionView = { ...mine, method: 'pin', fresh: false };
    for (const by of ['email', 'sms'] as const) {
      await expect(askConfirmCode(byPin, by)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await expect(confirmByCode(byPin, { pass, code: passCode(pass) })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await now(mine)).toEqual({ fresh: false, method: 'pin' });
  });

  it('of an account with a second step is by that step: no password and no code takes it away', async () => {
    const { email } = await person();
    const mine = await bySelf(email);
    const pass = await askConfirmCode(mine, 'email');
    await rows(
      `insert into factor (id, "accountId", kind, name, "confirmedAt")
       select $2::uuid, id, 'totp', 'App', now() from account where email = $1`,
      [email, newId()],
    );
    await stale(mine);
    for (const attempt of [
      () => confirmByPassword(mine, password),
      () => askConfirmCode(mine, 'email'),
      () => confirmByCode(mine, { pass, code: passCode(pass) }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
    expect(await now(mine)).toMatchObject({ fresh: false });
  });

  it('is not for a printed code', async () => {
    const { email } = await person();
    const session: SessionView = { ...(await bySelf(email)), method: 'break-glass' };
    await expect(confirmByPassword(session, password)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(askConfirmCode(session, 'email')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      savePassword(session, { password: 'another-good-one', endOthers: true }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('ending sessions', () => {
  it('of every other device leaves this one, and open screens hear of it', async () => {
    const { id, email } = await person();
    const [mine] = [await bySelf(email), await bySelf(email), await bySelf(email)];
    const heard: Poke[] = [];
    const stop = subscribe((poke) => heard.push(poke));
    if (mine) await endOtherSessions(mine);
    expect((await listSessions(id)).map((line) => [line.id, line.method])).toEqual([
      [mine?.sessionId, 'password'],
    ]);
    if (mine) await endOtherSessions(mine);
    stop();
    expect(heard).toEqual([{ what: 'account', accountId: id }]);
  });
});

describe('a printed code', () => {
  it('ends no session of its owner but its own, and no phone', async () => {
    const { id, email } = await person();
    const [mine, other] = [await bySelf(email), await bySelf(email)];
    await rows(
      `insert into device (id, "tokenHash", "accountId", name, "pinHash", "expiresAt")
       values (gen_random_uuid(), $2, $1::uuid, 'Phone', 'x', now() + interval '30 days')`,
      [id, newId()],
    );
    const printed: SessionView = { ...mine, method: 'break-glass' };
    for (const refused of [
      endOwnSession(printed, other.sessionId),
      endOtherSessions(printed),
      endAllSessions(printed),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await listSessions(id)).toHaveLength(2);
    const phones = `select 1 from device where "accountId" = $1::uuid and "revokedAt" is null`;
    expect(await rows(phones, [id])).toHaveLength(1);
    await endOwnSession(printed, mine.sessionId);
    expect((await listSessions(id)).map((line) => line.id)).toEqual([other.sessionId]);
  });

  it('and nobody ends another account’s session', async () => {
    const [mine, theirs] = [await bySelf((await person()).email), await bySelf((await person()).email)];
    await expect(endOwnSession(mine, theirs.sessionId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await listSessions(theirs.accountId)).toHaveLength(1);
  });
});

describe('changing how one signs in', () => {
  it('a new password ends the others when wanted, closes what was on its way, and is told', async () => {
    const { id, email } = await person();
    await rows(`update account set mobile = '+13125550143' where id = $1::uuid`, [id]);
    const [mine, other] = [await bySelf(email), await bySelf(email)];
    const pass = await ask(email);
    const heard: Poke[] = [];
    const stop = subscribe((poke) => heard.push(poke));
    await savePassword(mine, { password: 'another-good-one', endOthers: false });
    expect((await listSessions(id)).map((line) => line.id)).toContain(other.sessionId);
    await savePassword(mine, { password: 'a-third-good-one', endOthers: true });
    stop();
    expect(heard).toContainEqual({ what: 'account', accountId: id });
    expect((await listSessions(id)).map((line) => line.id)).toEqual([mine.sessionId]);
    await expect(typeCode(pass)).rejects.toMatchObject({ code: 'expired' });
    await expect(bySelf(email)).rejects.toMatchObject({ code: 'invalid' });
    await expect(signIn({ email, password: 'a-third-good-one', device, ip })).resolves.toHaveProperty(
      'token',
    );
    expect((await messagesTo(email)).map((message) => message.kind)).toEqual([
      'sign-in-code',
      'password-changed',
      'password-changed',
    ]);
    expect(await messagesTo('+13125550143')).toMatchObject([
      { kind: 'password-changed', channel: 'sms', detail: { device } },
      { kind: 'password-changed' },
    ]);
  });

  it.each([
    ['short', '1234567', /at least 8/],
    ['a megabyte', 'x'.repeat(1_000_000), /longer than 200/],
    ['everybody’s first', 'Password123', /first that anybody would try/],
    ['one letter', 'aaaaaaaaaaaa', /first that anybody would try/],
    ['the product', 'holdfast', /first that anybody would try/],
    ['unstorable', 'long-enough\0', /cannot store/],
  ])('a password that is %s is refused in words', async (_what, bad, words) => {
    const session = await bySelf((await person()).email);
    await expect(savePassword(session, { password: bad, endOthers: false })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(words) as unknown,
    });
  });

  it('the e-mail address is no password', async () => {
    const { email } = await person();
    await expect(
      savePassword(await bySelf(email), { password: email.toUpperCase(), endOthers: false }),
    ).rejects.toThrow(/your e-mail address/);
  });

  it('a new e-mail address counts once its code is typed; the old one is told, others are out', async () => {
    const { id, email } = await person();
    const [mine, other] = [await bySelf(email), await bySelf(email)];
    const fresh = `${newId()}@example.test`;
    const pass = await askNewEmail(mine, { email: fresh, ip });
    const typed = { pass, code: passCode(pass) };
    await expect(proveNewAddress(other, typed)).rejects.toMatchObject({ code: 'expired' });
    await expect(typeCode(pass)).rejects.toMatchObject({ code: 'expired' });
    const waiting = await ask(email);
    expect(await proveNewAddress(mine, typed)).toBe('email');
    await expect(proveNewAddress(mine, typed)).rejects.toMatchObject({ code: 'expired' });
    // Nothing sent to the old address lets anybody in.
    await expect(typeCode(waiting)).rejects.toMatchObject({ code: 'expired' });
    expect((await listSessions(id)).map((line) => line.id)).toEqual([mine.sessionId]);
    expect((await messagesTo(email)).map((message) => message.kind)).toEqual([
      'sign-in-code',
      'email-changed',
    ]);
    expect(await sessionOf(signIn({ email: fresh, password, device, ip }))).toMatchObject({ accountId: id });
  });

  it('an e-mail address somebody has is refused only to whoever reads it, and changes nothing', async () => {
    const [mine, theirs] = [await person(), await person()];
    const session = await bySelf(mine.email);
    const pass = await askNewEmail(session, { email: theirs.email, ip });
    await expect(proveNewAddress(session, { pass, code: passCode(pass) })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await messagesTo(mine.email)).toEqual([]);
    expect(await bySelf(mine.email)).toMatchObject({ accountId: mine.id });
  });

  it('a number signs in once it is proven, for whoever proved it last', async () => {
    const [ann, bea] = [await person(), await person()];
    const mobile = '+13125550188';
    for (const { email, id } of [ann, bea]) {
      const session = await bySelf(email);
      const pass = await askNewMobile(session, { mobile: '(312) 555-0188', ip });
      expect(await messagesTo(mobile)).toContainEqual({
        kind: 'new-mobile-code',
        channel: 'sms',
        detail: {},
      });
      expect(await proveNewAddress(session, { pass, code: passCode(pass) })).toBe('mobile');
      expect(await sessionOf(typeCode(await ask('312.555.0188')))).toMatchObject({ accountId: id });
    }
    expect(await readMobile(ann.id)).toBeNull();
    expect((await messagesTo(ann.email)).map((message) => message.kind)).toContain('mobile-changed');
    await removeMobile(await bySelf(bea.email));
    const pass = await ask(mobile);
    await expect(typeCode(pass)).rejects.toMatchObject({ code: 'invalid' });
  });
});
