// Invitations: once, for seven days, for one address; and what becomes of the account behind it.
import { afterAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql, inSystem } from '@/lib/db';
import { createAccount, decodeCookie, encodeCookie, readSession } from '@/lib/identity';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import {
  acceptInvitation,
  endMembership,
  findMember,
  inviteMember,
  joinWithNewLogin,
  readInvitation,
  readMember,
  readMembers,
  resendInvitation,
  revokeInvitation,
} from './index';
import type { Invite } from './invitations';

const database = await useTestDatabase();
afterAll(() => database.drop());

const LOGIN = { name: 'Nora New', password: 'a-password-of-hers', device: 'Safari on iPhone' };
const newcomer = (name = 'Nora New') => ({ name, jobRoles: ['ma_nurse' as const], siteId: null });
const address = () => `n-${newId().slice(0, 8)}@mail.example`;

/** The newest invitation to an address, as its link would lead to it. */
async function linkOf(practice: TestPractice, email: string) {
  const [row] = await inPracticeSql(practice, ({ sql }) =>
    sql<{ id: string; eventId: string; personId: string }>(
      `select id, "eventId", "personId" from invitation where "practiceId" = $1::uuid and email = $2
       order by "createdAt" desc limit 1`,
      [practice.practiceId, email],
    ),
  );
  if (!row) throw new Error(`No invitation to ${email}`);
  const invited = { practiceId: practice.practiceId, eventId: row.eventId, deliveryId: newId() };
  return { invitationId: row.id, personId: row.personId, invited };
}

async function invited(practice: TestPractice, email = address()) {
  await inviteMember(practice.owner, { who: newcomer(), email, right: 'staff' });
  return { email, ...(await linkOf(practice, email)) };
}

async function account(email: string) {
  const accountId = await createAccount({ email, name: 'Nora', password: 'a-password-of-hers' });
  return { accountId, email, practiceId: null };
}

const joined = (practice: TestPractice) =>
  inPracticeSql(practice, ({ sql }) =>
    sql(`select 1 from event where "practiceId" = $1::uuid and kind = 'member.joined'`, [
      practice.practiceId,
    ]),
  );

describe('an invitation', () => {
  it('makes a log-in for somebody who has none, signs them in, and proves their address', async () => {
    const practice = await testPractice();
    const { invited: link, email } = await invited(practice);
    expect(await readInvitation(link)).toMatchObject({ state: 'open', known: false, right: 'staff', email });
    const { token, slug } = await joinWithNewLogin(link, LOGIN);
    expect(slug).toBe(practice.slug);
    const session = await readSession(await decodeCookie(`__Host-holdfast=${await encodeCookie(token)}`));
    expect(session).toMatchObject({ email, name: 'Nora New' });
    expect(await findMember(practice.practiceId, session?.accountId ?? '')).toMatchObject({
      name: 'Nora New',
      right: 'staff',
      jobRoles: ['ma_nurse'],
    });
    const [proven] = await inPracticeSql(practice, ({ sql }) =>
      sql<{ proven: boolean; verified: boolean }>(
        `select a."emailProvenAt" is not null as proven, r."verifiedAt" is not null as verified from account a
         join reach r on r."practiceId" = $1::uuid and r.address = a.email where a.email = $2`,
        [practice.practiceId, email],
      ),
    );
    expect(proven).toEqual({ proven: true, verified: true });
    await expect(joinWithNewLogin(link, LOGIN)).rejects.toMatchObject({ code: 'expired' });
    expect(await readInvitation(link)).toMatchObject({ state: 'used' });
  });

  it('is for its own address: the same account joins, any other is refused, also a break-glass session', async () => {
    const practice = await testPractice();
    const { invited: link, email } = await invited(practice);
    const right = await account(email);
    const wrong = await account(address());
    await expect(acceptInvitation(wrong, link)).rejects.toMatchObject({ code: 'forbidden' });
    // What the page says of itself does not count: the account is read.
    await expect(acceptInvitation({ ...wrong, email }, link)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(acceptInvitation({ ...right, practiceId: newId() }, link)).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await joined(practice)).toHaveLength(0);
    // A known address signs in: nobody sets a second password for it.
    expect(await readInvitation(link)).toMatchObject({ known: true });
    await expect(joinWithNewLogin(link, LOGIN)).rejects.toMatchObject({ code: 'conflict' });
    expect(await acceptInvitation(right, link)).toEqual({ slug: practice.slug });
    expect(await findMember(practice.practiceId, right.accountId)).toMatchObject({ right: 'staff' });
  });

  it('is used once, however many at once', async () => {
    const practice = await testPractice();
    const { invited: link, email } = await invited(practice);
    const fresh = await invited(practice);
    const who = await account(email);
    const tries = await Promise.allSettled(Array.from({ length: 50 }, () => acceptInvitation(who, link)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const others = await Promise.allSettled(
      Array.from({ length: 50 }, () => joinWithNewLogin(fresh.invited, LOGIN)),
    );
    expect(others.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await joined(practice)).toHaveLength(2);
  }, 60_000);

  it('works for seven days and not a second longer', async () => {
    const practice = await testPractice();
    const { invited: link, invitationId } = await invited(practice);
    const [row] = await inPracticeSql(practice, ({ sql }) =>
      sql<{ days: number }>(
        `select extract(epoch from "expiresAt" - "createdAt")::int / 86400 as days from invitation where id = $1::uuid`,
        [invitationId],
      ),
    );
    expect(row?.days).toBe(7);
    await inPracticeSql(practice, ({ sql }) =>
      sql(`update invitation set "expiresAt" = now() - interval '1 second' where id = $1::uuid`, [
        invitationId,
      ]),
    );
    expect(await readInvitation(link)).toMatchObject({ state: 'over' });
    await expect(joinWithNewLogin(link, LOGIN)).rejects.toMatchObject({ code: 'expired' });
  });

  it('is dead once taken back, sent again, or its person left; the new one works', async () => {
    const practice = await testPractice();
    const first = await invited(practice);
    await resendInvitation(practice.owner, { invitationId: first.invitationId });
    await expect(joinWithNewLogin(first.invited, LOGIN)).rejects.toMatchObject({ code: 'expired' });
    const second = await linkOf(practice, first.email);
    expect(second.invited.eventId).not.toBe(first.invited.eventId);
    await revokeInvitation(practice.owner, { invitationId: second.invitationId });
    await expect(joinWithNewLogin(second.invited, LOGIN)).rejects.toMatchObject({ code: 'expired' });
    await expect(
      resendInvitation(practice.owner, { invitationId: second.invitationId }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await readMember(practice.owner, first.personId)).toMatchObject({
      state: 'ended',
      hasAccount: false,
    });
    await inviteMember(practice.owner, { who: { personId: first.personId }, email: null, right: 'lead' });
    const third = await linkOf(practice, first.email);
    await endMembership(practice.owner, { personId: first.personId, how: 'left' });
    await expect(joinWithNewLogin(third.invited, LOGIN)).rejects.toMatchObject({ code: 'expired' });
    expect(await joined(practice)).toHaveLength(0);
  });

  it('nothing is hashed and nobody is made for a dead link, and a password must be one', async () => {
    const practice = await testPractice();
    const { invited: link, email, invitationId } = await invited(practice);
    await expect(joinWithNewLogin(link, { ...LOGIN, password: 'short' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(joinWithNewLogin(link, { ...LOGIN, password: email.toUpperCase() })).rejects.toThrow(
      /your e-mail address/,
    );
    await revokeInvitation(practice.owner, { invitationId });
    await expect(joinWithNewLogin(link, LOGIN)).rejects.toMatchObject({ code: 'expired' });
    expect(await inSystem(({ sql }) => sql(`select 1 from account where email = $1`, [email]))).toHaveLength(
      0,
    );
  });

  it('throws away what somebody set up for the address without showing that it is theirs', async () => {
    const practice = await testPractice();
    const { invited: link, email } = await invited(practice);
    const { accountId } = await account(email);
    await inSystem(async ({ sql }) => {
      await sql(`update account set "emailProvenAt" = null, mobile = '+13125550100' where id = $1::uuid`, [
        accountId,
      ]);
      await sql(
        `insert into session (id, "tokenHash", "accountId", device, "expiresAt")
         values ($1::uuid, $2, $3::uuid, 'Attacker', now() + interval '30 days')`,
        [newId(), newId(), accountId],
      );
      await sql(
        `insert into factor (id, "accountId", kind, name) values ($1::uuid, $2::uuid, 'totp', 'Mine')`,
        [newId(), accountId],
      );
    });
    expect(await readInvitation(link)).toMatchObject({ known: false });
    await joinWithNewLogin(link, { ...LOGIN, password: 'the-real-owner-s' });
    const [left] = await inSystem(({ sql }) =>
      sql<{ sessions: number; factors: number; mobile: string | null }>(
        `select (select count(*)::int from session where "accountId" = a.id and "revokedAt" is null) as sessions,
           (select count(*)::int from factor where "accountId" = a.id) as factors, mobile from account a where id = $1::uuid`,
        [accountId],
      ),
    );
    expect(left).toEqual({ sessions: 1, factors: 0, mobile: null });
  });
});

describe('who is invited', () => {
  it('somebody on the list at their own address; not a member, not twice, not at somebody else’s address', async () => {
    const practice = await testPractice({ others: 1 });
    const [other] = practice.others;
    const personId = other?.personId ?? '';
    const ask = (more: object) =>
      inviteMember(practice.owner, { who: { personId }, email: null, right: 'staff', ...more } as Invite);
    await expect(ask({ email: practice.staff.email })).rejects.toMatchObject({ code: 'conflict' });
    await ask({});
    const lines = await readMembers(practice.owner);
    expect(lines.find((one) => one.personId === personId)).toMatchObject({
      state: 'invited',
      email: other?.email,
      invitation: { right: 'staff', over: false },
    });
    await expect(ask({})).rejects.toMatchObject({ code: 'conflict' });
    await expect(ask({ who: { personId: practice.staff.actor.personId } })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(ask({ who: newcomer(), email: other?.email })).rejects.toMatchObject({ code: 'conflict' });
    for (const email of ['nobody', 'a@b@c.example', 'ana@кlinik.example', '"a b"@c.example'])
      await expect(ask({ who: newcomer(), email })).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringMatching(/E-mail (is not an e-mail address|has )/) as string,
      });
    await expect(
      ask({ who: { ...newcomer(), name: ' ', jobRoles: [] }, email: address() }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/Name is empty.*Jobs needs at least one job/) as string,
    });
  });

  it('is of this practice', async () => {
    const [ours, theirs] = [await testPractice(), await testPractice({ others: 1 })];
    const { invitationId } = await invited(theirs);
    const tries = [
      () => revokeInvitation(ours.owner, { invitationId }),
      () => resendInvitation(ours.owner, { invitationId }),
      () =>
        inviteMember(ours.owner, {
          who: { personId: theirs.others[0]?.personId ?? '' },
          email: address(),
          right: 'staff',
        }),
    ];
    for (const tried of tries) await expect(tried()).rejects.toMatchObject({ code: 'not-found' });
    for (const tried of [
      () => revokeInvitation(theirs.lead, { invitationId }),
      () => readMembers(theirs.staff),
    ])
      await expect(tried()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('an address that was taken off comes back as new, on the record', async () => {
    const practice = await testPractice({ others: 1 });
    const personId = practice.others[0]?.personId ?? '';
    const email = practice.others[0]?.email ?? '';
    const find = (text: string) =>
      inPracticeSql(practice, ({ sql }) => sql(text, [practice.practiceId, personId, email]));
    await find(
      `update reach set "removedAt" = now() where "practiceId" = $1::uuid and "personId" = $2::uuid and address = $3`,
    );
    await inviteMember(practice.owner, { who: { personId }, email, right: 'staff' });
    expect(
      await find(
        `select "removedAt", "verifiedAt", "consentAt", "consentBy" from reach
         where "practiceId" = $1::uuid and "personId" = $2::uuid and address = $3`,
      ),
    ).toEqual([{ removedAt: null, verifiedAt: null, consentAt: null, consentBy: '' }]);
    expect(
      await find(
        `select 1 from event where "practiceId" = $1::uuid and kind = 'reach.added' and payload ->> 'personId' = $2::uuid::text
           and $3 <> ''`,
      ),
    ).toHaveLength(1);
  });

  it('nobody’s mailbox is filled: five a person and day', async () => {
    const practice = await testPractice();
    const { email } = await invited(practice);
    const again = async () =>
      resendInvitation(practice.owner, { invitationId: (await linkOf(practice, email)).invitationId });
    for (let n = 0; n < 4; n += 1) await again();
    await expect(again()).rejects.toMatchObject({ code: 'limit' });
  });

  it('somebody who comes back under another entry keeps one log-in', async () => {
    const practice = await testPractice();
    const email = practice.staff.email;
    await endMembership(practice.owner, { personId: practice.staff.actor.personId, how: 'left' });
    await inviteMember(practice.owner, { who: newcomer('Stella again'), email, right: 'lead' });
    const { invited: link } = await linkOf(practice, email);
    const { accountId } = practice.staff.actor;
    await acceptInvitation({ accountId, email, practiceId: null }, link);
    expect(await findMember(practice.practiceId, accountId)).toMatchObject({
      name: 'Stella again',
      right: 'lead',
    });
  });
});
