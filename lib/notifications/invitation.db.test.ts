// The invitation's e-mail: to its own address only, with a link that leads to its page and changes nothing.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { inviteMember, revokeInvitation } from '@/lib/practices';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { dispatchBoth, startTelling, type Telling } from '@/lib/testing/telling';
import { findLinked, planEvent } from './index';
import { invitationMail } from './notices/invitation';

const database = await useTestDatabase();
let telling: Telling;
beforeAll(async () => {
  telling = await startTelling();
});
afterAll(async () => {
  await telling.stop();
  await database.drop();
});

const newest = (practice: TestPractice) =>
  inPracticeSql(practice, ({ sql }) =>
    sql<{ id: string; eventId: string }>(
      `select id, "eventId" from invitation where "practiceId" = $1::uuid order by "createdAt" desc limit 1`,
      [practice.practiceId],
    ),
  ).then(([row]) => {
    if (!row) throw new Error('No invitation');
    return row;
  });

it('goes to the invited address only, and its link leads to its page without using anything up', async () => {
  const practice = await testPractice({ others: 1, name: 'Harbor http://evil.example Clinic' });
  const [other] = practice.others;
  const email = `second-${practice.slug}@mail.example`;
  await inviteMember(practice.owner, { who: { personId: other?.personId ?? '' }, email, right: 'lead' });
  const { eventId } = await newest(practice);
  await planEvent(practice.practiceId, eventId);
  await planEvent(practice.practiceId, eventId);
  await dispatchBoth(practice.practiceId);
  const sent = telling.providers.captured().filter(({ text }) => text.includes('/r/'));
  expect(sent.map(({ to }) => to)).toEqual([email]);
  const [mail] = sent;
  expect(mail?.text).toContain('Olive Owner invites you to join Harbor http evil. example Clinic');
  expect(mail?.text).not.toContain('http://evil');
  const token = /\/r\/([0-9A-Za-z]{16})/.exec(mail?.text ?? '')?.[1] ?? '';
  for (let n = 0; n < 3; n += 1) {
    const seen = await fetch(`${telling.url}/r/${token}`, { redirect: 'manual' });
    expect([seen.status, seen.headers.get('location')]).toEqual([303, `/invitation/${token}`]);
  }
  expect(await findLinked(token)).toMatchObject({
    kind: 'invitation',
    eventId,
    practiceId: practice.practiceId,
  });
  // No usable link is kept.
  const rows = await inPracticeSql(practice, ({ sql }) =>
    sql<{ body: string; html: string }>(`select body, html from delivery where "practiceId" = $1::uuid`, [
      practice.practiceId,
    ]),
  );
  expect(JSON.stringify(rows)).not.toContain(token);
});

it('says nothing when it was taken back before its turn', async () => {
  const practice = await testPractice();
  const email = `late-${practice.slug}@mail.example`;
  await inviteMember(practice.owner, {
    who: { name: 'Late', jobRoles: ['billing'], siteId: null },
    email,
    right: 'staff',
  });
  const { id, eventId } = await newest(practice);
  await revokeInvitation(practice.owner, { invitationId: id });
  await planEvent(practice.practiceId, eventId);
  await dispatchBoth(practice.practiceId);
  expect(telling.providers.captured(email)).toEqual([]);
});

it('says until when, with the zone, in both languages', () => {
  const facts = {
    right: 'lead' as const,
    invitedBy: 'Olive Owner',
    expiresAt: new Date('2026-12-05T14:05:00Z'),
    zone: 'America/Chicago',
    practiceName: 'Harbor',
  };
  expect(invitationMail({ ...facts, language: 'en' }).lines).toContain(
    'The button works once, until Dec 5, 2026, 8:05 AM CST.',
  );
  expect(invitationMail({ ...facts, language: 'es' }).lines.join(' ')).toMatch(
    /hasta el 5 dic 2026.*8:05.*CST/,
  );
});
