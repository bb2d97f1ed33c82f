// Members: who may change whom, that an owner always stays, and that a change holds at once.
import { afterAll, describe, expect, it } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { subscribe, type Poke } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestMember, type TestPractice } from '@/lib/testing/practice';
import {
  addSite,
  bringBackMember,
  changeJobs,
  changePart,
  changeRight,
  endMembership,
  findMember,
  inviteMember,
  leavePractice,
  readMember,
  readMembers,
} from './index';
import { site } from './support';

const database = await useTestDatabase();
afterAll(() => database.drop());

const idOf = ({ actor }: TestMember) => actor.personId;
const now = (who: TestMember) => findMember(who.practiceId, who.actor.accountId);

async function promote(
  practice: TestPractice,
  who: TestMember,
  right: 'owner' | 'manager',
): Promise<TestMember> {
  await changeRight(practice.owner, { personId: idOf(who), right });
  return { ...who, actor: { ...who.actor, right } };
}

async function events(practice: TestPractice): Promise<string[]> {
  const rows = await inPracticeSql(practice, ({ sql }) =>
    sql<{ kind: string }>(
      `select kind from event where "practiceId" = $1::uuid and "chainId" = $1::uuid and kind like 'member.%' order by seq`,
      [practice.practiceId],
    ),
  );
  return rows.map(({ kind }) => kind);
}

describe('rights', () => {
  it('holds from the next look on, is recorded, and tells every device of that account', async () => {
    const practice = await testPractice();
    const told: Poke[] = [];
    const stop = subscribe((poke) => told.push(poke));
    await changeRight(practice.owner, { personId: idOf(practice.staff), right: 'lead' });
    expect((await now(practice.staff))?.right).toBe('lead');
    await changeJobs(practice.owner, {
      personId: idOf(practice.staff),
      jobRoles: ['billing', 'billing', 'front_desk'],
      siteId: null,
    });
    expect((await now(practice.staff))?.jobRoles).toEqual(['billing', 'front_desk']);
    stop();
    expect(await events(practice)).toEqual(['member.right-changed', 'member.jobs-changed']);
    expect(told).toContainEqual({ what: 'account', accountId: practice.staff.actor.accountId });
  });

  it('nobody gives more than they have, and nobody changes somebody above them', async () => {
    const practice = await testPractice();
    const manager = await promote(practice, practice.lead, 'manager');
    const personId = idOf(practice.staff);
    await expect(changeRight(manager, { personId, right: 'owner' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const owner = idOf(practice.owner);
    const onOwner = [
      () => changeRight(manager, { personId: owner, right: 'staff' }),
      () => changeJobs(manager, { personId: owner, jobRoles: ['billing'], siteId: null }),
      () =>
        changePart(manager, { personId: owner, siteId: practice.siteId, right: null, jobRoles: ['billing'] }),
      () => endMembership(manager, { personId: owner, how: 'left' }),
    ];
    for (const tried of onOwner) await expect(tried()).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      inviteMember(manager, {
        who: { name: 'New', jobRoles: ['billing'], siteId: null },
        email: 'new@x.example',
        right: 'owner',
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    for (const who of [
      practice.staff,
      { ...practice.lead, actor: { ...practice.lead.actor, right: 'lead' as const } },
    ])
      await expect(changeRight(who, { personId, right: 'lead' })).rejects.toMatchObject({
        code: 'forbidden',
      });
    expect((await now(practice.owner))?.right).toBe('owner');
    await changeRight(manager, { personId, right: 'manager' });
    expect((await now(practice.staff))?.right).toBe('manager');
  });

  it('is for people of this practice: another one’s are not found', async () => {
    const [ours, theirs] = [await testPractice(), await testPractice()];
    const personId = idOf(theirs.staff);
    const tries = [
      () => changeRight(ours.owner, { personId, right: 'lead' }),
      () => changeJobs(ours.owner, { personId, jobRoles: ['billing'], siteId: null }),
      () => changePart(ours.owner, { personId, siteId: ours.siteId, right: 'lead', jobRoles: [] }),
      () =>
        changePart(ours.owner, {
          personId: idOf(ours.staff),
          siteId: theirs.siteId,
          right: 'lead',
          jobRoles: [],
        }),
      () => endMembership(ours.owner, { personId, how: 'access' }),
      () => bringBackMember(ours.owner, { personId, right: null }),
      () => readMember(ours.owner, personId),
    ];
    for (const tried of tries) await expect(tried()).rejects.toMatchObject({ code: 'not-found' });
    expect((await now(theirs.staff))?.right).toBe('staff');
  });

  it('somebody without a log-in is invited, not given a right', async () => {
    const practice = await testPractice({ others: 1 });
    const personId = practice.others[0]?.personId ?? '';
    await expect(changeRight(practice.owner, { personId, right: 'lead' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Invite them first') as string,
    });
  });
});

describe('what somebody is at one site', () => {
  it('is set, changed and taken away, and counts at once', async () => {
    const practice = await testPractice();
    const personId = idOf(practice.staff);
    const annex = await addSite(practice.owner, site());
    await changePart(practice.owner, { personId, siteId: annex, right: 'lead', jobRoles: ['incident_lead'] });
    expect((await now(practice.staff))?.parts).toEqual([
      { siteId: annex, right: 'lead', jobRoles: ['incident_lead'] },
    ]);
    await changePart(practice.owner, { personId, siteId: annex, right: null, jobRoles: ['billing'] });
    expect((await now(practice.staff))?.parts).toEqual([
      { siteId: annex, right: null, jobRoles: ['billing'] },
    ]);
    await changePart(practice.owner, { personId, siteId: annex, right: null, jobRoles: [] });
    expect((await now(practice.staff))?.parts).toEqual([]);
  });
});

describe('the last owner', () => {
  it('cannot be lowered, removed, or leave', async () => {
    const practice = await testPractice();
    const personId = idOf(practice.owner);
    const tries = [
      () => changeRight(practice.owner, { personId, right: 'manager' }),
      () => endMembership(practice.owner, { personId, how: 'access' }),
      () => endMembership(practice.owner, { personId, how: 'left' }),
      () => leavePractice(practice.owner),
    ];
    for (const tried of tries) await expect(tried()).rejects.toMatchObject({ code: 'conflict' });
    expect((await now(practice.owner))?.right).toBe('owner');
  });

  it('of two owners who remove each other at once one stays, every time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const practice = await testPractice();
      const second = await promote(practice, practice.lead, 'owner');
      await Promise.allSettled([
        leavePractice(practice.owner),
        endMembership(practice.owner, { personId: idOf(second), how: 'left' }),
        changeRight(second, { personId: idOf(practice.owner), right: 'staff' }),
        leavePractice(second),
      ]);
      const owners = [await now(practice.owner), await now(second)].filter((who) => who?.right === 'owner');
      expect(owners).toHaveLength(1);
    }
  });
});

describe('ending a membership', () => {
  it('takes the right away at once and keeps what they did; they come back with or without access', async () => {
    const practice = await testPractice();
    const personId = idOf(practice.staff);
    await endMembership(practice.owner, { personId, how: 'access' });
    expect(await now(practice.staff)).toBeNull();
    expect(await readMember(practice.owner, personId)).toMatchObject({ state: 'ended', right: null });
    await changeRight(practice.owner, { personId, right: 'lead' });
    expect((await now(practice.staff))?.right).toBe('lead');

    await endMembership(practice.owner, { personId, how: 'left' });
    expect(await now(practice.staff)).toBeNull();
    expect((await readMembers(practice.owner)).find((one) => one.personId === personId)?.state).toBe('left');
    await expect(changeRight(practice.owner, { personId, right: 'lead' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await bringBackMember(practice.owner, { personId, right: null });
    expect(await now(practice.staff)).toBeNull();
    await changeRight(practice.owner, { personId, right: 'staff' });
    expect((await now(practice.staff))?.right).toBe('staff');
    const rows = await inPracticeSql(practice, ({ sql }) =>
      sql(`select 1 from tree_member where "practiceId" = $1::uuid and "personId" = $2::uuid`, [
        practice.practiceId,
        personId,
      ]),
    );
    expect(rows).toHaveLength(1);
    expect(await events(practice)).toEqual([
      'member.access-ended',
      'member.right-changed',
      'member.left',
      'member.brought-back',
      'member.right-changed',
    ]);
  });

  it('ends what was special at a site too: it does not come back with them', async () => {
    const practice = await testPractice();
    const personId = idOf(practice.staff);
    await changePart(practice.owner, { personId, siteId: practice.siteId, right: 'lead', jobRoles: [] });
    await endMembership(practice.owner, { personId, how: 'access' });
    await changeRight(practice.owner, { personId, right: 'staff' });
    expect((await now(practice.staff))?.parts).toEqual([]);
  });

  it('a lower right is lower at every site, and what their account is called later is theirs', async () => {
    const practice = await testPractice();
    const personId = idOf(practice.staff);
    await promote(practice, practice.staff, 'manager');
    await changePart(practice.owner, { personId, siteId: practice.siteId, right: 'lead', jobRoles: [] });
    await changeRight(practice.owner, { personId, right: 'staff' });
    expect(await now(practice.staff)).toMatchObject({ right: 'staff', parts: [] });
    await endMembership(practice.owner, { personId, how: 'left' });
    await inPracticeSql(practice, ({ sql }) =>
      sql(`update account set email = 'private@later.example' where id = $1::uuid`, [
        practice.staff.actor.accountId,
      ]),
    );
    const line = (await readMembers(practice.owner)).find((one) => one.personId === personId);
    expect(line).toMatchObject({ state: 'left', lastSeenAt: null });
    expect(JSON.stringify(line)).not.toContain('private@later.example');
  });

  it('a member leaves by themself', async () => {
    const practice = await testPractice();
    await leavePractice(practice.staff);
    expect(await now(practice.staff)).toBeNull();
  });

  it('ends the invitations they sent, and lowering ends those above the new right', async () => {
    const practice = await testPractice();
    const manager = await promote(practice, practice.lead, 'manager');
    const invite = (email: string, right: 'manager' | 'staff') =>
      inviteMember(manager, { who: { name: email, jobRoles: ['billing'], siteId: null }, email, right });
    await invite('a@x.example', 'manager');
    await invite('b@x.example', 'staff');
    const open = async () => (await readMembers(practice.owner)).filter(({ state }) => state === 'invited');
    expect(await open()).toHaveLength(2);
    await changeRight(practice.owner, { personId: idOf(manager), right: 'lead' });
    // A manager who is a lead now invites nobody any more.
    expect(await open()).toHaveLength(0);
    await changeRight(practice.owner, { personId: idOf(manager), right: 'owner' });
    const again = { ...manager, actor: { ...manager.actor, right: 'owner' as const } };
    for (const right of ['owner', 'staff'] as const)
      await inviteMember(again, {
        who: { name: right, jobRoles: ['billing'], siteId: null },
        email: `${right}@y.example`,
        right,
      });
    await changeRight(practice.owner, { personId: idOf(manager), right: 'manager' });
    expect((await open()).map(({ email }) => email)).toEqual(['staff@y.example']);
    await endMembership(practice.owner, { personId: idOf(manager), how: 'access' });
    expect(await open()).toHaveLength(0);
  });
});

it('an owner whose account is closed does not count as one', async () => {
  const practice = await testPractice();
  const second = await promote(practice, practice.lead, 'owner');
  await inPracticeSql(practice, ({ sql }) =>
    sql(`update account set "deactivatedAt" = now() where id = $1::uuid`, [second.actor.accountId]),
  );
  await expect(leavePractice(practice.owner)).rejects.toMatchObject({ code: 'conflict' });
});
