// Printed break-glass codes: once, for their own door and practice, while their owner is one; and never quietly.
import { afterAll, describe, expect, it } from 'vitest';
import { inPracticeSql, inSystem } from '@/lib/db';
import {
  beginTotp,
  confirmTotp,
  issueBackupCodes,
  readSession,
  readTotpSetup,
  secondStepByCode,
  signIn,
} from '@/lib/identity';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { useTestDatabase } from '@/lib/testing';
import { Secret, TOTP } from 'otpauth';
import { issueBreakGlass, openWithBreakGlass, readBreakGlass, revokeBreakGlass } from './break-glass';
import { findMemberCtx, listPracticesOf } from './members';

const database = await useTestDatabase();
afterAll(() => database.drop());

const from = { device: 'Chrome on Android', ip: null };
const open = (code: string, ip: string | null = null) => openWithBreakGlass(code, { ...from, ip });

const eventsOf = (practice: TestPractice): Promise<{ kind: string; personId: string; payload: unknown }[]> =>
  inPracticeSql(practice, ({ sql }) =>
    sql(
      `select kind, "personId", payload from event
       where "practiceId" = $1::uuid and "chainId" = $1::uuid and kind like 'break-glass.%' order by seq`,
      [practice.practiceId],
    ),
  );

describe('A12: a break-glass code', () => {
  it('opens its practice for twelve hours, as a lead, in the record, and every owner is told', async () => {
    const practice = await testPractice();
    const codes = await issueBreakGlass(practice.owner);
    expect(codes).toHaveLength(8);
    expect(new Set(codes).size).toBe(8);
    for (const code of codes)
      expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{4}(-[34679ACDEFGHJKMNPQRTWXY]{4}){3}$/);
    const { token, slug } = await open(codes[0] ?? '');
    expect(slug).toBe(practice.slug);
    const session = await readSession(token);
    expect(session).toMatchObject({ method: 'break-glass', practiceId: practice.practiceId, fresh: false });
    const ctx = session && (await findMemberCtx(practice.practiceId, session));
    expect(ctx?.actor).toMatchObject({
      right: 'lead',
      personId: practice.owner.actor.personId,
      breakGlass: true,
    });
    const [row] = await inSystem(({ sql }) =>
      sql<{ hours: number }>(
        `select extract(epoch from "expiresAt" - "createdAt") / 3600 as hours from session where id = $1::uuid`,
        [session?.sessionId],
      ),
    );
    expect(Number(row?.hours)).toBeCloseTo(12, 3);
    expect(await eventsOf(practice)).toMatchObject([
      { kind: 'break-glass.issued', payload: { count: 8, revoked: 0 } },
      { kind: 'break-glass.used', personId: practice.owner.actor.personId, payload: { device: from.device } },
    ]);
    const told = await inSystem(({ sql }) =>
      sql<{ address: string; state: string }>(
        `select address, state from account_message where kind = 'break-glass-used' and "accountId" = $1::uuid`,
        [practice.owner.actor.accountId],
      ),
    );
    expect(told).toEqual([{ address: practice.owner.email, state: 'waiting' }]);
  });

  it('opens that one practice only', async () => {
    const practice = await testPractice();
    const other = await testPractice();
    const [code = ''] = await issueBreakGlass(practice.owner);
    const session = await readSession((await open(code)).token);
    if (!session) throw new Error('no session');
    await inSystem(({ sql }) =>
      sql(`insert into membership ("accountId", "practiceId") values ($1::uuid, $2::uuid)`, [
        practice.owner.actor.accountId,
        other.practiceId,
      ]),
    );
    await inPracticeSql(other, ({ sql }) =>
      sql(`update person set "accountId" = $2::uuid where "practiceId" = $1::uuid and id = $3::uuid`, [
        other.practiceId,
        practice.owner.actor.accountId,
        other.owner.actor.personId,
      ]),
    );
    expect(await findMemberCtx(other.practiceId, { ...session, practiceId: null })).not.toBeNull();
    expect(await findMemberCtx(other.practiceId, session)).toBeNull();
    expect(await listPracticesOf(session.accountId, session.practiceId)).toHaveLength(1);
  });

  it('of fifty at once, one wins; and once used it opens nothing', async () => {
    const practice = await testPractice();
    const [code = ''] = await issueBreakGlass(practice.owner);
    const tries = await Promise.allSettled(Array.from({ length: 50 }, () => open(code)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(open(code)).rejects.toMatchObject({ code: 'invalid' });
    expect(await eventsOf(practice)).toHaveLength(2);
  });

  it('is read in either case and grouping; truncated, longer, mistyped or reissued it opens nothing', async () => {
    const practice = await testPractice();
    const [old = ''] = await issueBreakGlass(practice.owner);
    const [code = ''] = await issueBreakGlass(practice.owner);
    const mistyped = (code.startsWith('3') ? '4' : '3') + code.slice(1);
    for (const typed of [old, code.slice(0, -1), `${code}3`, mistyped, '', '\0', 'x'.repeat(100_000)]) {
      await expect(open(typed)).rejects.toMatchObject({ code: 'invalid' });
    }
    expect(await open(` ${code.toLowerCase().replaceAll('-', '')} `)).toHaveProperty('token');
    await revokeBreakGlass(practice.owner);
    await expect(revokeBreakGlass(practice.owner)).rejects.toMatchObject({ code: 'conflict' });
    expect((await eventsOf(practice)).map(({ kind }) => kind)).toEqual([
      'break-glass.issued',
      'break-glass.issued',
      'break-glass.used',
      'break-glass.revoked',
    ]);
  });

  it.each([
    [
      'is no owner any more',
      `update person set "right" = 'manager' where "practiceId" = $1::uuid and id = $2::uuid`,
    ],
    [
      'was deactivated',
      `update person set "deactivatedAt" = now() where "practiceId" = $1::uuid and id = $2::uuid`,
    ],
  ])('opens nothing when its owner %s, and is not used up by trying', async (_what, change) => {
    const practice = await testPractice();
    const [code = ''] = await issueBreakGlass(practice.owner);
    await inPracticeSql(practice, ({ sql }) =>
      sql(change, [practice.practiceId, practice.owner.actor.personId]),
    );
    await expect(open(code)).rejects.toMatchObject({ code: 'invalid' });
    expect(await eventsOf(practice)).toHaveLength(1);
  });

  it('a code of one door opens no other', async () => {
    const practice = await testPractice();
    const { accountId } = practice.owner.actor;
    const { email, password } = practice.owner;
    const entered = await signIn({ email, password, device: 'V', ip: null });
    const session = await readSession('token' in entered ? entered.token : null);
    if (!session) throw new Error('no session');
    const factorId = await beginTotp(session);
    const secret = (await readTotpSetup(session, factorId))?.typed.replaceAll(' ', '') ?? '';
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    await confirmTotp(session, { factorId, code, others: false });
    const [backup = ''] = await issueBackupCodes(accountId);
    const [breakGlass = ''] = await issueBreakGlass(practice.owner);
    await expect(open(backup)).rejects.toMatchObject({ code: 'invalid' });
    const again = await signIn({ email, password, device: 'V', ip: null });
    const at = { step: 'secondStep' in again ? again.secondStep : '', device: 'V', ip: null, known: null };
    await expect(secondStepByCode(at, breakGlass)).rejects.toMatchObject({ code: 'invalid' });
    // Even put into the other's row by hand.
    await inSystem(({ sql }) =>
      sql(
        `update door_code set kind = 'break-glass', "practiceId" = $2::uuid where "accountId" = $1::uuid and kind = 'backup'`,
        [accountId, practice.practiceId],
      ),
    );
    await expect(open(backup)).rejects.toMatchObject({ code: 'invalid' });
    expect(await open(breakGlass)).toHaveProperty('token');
  });

  it('is guessed twenty times an hour from one place, a /64 being one, and the right one costs nothing', async () => {
    const practice = await testPractice();
    const codes = await issueBreakGlass(practice.owner);
    expect(await open(codes[0] ?? '', '2001:db8:9:9::1')).toHaveProperty('token');
    const outcomes = [];
    for (let n = 0; n < 25; n += 1) {
      outcomes.push(
        await open('3333-3333-3333-3333', `2001:db8:9:9::${n.toString(16)}`).catch(
          (error: { code: string }) => error.code,
        ),
      );
    }
    expect(outcomes.filter((code) => code === 'invalid')).toHaveLength(20);
    expect(outcomes.filter((code) => code === 'limit')).toHaveLength(5);
    // Whoever guesses there keeps no owner out, not even one behind the same address.
    expect(await open(codes[1] ?? '', '2001:db8:9:9::1')).toHaveProperty('token');
  });

  it('is for owners to print, and for owners to see', async () => {
    const practice = await testPractice();
    await issueBreakGlass(practice.owner);
    for (const member of [practice.lead, practice.staff]) {
      await expect(issueBreakGlass(member)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(revokeBreakGlass(member)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(readBreakGlass(member)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const { owners, uses } = await readBreakGlass(practice.owner);
    expect(owners).toMatchObject([{ name: 'Olive Owner', mine: true, left: 8 }]);
    expect(uses).toEqual([]);
  });
});
