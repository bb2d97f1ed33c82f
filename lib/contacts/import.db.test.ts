// A staff list against a real database: nobody doubled, nobody lost, every bad row named.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { subscribe, type Poke } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import {
  addPersonByHand,
  exportPeople,
  givePeopleList,
  listPeople,
  mapPeopleList,
  personLeft,
  readImport,
  readPeople,
  readPerson,
  refusedFile,
  setConsent,
  startPeopleImport,
  takePeople,
} from '.';

const database = await useTestDatabase();
let practice: TestPractice;
beforeAll(async () => {
  practice = await testPractice();
});
afterAll(() => database.drop());

const HEADER = 'Name,Jobs,Site,Mobile,E-mail,Language,Notes';
const list = (...rows: string[]) => [HEADER, ...rows].join('\n');

async function take(text: string, at = practice) {
  const importId = await givePeopleList(at.owner, { text });
  await startPeopleImport(at.owner, { importId });
  await takePeople(at.practiceId, importId);
  return readImport(at.owner, importId);
}
const peopleOf = async (at: TestPractice) =>
  (await readPeople(at.system)).map(({ name, jobRoles, siteId, language, reaches }) => ({
    name,
    jobRoles,
    siteId,
    language,
    ways: reaches.map(({ kind, address }) => `${kind} ${address}`),
  }));
const named = async (name: string) => {
  const found = (await listPeople(practice.owner, { search: name })).lines;
  expect(found.map((one) => one.name)).toEqual([name]);
  return readPerson(practice.owner, found[0]?.id ?? '');
};

describe('a list', () => {
  it('is looked at first: columns guessed, bad rows named, nobody added', async () => {
    const before = await peopleOf(practice);
    const importId = await givePeopleList(practice.owner, {
      text: 'Nombre;Puesto;Celular\nAna;MA;312-555-0140\nBob;;911\n;MA;\n',
      fileName: 'staff.csv',
    });
    const view = await readImport(practice.owner, importId);
    expect(view).toMatchObject({ state: 'checked', total: 3, good: 1, columns: ['name', 'jobs', 'mobile'] });
    expect(view.refused.map(({ row }) => row)).toEqual([3, 4]);
    await mapPeopleList(practice.owner, { importId, columns: ['name', '', ''], jobDefault: 'billing' });
    expect(await readImport(practice.owner, importId)).toMatchObject({ good: 2 });
    await expect(
      mapPeopleList(practice.owner, { importId, columns: ['name', 'name', ''], jobDefault: null }),
    ).rejects.toThrow('Two columns say the same');
    expect(await peopleOf(practice)).toEqual(before);
    for (const who of [practice.lead, practice.staff]) {
      await expect(readImport(who, importId)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(givePeopleList(who, { text: 'Name\nX' })).rejects.toMatchObject({ code: 'forbidden' });
    }
    const other = await testPractice();
    await expect(readImport(other.owner, importId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(startPeopleImport(other.owner, { importId })).rejects.toMatchObject({ code: 'not-found' });
    // The next list takes its place: numbers nobody wanted do not stay.
    await givePeopleList(practice.owner, { text: 'Name\nX' });
    const [row] = await inPracticeSql(practice, ({ sql }) =>
      sql<{ rows: object }>(
        `select rows from people_import where "practiceId" = $1::uuid and id = $2::uuid`,
        [practice.practiceId, importId],
      ),
    );
    expect(row?.rows).toEqual({});
  });

  it('leaves jobs of whoever stands above its reader alone, and tells a member’s devices of theirs', async () => {
    const at = await testPractice();
    const manager = { ...at.lead, actor: { ...at.lead.actor, right: 'manager' as const } };
    await inPracticeSql(at, ({ sql }) =>
      sql(`update person set "right" = 'manager' where "practiceId" = $1::uuid and id = $2::uuid`, [
        at.practiceId,
        at.lead.actor.personId,
      ]),
    );
    const told: Poke[] = [];
    const stop = subscribe((poke) => told.push(poke));
    const { owner, staff } = at;
    const importId = await givePeopleList(manager, {
      text: list(`${owner.actor.name},Billing,,,,,`, `${staff.actor.name},Billing,,,,,`),
    });
    await startPeopleImport(manager, { importId });
    await takePeople(at.practiceId, importId);
    stop();
    expect(await readImport(manager, importId)).toMatchObject({
      changed: 1,
      refused: [{ row: 2, reason: expect.stringContaining('only an owner may change') as string }],
    });
    expect(told).toContainEqual({ what: 'account', accountId: staff.actor.accountId });
    expect(told).not.toContainEqual({ what: 'account', accountId: owner.actor.accountId });
  });

  it('too long is refused in words', async () => {
    await expect(
      givePeopleList(practice.owner, { text: `Name\n${'Ana\n'.repeat(5001)}` }),
    ).rejects.toMatchObject({
      code: 'limit',
      message: expect.stringContaining('at most 5,000 people') as string,
    });
    await expect(
      givePeopleList(practice.owner, { text: `Name\n${'x'.repeat(2_000_000)}` }),
    ).rejects.toMatchObject({ code: 'limit' });
    await expect(givePeopleList(practice.owner, { text: ' \n\n' })).rejects.toThrow('nothing in this list');
  });

  it('adds, changes, leaves alone; empty cells change nothing; twice in the list is one person', async () => {
    const first = await take(
      list(
        'Ana Lopez,MA,Main,312-555-0151,ana@i.example,Spanish,Has the key',
        'Bob Ray,Billing,,312-555-0152,,,',
        'Ana Lopez,MA,Main,312-555-0151,ana@i.example,Spanish,Has the key',
      ),
    );
    expect(first).toMatchObject({ state: 'ended', added: 2, changed: 0, same: 1, refusedCount: 0 });
    const ana = await named('Ana Lopez');
    expect(ana).toMatchObject({ language: 'es', notes: 'Has the key', siteId: practice.siteId });
    const again = await take(list('Ana Lopez,,,,ana@i.example,,', 'Bob Ray,Billing,Main,3125550153,,,'));
    expect(again).toMatchObject({ added: 0, changed: 1, same: 1, refusedCount: 0 });
    expect(await named('Ana Lopez')).toEqual(ana);
    expect((await named('Bob Ray')).ways.map(({ address }) => address)).toEqual(['+13125550153']);
    // A new name at the same e-mail is the same person; another's number is not.
    const third = await take(list('Ana Ruiz,,,,ana@i.example,,', 'Zoe Zane,MA,,312-555-0151,,,'));
    expect(third).toMatchObject({ changed: 1, added: 0, refusedCount: 1 });
    expect(third.refused[0]).toMatchObject({
      row: 3,
      reason: expect.stringContaining('Ana Ruiz’s') as string,
    });
  });

  it('keeps code and consent of an address it names again, and drops those of one it replaces', async () => {
    await take(list('Con Sent,MA,,312-555-0161,con@i.example,,'));
    const way = (await named('Con Sent')).ways[0];
    await setConsent(practice.owner, { reachId: way?.id ?? '', given: 'yes' });
    await take(list('Con Sent,MA,,312-555-0161,con2@i.example,,'));
    const after = (await named('Con Sent')).ways;
    expect(after.map(({ address, consentAt }) => [address, consentAt !== null])).toEqual([
      ['+13125550161', true],
      ['con2@i.example', false],
    ]);
  });

  it('names who left instead of bringing them back', async () => {
    const personId = await addPersonByHand(practice.owner, {
      name: 'Gone Girl',
      jobRoles: ['billing'],
      siteId: null,
      language: 'en',
      notes: '',
      mobile: '312-555-0171',
      second: '',
      email: '',
    });
    await personLeft(practice.owner, { personId });
    const view = await take(list('Gone Girl,Billing,,312-555-0171,,,'));
    expect(view.refused).toEqual([
      {
        row: 2,
        name: 'Gone Girl',
        reason: 'Gone Girl left the practice. Bring them back on their page first.',
      },
    ]);
  });

  it('exported and taken back changes nobody, whatever the cells hold', async () => {
    const facts = { siteId: practice.siteId, language: 'es' as const, mobile: '', second: '', email: '' };
    await addPersonByHand(practice.owner, {
      ...facts,
      name: '=HYPERLINK("http://x")',
      jobRoles: ['ma_nurse', 'it_privacy'],
      notes: '+1; "two"\nlines, =1',
      second: '312-555-0181',
    });
    await addPersonByHand(practice.owner, { ...facts, name: "'=1", jobRoles: ['billing'], notes: '@x' });
    const before = await peopleOf(practice);
    const file = await exportPeople(practice.owner);
    expect(file).not.toMatch(/(^|,)"[=+\-@]/m);
    const view = await take(file);
    expect(view).toMatchObject({ added: 0, changed: 0, refusedCount: 0, same: before.length });
    expect(await peopleOf(practice)).toEqual(before);
    const elsewhere = await testPractice();
    const there = await take(file, elsewhere);
    expect(there).toMatchObject({ refusedCount: 0 });
    await expect(exportPeople(practice.lead)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('of 2,000 with 5% bad rows: every bad one is named, the rest is in, whoever dies and however many take it', async () => {
    const at = await testPractice();
    const { text, bad } = bigList();
    const importId = await givePeopleList(at.owner, { text });
    await startPeopleImport(at.owner, { importId });
    // Broken off after some pieces, then taken up by three at once.
    const superuser = new pg.Client({ connectionString: database.urls.superuser });
    await superuser.connect();
    // The fourth piece cannot be ended, as when the process dies in the middle of it.
    await superuser.query(`
      create function cut() returns trigger language plpgsql as $$ begin
        if new.done > 600 then raise 'cut off'; end if; return new; end $$;
      create trigger cut before update on people_import for each row execute function cut()`);
    await expect(takePeople(at.practiceId, importId)).rejects.toThrow('cut off');
    await superuser.query('drop function cut() cascade');
    await superuser.end();
    // What was there is in, what was under way is not, and the page says so.
    expect(await readImport(at.owner, importId)).toMatchObject({ state: 'going', done: 600, added: 570 });
    expect((await listPeople(at.owner)).total).toBe(573);
    await Promise.all([1, 2, 3].map(() => takePeople(at.practiceId, importId)));
    const view = await readImport(at.owner, importId);
    expect(view).toMatchObject({ state: 'ended', total: 2000, done: 2000, added: 1900, refusedCount: 100 });
    const file = await refusedFile(at.owner, importId);
    for (const [row, reason] of bad) expect(file).toMatch(new RegExp(`^${row},[^\\n]*${reason}`, 'm'));
    expect((await listPeople(at.owner)).total).toBe(1903);
    const again = await take(text, at);
    expect(again).toMatchObject({ added: 0, changed: 0, same: 1900, refusedCount: 100 });
  });
});

it('acts for whoever said go, and stops in words when they may not any more', async () => {
  const at = await testPractice();
  const importId = await givePeopleList(at.owner, { text: list('Ana One,MA,,,,,', 'Bob Two,MA,,,,,') });
  await startPeopleImport(at.owner, { importId });
  await takePeople(at.practiceId, importId);
  const said = () =>
    inPracticeSql(at, ({ sql }) =>
      sql<{ personId: string | null; actor: string }>(
        `select "personId", actor from event where "practiceId" = $1::uuid and kind = 'people.imported' order by seq`,
        [at.practiceId],
      ),
    );
  const { personId, name } = at.owner.actor;
  expect(await said()).toEqual([{ personId, actor: `${name}, by a staff list` }]);
  for (const gone of [`"right" = 'staff'`, `"right" = 'owner', "deactivatedAt" = now()`]) {
    await inPracticeSql(at, ({ sql }) =>
      sql(
        `update person set "right" = 'owner', "deactivatedAt" = null where "practiceId" = $1::uuid and id = $2::uuid`,
        [at.practiceId, personId],
      ),
    );
    const next = await givePeopleList(at.owner, { text: list('Cy Three,MA,,,,,', 'Di Four,MA,,,,,') });
    await startPeopleImport(at.owner, { importId: next });
    await inPracticeSql(at, ({ sql }) =>
      sql(`update person set ${gone} where "practiceId" = $1::uuid and id = $2::uuid`, [
        at.practiceId,
        personId,
      ]),
    );
    await takePeople(at.practiceId, next);
    const view = await readImport(at.owner, next);
    expect(view).toMatchObject({ state: 'ended', done: 2, added: 0, refusedCount: 2 });
    expect(view.refused[0]).toMatchObject({ row: 2, reason: expect.stringContaining('stopped') as string });
  }
  expect((await said()).slice(1)).toEqual([
    { personId: null, actor: 'Holdfast' },
    { personId: null, actor: 'Holdfast' },
  ]);
  expect((await peopleOf(at)).map((one) => one.name)).not.toContain('Cy Three');
});

/** Every twentieth row is bad, in one of five ways. */
function bigList(): { text: string; bad: [number, string][] } {
  const bad: [number, string][] = [];
  const rows = Array.from({ length: 2000 }, (_, at) => {
    const phone = `+1${201 + Math.trunc(at / 100)}55501${String(at % 100).padStart(2, '0')}`;
    const row = ['Ann Person' + at, 'MA', 'Main', phone, `p${at}@big.example`, 'English', ''];
    if (at % 20 !== 7) return row.join(',');
    const ways: [number, string, string][] = [
      [0, '', 'There is no name'],
      [1, 'Wizard', 'We do not know the job'],
      [2, 'Nowhere', 'There is no site'],
      [3, '911', 'emergency'],
      [4, 'p@p\u0430.example', 'looks like a plain one'],
    ];
    const way = ways[Math.trunc(at / 20) % ways.length] ?? [0, '', ''];
    row[way[0]] = way[1];
    bad.push([at + 2, way[2]]);
    return row.join(',');
  });
  return { text: list(...rows), bad };
}
