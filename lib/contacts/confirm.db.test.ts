// The quarterly question whether one's numbers are right, and its page without a log-in, against a real database.
import { afterAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import { carryOutNotice, startTelling } from '@/lib/testing/telling';
import {
  askDue,
  askEverybody,
  askPerson,
  bringBackPerson,
  confirmPerson,
  personLeft,
  readPerson,
  removeWay,
} from '.';
import { testPeople } from './support';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;
providers.callbacks('off');
const { add, newestEvent, number, practice, sql, wayOf } = await testPeople();

afterAll(async () => {
  await telling.stop();
  await database.drop();
});

const announce = (eventId: string) => carryOutNotice(practice.practiceId, eventId);

describe('the quarterly question', () => {
  const DAY = 86_400_000;
  const noon = (days: number) => {
    const at = new Date(Date.now() + days * DAY);
    at.setUTCHours(18, 0, 0, 0);
    return at;
  };

  it('asks everybody once a quarter, after eight, and nobody who was added lately', async () => {
    const fresh = await testPractice({ others: 3 });
    expect(await askDue(fresh.practiceId, noon(30))).toEqual([]);
    const early = noon(91);
    early.setUTCHours(10);
    expect(await askDue(fresh.practiceId, early)).toEqual([]);
    const both = await Promise.all([askDue(fresh.practiceId, noon(91)), askDue(fresh.practiceId, noon(91))]);
    expect(both.flat()).toHaveLength(1);
    expect(await askDue(fresh.practiceId, noon(120))).toEqual([]);
    const personId = fresh.others[0]?.personId ?? '';
    await confirmPerson({ ...fresh.owner, at: noon(121) }, { personId });
    expect(await askDue(fresh.practiceId, noon(182))).toHaveLength(1);
    const asked = await inPracticeSql(fresh, (door) =>
      door.sql<{ personId: string }>(
        `select "personId" from reminder where "practiceId" = $1::uuid order by at desc limit 5`,
        [fresh.practiceId],
      ),
    );
    expect(asked.map((one) => one.personId)).not.toContain(personId);
  });

  const askedPath = async (personId: string): Promise<string> => {
    await askPerson(practice.owner, { personId });
    await announce((await newestEvent('people.asked')).id);
    const way = (await readPerson(practice.owner, personId)).ways.find(({ kind }) => kind === 'mobile');
    const found = /\/r\/\w{16}/.exec(providers.captured(way?.address ?? '')[0]?.text ?? '');
    if (!found) throw new Error('No link');
    return telling.url + found[0];
  };
  const press = (url: string, fields: Record<string, string>) =>
    fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { Origin: telling.url, 'Sec-Fetch-Site': 'same-origin' },
      redirect: 'manual',
    });

  it('is answered by its link: looking changes nothing, “All right” confirms and verifies that way', async () => {
    const personId = await add();
    const url = await askedPath(personId);
    const { address } = await wayOf(personId);
    const page = await (await fetch(url)).text();
    expect(page).toContain('¿Siguen bien?');
    expect(page).not.toContain(address);
    expect(page).not.toContain(address.slice(-7));
    expect(await readPerson(practice.owner, personId)).toMatchObject({ confirmedAt: null });
    expect((await readPerson(practice.owner, personId)).askedAt).not.toBeNull();
    await expect(askPerson(practice.owner, { personId })).rejects.toMatchObject({ code: 'conflict' });
    expect((await press(url, { say: 'right' })).status).toBe(303);
    const after = await readPerson(practice.owner, personId);
    expect(after.confirmedAt).not.toBeNull();
    expect(after.askedAt).toBeNull();
    expect(after.ways[0]?.verifiedAt).not.toBeNull();
    expect(await (await fetch(url)).text()).toContain('Gracias');
  });

  it('takes changes: the new one waits unverified, what is wrong is said, another’s way is not touched', async () => {
    const personId = await add();
    const url = await askedPath(personId);
    const before = await wayOf(personId);
    const stranger = await wayOf(practice.others[1]?.personId ?? '');
    const refused = await press(url, { say: 'change', way: before.id, address: '911' });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('No se guardó');
    expect((await press(url, { say: 'change', way: stranger.id, address: number() })).status).toBe(400);
    expect((await press(url, { say: 'add', kind: 'email', address: 'ana.new@clinic.example' })).status).toBe(
      303,
    );
    const changed = number();
    expect((await press(url, { say: 'consent', way: before.id })).status).toBe(303);
    // The way the link came by is changed: the link was theirs, and they go on with it.
    expect((await press(url, { say: 'change', way: before.id, address: changed })).status).toBe(303);
    expect(await (await fetch(url)).text()).toContain('¿Siguen bien?');
    expect((await press(url, { say: 'right' })).status).toBe(303);
    const after = await readPerson(practice.owner, personId);
    expect(after.ways.map(({ kind, verifiedAt }) => [kind, verifiedAt])).toEqual([
      ['mobile', null],
      ['email', null],
    ]);
    expect((await wayOf(practice.others[1]?.personId ?? '')).address).toBe(stranger.address);
    const [event] = await sql<{ actor: string }>(
      `select actor from event where "practiceId" = $1::uuid and kind = 'reach.changed' order by seq desc limit 1`,
    );
    expect(event?.actor).toBe('Ana Lopez');
  });

  it('believes “this is not me”, and the practice sees it', async () => {
    const personId = await add();
    const url = await askedPath(personId);
    expect((await press(url, { say: 'not-me' })).status).toBe(303);
    expect(await (await fetch(url)).text()).toContain('No le escribiremos más aquí');
    expect((await press(url, { say: 'right' })).status).toBe(404);
    const person = await readPerson(practice.owner, personId);
    expect(person.ways).toEqual([]);
    expect(person.notMeAt).not.toBeNull();
    await expect(askPerson(practice.owner, { personId })).rejects.toThrow('has no number and no e-mail');
  });

  it('is open for two weeks, and for nobody who left', async () => {
    const personId = await add();
    const url = await askedPath(personId);
    await personLeft(practice.owner, { personId });
    expect((await fetch(url)).status).toBe(404);
    await bringBackPerson(practice.owner, { personId });
    expect((await fetch(url)).status).toBe(200);
    await sql(
      `update delivery set "createdAt" = now() - interval '15 days' where "practiceId" = $1::uuid and "personId" = $2::uuid`,
      [personId],
    );
    expect((await fetch(url)).status).toBe(404);
    expect((await press(url, { say: 'right' })).status).toBe(404);
  });

  it('takes no more than twenty changes: a link that went astray must not fill the record', async () => {
    const personId = await add();
    const url = await askedPath(personId);
    const { id } = await wayOf(personId);
    for (let n = 0; n < 20; n += 1) expect((await press(url, { say: 'consent', way: id })).status).toBe(303);
    expect((await press(url, { say: 'consent', way: id })).status).toBe(400);
    const last = await press(url, { say: 'right' });
    expect(last.status).toBe(400);
    // In the reader's language, and about what is wrong.
    expect(await last.text()).toContain('demasiados cambios');
    const other = await add();
    const theirs = await askedPath(other);
    const all = await Promise.all(Array.from({ length: 25 }, () => press(theirs, { say: 'right' })));
    expect(all.filter(({ status }) => status === 303)).toHaveLength(20);
  });

  it('is over for a way somebody else took off: it may be a stranger’s', async () => {
    const personId = await add();
    const url = await askedPath(personId);
    expect((await fetch(url)).status).toBe(200);
    await removeWay(practice.owner, { reachId: (await wayOf(personId)).id });
    expect((await fetch(url)).status).toBe(404);
    expect((await press(url, { say: 'right' })).status).toBe(404);
  });

  it('is asked of everybody by one press, once a day', async () => {
    const fresh = await testPractice({ others: 1 });
    expect(await askEverybody(fresh.owner)).toBe(4);
    expect(await askEverybody(fresh.owner)).toBe(0);
    await expect(askEverybody(fresh.lead)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(askPerson(fresh.owner, { personId: newId() })).rejects.toMatchObject({ code: 'not-found' });
  });
});
