// People, their ways, the codes that show that a way works, against a real database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inSystem } from '@/lib/db';
import { subscribe, type Poke } from '@/lib/events';
import { inviteMember } from '@/lib/practices';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { startTelling } from '@/lib/testing/telling';
import {
  addPersonByHand,
  addWay,
  bringBackPerson,
  changePerson,
  changeWay,
  givePeopleList,
  hashNumber,
  listPeople,
  personLeft,
  putWayFirst,
  readPeople,
  readPerson,
  removeWay,
  sendCode,
  setConsent,
  startPeopleImport,
  takePeople,
} from '.';
import { byHand, facts, testPeople } from './support';

const database = await useTestDatabase();
const telling = await startTelling();
const { providers } = telling;
providers.callbacks('off');
const { add, number, practice, sql, wayOf } = await testPeople();
let other: TestPractice;

beforeAll(async () => {
  other = await testPractice();
});
afterAll(async () => {
  await telling.stop();
  await database.drop();
});

describe('people', () => {
  it('are added with what was typed, and a refusal says which field and why', async () => {
    const given = { ...byHand, mobile: '(312) 555-0199', email: ' Ana@Clinic.Example ' };
    const id = await addPersonByHand(practice.owner, given);
    const person = await readPerson(practice.owner, id);
    expect(person.ways.map(({ kind, address }) => [kind, address])).toEqual([
      ['mobile', '+13125550199'],
      ['email', 'ana@clinic.example'],
    ]);
    await expect(addPersonByHand(practice.owner, { ...given, mobile: '900-555-0100' })).rejects.toMatchObject(
      {
        code: 'invalid',
        message: expect.stringContaining('Mobile: 900-555-0100 is a number that costs extra') as string,
      },
    );
    await expect(addPersonByHand(practice.owner, { ...given, jobRoles: [] })).rejects.toThrow(
      'Jobs needs at least one',
    );
    await expect(addPersonByHand(practice.lead, given)).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere = { ...given, siteId: other.siteId };
    await expect(addPersonByHand(practice.owner, elsewhere)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keep both changes of two who edit at once, and say what the other changed', async () => {
    const personId = await add();
    const { fields } = await readPerson(practice.owner, personId);
    const mine = { personId, ...facts, opened: fields, seen: fields };
    await changePerson(practice.owner, { ...mine, name: 'Ana Ruiz' });
    await changePerson(practice.owner, { ...mine, notes: 'Has the key' });
    expect(await readPerson(practice.owner, personId)).toMatchObject({
      name: 'Ana Ruiz',
      notes: 'Has the key',
    });
    await expect(changePerson(practice.owner, { ...mine, name: 'Ana Diaz' })).rejects.toThrow(
      'Olive Owner changed this while you had it open: Name is now “Ana Ruiz”',
    );
    const now = (await readPerson(practice.owner, personId)).fields;
    await changePerson(practice.owner, { ...mine, name: 'Ana Diaz', seen: now });
    expect(await readPerson(practice.owner, personId)).toMatchObject({
      name: 'Ana Diaz',
      notes: 'Has the key',
    });
  });

  it('keep jobs and site from whoever stands below them; a change tells every device of a member', async () => {
    const at = await testPractice();
    const { actor } = at.lead;
    const manager = { ...at.lead, actor: { ...actor, right: 'manager' as const } };
    const owner = await readPerson(at.owner, at.owner.actor.personId);
    const onOwner = {
      ...facts,
      ...owner.fields,
      personId: owner.id,
      siteId: owner.siteId,
      language: 'en' as const,
    };
    await expect(changePerson(manager, { ...onOwner, jobRoles: ['clinician'] })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('only an owner may change that') as string,
    });
    await changePerson(manager, { ...onOwner, jobRoles: owner.jobRoles, notes: 'Has the key' });
    const told: Poke[] = [];
    const stop = subscribe((poke) => told.push(poke));
    const personId = at.staff.actor.personId;
    await changePerson(manager, { ...facts, personId, jobRoles: ['clinician'] });
    stop();
    expect(told).toContainEqual({ what: 'account', accountId: at.staff.actor.accountId });
  });

  it('that left have no open invitation, also when they come back', async () => {
    const personId = await addPersonByHand(practice.owner, { ...byHand, email: 'leaver@clinic.example' });
    await inviteMember(practice.owner, { who: { personId }, email: null, right: 'staff' });
    await personLeft(practice.owner, { personId });
    await bringBackPerson(practice.owner, { personId });
    const open = await sql(
      `select 1 from invitation where "practiceId" = $1::uuid and "personId" = $2::uuid and "revokedAt" is null`,
      [personId],
    );
    expect(open).toEqual([]);
  });

  it('leave and come back; whoever has a log-in is ended under Members', async () => {
    const personId = await add();
    await personLeft(practice.owner, { personId });
    expect((await readPeople(practice.owner)).map(({ id }) => id)).not.toContain(personId);
    expect((await listPeople(practice.owner)).left.map(({ id }) => id)).toContain(personId);
    await bringBackPerson(practice.owner, { personId });
    expect((await readPeople(practice.owner)).map(({ id }) => id)).toContain(personId);
    await expect(personLeft(practice.owner, { personId: practice.staff.actor.personId })).rejects.toThrow(
      'End it under Members first',
    );
    await expect(personLeft(other.owner, { personId })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are found by name and by number, by those who may see numbers', async () => {
    const personId = await addPersonByHand(practice.owner, {
      ...byHand,
      name: 'Zed 100%',
      mobile: '773-555-0177',
    });
    const found = async (who: TestPractice['owner'], search: string) =>
      (await listPeople(who, { search })).lines.map(({ id }) => id);
    expect(await found(practice.owner, '555-0177')).toEqual([personId]);
    expect(await found(practice.owner, '100%')).toEqual([personId]);
    expect(await found(practice.staff, '555-0177')).toEqual([]);
    const [line] = (await listPeople(practice.staff, { search: 'zed' })).lines;
    expect(line?.reaches.map(({ address }) => address)).toEqual([null]);
    expect(line?.id).toBe(personId);
    expect(await found(other.owner, 'zed')).toEqual([]);
  });
});

describe('ways', () => {
  it('are one’s own to change, and nobody else’s without the right', async () => {
    const me = practice.staff.actor.personId;
    const reachId = await addWay(practice.staff, { personId: me, kind: 'second', address: number() });
    expect((await readPerson(practice.staff, me)).ways.map(({ id }) => id)).toContain(reachId);
    await removeWay(practice.staff, { reachId });
    const theirs = await wayOf(practice.others[0]?.personId ?? '');
    for (const who of [practice.staff, practice.lead, other.owner]) {
      await expect(removeWay(who, { reachId: theirs.id })).rejects.toMatchObject({
        code: who === other.owner ? 'not-found' : 'forbidden',
      });
      await expect(readPerson(who, practice.others[0]?.personId ?? '')).rejects.toMatchObject({
        code: 'not-found',
      });
    }
  });

  it('lose code, consent and STOP when the address changes; the old one is told nothing any more', async () => {
    const personId = await add();
    const way = await wayOf(personId);
    await setConsent(practice.owner, { reachId: way.id, given: 'yes' });
    await sql(
      `update reach set "verifiedAt" = now(), "optedOutAt" = now() where "practiceId" = $1::uuid and id = $2::uuid`,
      [way.id],
    );
    await changeWay(practice.owner, { reachId: way.id, was: way.address, address: number() });
    const after = (await readPerson(practice.owner, personId)).ways;
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ verifiedAt: null, consentAt: null, optedOutAt: null });
    await expect(
      changeWay(practice.owner, { reachId: way.id, was: way.address, address: number() }),
    ).rejects.toMatchObject({ code: 'not-found' });
    // Back to the old number: its STOP still holds.
    const now = after[0];
    await changeWay(practice.owner, {
      reachId: now?.id ?? '',
      was: now?.address ?? '',
      address: way.address,
    });
    expect(await wayOf(personId)).toMatchObject({ address: way.address, verifiedAt: null, consentAt: null });
    expect((await wayOf(personId)).optedOutAt).not.toBeNull();
  });

  it('that said STOP to anybody are nobody’s to count on, from the moment they are listed', async () => {
    const stopped = ['312-555-0190', '312-555-0191', '312-555-0192'];
    const hashes = stopped.map((one) => hashNumber(`+1${one.replaceAll('-', '')}`));
    await inSystem(({ sql: run }) =>
      run(`insert into number_opt_out ("numberHash") select unnest($1::text[])`, [hashes]),
    );
    const personId = await addPersonByHand(practice.owner, { ...byHand, mobile: stopped[0] ?? '' });
    await addWay(practice.owner, { personId, kind: 'second', address: stopped[1] ?? '' });
    const importId = await givePeopleList(practice.owner, {
      text: `Name,Jobs,Mobile\nStan Stop,MA,${stopped[2]}`,
    });
    await startPeopleImport(practice.owner, { importId });
    await takePeople(practice.practiceId, importId);
    const listed = (await listPeople(practice.owner, { search: 'Stan Stop' })).lines[0];
    for (const id of [personId, listed?.id ?? ''])
      for (const way of (await readPerson(practice.owner, id)).ways) expect(way.optedOutAt).not.toBeNull();
  });

  it('may be two people’s: each page names the other', async () => {
    const shared = number();
    const a = await addPersonByHand(practice.owner, { ...byHand, name: 'Pat One', mobile: shared });
    const b = await addPersonByHand(practice.owner, { ...byHand, name: 'Kim Two', mobile: shared });
    expect((await wayOf(a)).sharedWith).toEqual(['Kim Two']);
    expect((await wayOf(b)).sharedWith).toEqual(['Pat One']);
    await expect(
      addWay(practice.owner, { personId: a, kind: 'second', address: shared }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('are put first, and keep the words that were shown with a consent', async () => {
    const personId = await addPersonByHand(practice.owner, {
      ...byHand,
      mobile: number(),
      email: 'p@f.example',
    });
    const mail = (await readPerson(practice.owner, personId)).ways[1];
    await putWayFirst(practice.owner, { reachId: mail?.id ?? '' });
    const [first] = (await readPerson(practice.owner, personId)).ways;
    expect(first?.kind).toBe('email');
    await setConsent(practice.owner, { reachId: first?.id ?? '', given: 'yes' });
    const kept = await wayOf(personId);
    expect(kept.consentBy).toBe('Olive Owner');
    expect(kept.consentWords).toMatch(/^es 1: Acepto/);
    await setConsent(practice.owner, { reachId: first?.id ?? '', given: 'no' });
    expect(await wayOf(personId)).toMatchObject({ consentAt: null, consentWords: '' });
  });
});

describe('one’s own ways', () => {
  it('are not those of whoever came in with a printed code of that person', async () => {
    const { owner } = practice;
    const { personId } = owner.actor;
    const printed = { ...owner, actor: { ...owner.actor, right: 'lead', breakGlass: true } } as const;
    const byThemselves = { ...owner, actor: { ...owner.actor, right: 'lead' } } as const;
    const way = { personId, kind: 'second' as const, address: number() };
    await expect(addWay(printed, way)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(readPerson(printed, personId)).rejects.toMatchObject({ code: 'not-found' });
    const reachId = await addWay(byThemselves, way);
    await expect(removeWay(printed, { reachId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(sendCode(printed, { reachId })).rejects.toMatchObject({ code: 'forbidden' });
    await removeWay(byThemselves, { reachId });
  });
});
