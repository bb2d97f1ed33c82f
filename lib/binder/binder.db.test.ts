// The binder in the database: what it holds, when it is made again, what a tick keeps, and whose it is.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, once } from '@/lib/core';
import { addPerson } from '@/lib/contacts';
import { inPracticeSql } from '@/lib/db';
import { readEvents } from '@/lib/events';
import { addAlternateSite, addSite, addVendor } from '@/lib/practices';
import { importRunbook, publishRunbook, readRunbook } from '@/lib/runbooks';
import { useTestDatabase } from '@/lib/testing';
import { ensurePdfTools, pdfFacts, pdfPages } from '@/lib/testing/pdf';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { makeBinder, makeBinders, readBinderPdf, readBinders, readPlanPdf, tickBinder } from './index';

const VENDOR = {
  kind: 'ehr' as const,
  name: 'Wrenfield Chart',
  supportLine: '+12175550101',
  accountNumber: 'WC-20418',
  promise: '99.9% of each month.',
  exitFacts: 'Full export on request.',
  statusPage: 'https://status.wrenfield.example',
};

const database = await useTestDatabase();
let practice: TestPractice;
let other: TestPractice;

beforeAll(async () => {
  ensurePdfTools();
  practice = await testPractice({ name: 'Lakeside' });
  other = await testPractice({ name: 'Elsewhere' });
}, 600_000);
afterAll(() => database.drop());

const NOTHING = '00000000-0000-4000-8000-000000000000';

interface FileRow {
  siteId: string;
  fingerprint: string;
  madeAt: Date;
}

const files = ({ practiceId }: TestPractice): Promise<FileRow[]> =>
  inPracticeSql({ practiceId }, ({ sql }) =>
    sql<FileRow>(
      'select "siteId", fingerprint, "madeAt" from binder_file where "practiceId" = $1::uuid order by "siteId"',
      [practiceId],
    ),
  );

async function mine(one: TestPractice) {
  const [binder] = await readBinders(one.lead);
  if (!binder) throw new Error('No binder');
  return binder;
}

async function publishAgain(one: TestPractice, change: (title: string) => string): Promise<void> {
  const plan = await readRunbook(one.owner, 'short');
  const { slug, kind, trigger, anchor, escalatesTo } = plan;
  const sections = plan.sections.map(({ key, title, steps }) => ({
    key,
    title,
    steps: steps.map(({ id: _, ...step }) => step),
  }));
  const input = { slug, kind, trigger, anchor, escalatesTo, sections, title: change(plan.title) };
  const { runbookId } = await importRunbook(one.owner, input);
  await publishRunbook(one.owner, { runbookId, changeNote: 'Again.' });
}

it('holds every plan by role, whom to call, where to go, the vendors and a blank log', async () => {
  const one = await testPractice({ name: 'Harbor' });
  await addVendor(one.system, VENDOR);
  await addAlternateSite(one.system, {
    siteId: one.siteId,
    name: 'The library',
    address: '9 Book Street',
    mapUrl: 'https://maps.example/library',
    keys: 'At the desk',
    agreement: 'Signed',
    agreementExpires: '2027-06-30',
    capacity: '3 rooms',
    power: '',
    network: '',
    phone: '',
    coldChain: '',
    drugStorage: '',
    worksThere: 'Visits',
    doesNotWork: 'X-ray',
    reportsThere: [{ role: 'front_desk', where: 'Lobby' }],
    checks: ['The building is open', 'Lights work'],
  });
  const file = await readBinderPdf(one.lead, { site: one.siteId });
  const pages = pdfPages(file.bytes);
  expect(file.name).toBe('main-downtime-binder.pdf');
  expect(pages).toHaveLength(file.pages);
  for (const [at, page] of pages.entries()) {
    expect(page).toContain(`Page ${at + 1} of ${file.pages}`);
    expect(page).toContain('Harbor · Main');
    expect(page).toMatch(/Version 1, published|As it stood on|as they stood on|Blank\./);
  }
  const holding = (...words: string[]) => pages.filter((page) => words.every((word) => page.includes(word)));
  expect(
    holding('Short downtime', 'Front desk', 'Do print schedule', 'Do check in on paper'),
  ).not.toHaveLength(0);
  expect(holding('Short downtime', 'Do call vendor', 'CRITICAL')).toHaveLength(1);
  expect(holding('Do print schedule', 'Do call vendor')).toHaveLength(0);
  expect(holding('Long downtime', 'Clinician', 'Do see patients')).toHaveLength(1);
  expect(holding('Call +13125550100 and look in the red binder.').length).toBeGreaterThan(0);
  expect(holding('Call list: Everyone', 'Leo Lead', 'Stella Staff', 'Reached at')).toHaveLength(1);
  expect(
    holding('If Main cannot be used: The library', 'Runs until Jun 30, 2027', '2.', 'Lobby'),
  ).toHaveLength(1);
  expect(holding('Vendors and services', '217-555-0101', 'WC-20418', 'Leaving')).toHaveLength(1);
  expect(holding('Downtime log', 'Noticed at', 'Vendor ticket')).toHaveLength(1);
  const facts = pdfFacts(file.bytes);
  expect(facts.faults).toBe('');
  for (const font of facts.fonts) expect(font).toMatchObject({ embedded: true, unicode: true });
  const contents = (pages[0] ?? '').replace(/\s+/g, ' ');
  const log = pages.findIndex((page) => page.includes('Noticed at')) + 1;
  expect(contents).toMatch(new RegExp(`Downtime log page ${log}`));
});

it('is made for each site, once, and again only when something that is printed changed', async () => {
  const one = await testPractice();
  await addSite(one.system, { name: 'North', address: '2 Test Road', phone: '+13125550101' });
  await makeBinders(one.practiceId);
  const first = await files(one);
  expect(first).toHaveLength(2);
  // Late, twice, side by side: nothing more to do.
  await Promise.all([makeBinders(one.practiceId), makeBinders(one.practiceId)]);
  await readBinderPdf(one.lead, { site: one.siteId });
  expect(await files(one)).toEqual(first);
  await publishAgain(one, (title) => `${title}, better`);
  expect(await mine(one)).toMatchObject({ madeIsCurrent: false });
  await makeBinders(one.practiceId);
  const second = await files(one);
  expect(second).toHaveLength(2);
  for (const [at, row] of second.entries()) expect(row.fingerprint).not.toBe(first[at]?.fingerprint);
  expect(await mine(one)).toMatchObject({ madeIsCurrent: true });
});

it('stopped in the middle it leaves whole prints only, and the next run makes the rest', async () => {
  const one = await testPractice();
  for (const name of ['North', 'South', 'East'])
    await addSite(one.system, { name, address: '2 Test Road', phone: '+13125550101' });
  const stopped = makeBinders(one.practiceId).catch((error: unknown) => error);
  const press = once<{ end(): Promise<void> }>('print.press', () => {
    throw new Error('Nothing prints');
  });
  await expect.poll(async () => (await files(one)).length).toBeGreaterThan(0);
  await press.end();
  const left = await files(one);
  if (left.length < 4) expect(await stopped).toMatchObject({ code: 'unavailable' });
  await makeBinders(one.practiceId);
  expect(await files(one)).toHaveLength(4);
  for (const { pages, bytes } of await inPracticeSql(one.system, ({ sql }) =>
    sql<{ pages: number; bytes: Buffer }>(
      'select pages, bytes from binder_file where "practiceId" = $1::uuid',
      [one.practiceId],
    ),
  ))
    expect(pdfPages(bytes)).toHaveLength(pages);
});

it('a site’s own words change that site’s binder only', async () => {
  const one = await testPractice();
  const north = await addSite(one.system, { name: 'North', address: '2 Test Road', phone: '+13125550101' });
  await makeBinders(one.practiceId);
  const before = await files(one);
  await inPracticeSql(one.system, ({ sql }) =>
    sql(
      `update site set facts = '{"folder": "the blue binder"}' where "practiceId" = $1::uuid and id = $2::uuid`,
      [one.practiceId, north],
    ),
  );
  await makeBinders(one.practiceId);
  const after = await files(one);
  const changed = after.filter((row, at) => row.fingerprint !== before[at]?.fingerprint);
  expect(changed.map(({ siteId }) => siteId)).toEqual([north]);
});

it('keeps who put which print on the shelf, and says in words what changed since', async () => {
  expect(await mine(practice)).toMatchObject({
    made: null,
    tickedAt: null,
    upToDate: false,
    changedSince: 0,
  });
  await makeBinder(practice.lead, { site: practice.siteId });
  const { made } = await mine(practice);
  const print = made?.print ?? '';
  await tickBinder(practice.lead, { site: practice.siteId, print });
  await tickBinder(practice.owner, { site: practice.siteId, print });
  expect(await mine(practice)).toMatchObject({
    tickedBy: 'Leo Lead',
    upToDate: true,
    changes: [],
    madeIsCurrent: true,
  });
  const events = await inPracticeSql(practice.system, ({ sql }) =>
    readEvents(sql, practice.practiceId, practice.practiceId, 0),
  );
  expect(events.filter(({ kind }) => kind === 'binder.ticked')).toMatchObject([
    { actor: 'Leo Lead', payload: { siteId: practice.siteId, print } },
  ]);
  await publishAgain(practice, (title) => title);
  // Who stands in no branch yet is on no page.
  await addPerson(practice.system, { name: 'Newt Newcomer', jobRoles: ['billing'] });
  await addVendor(practice.system, { ...VENDOR, name: 'Another' });
  expect(await mine(practice)).toMatchObject({
    upToDate: false,
    changes: ['Short downtime: version 1 is now version 2', 'Contact card', 'Vendor card'],
    plansChanged: 1,
    changedSince: 3,
    tickedBy: 'Leo Lead',
  });
  // What stands on the shelf is the old print: the new one must be made and named.
  await makeBinders(practice.practiceId);
  const old = tickBinder(practice.lead, { site: practice.siteId, print });
  await expect(old).rejects.toMatchObject({ code: 'conflict', message: /newer print/ });
  const again = (await mine(practice)).made?.print ?? '';
  await tickBinder(practice.owner, { site: practice.siteId, print: again });
  expect(await mine(practice)).toMatchObject({ upToDate: true, tickedBy: 'Olive Owner' });
});

it('prints one plan, one role of it, and any version', async () => {
  const one = await testPractice();
  await publishAgain(one, () => 'Short, second edition');
  const whole = await readPlanPdf(one.staff, { plan: 'short' });
  expect(pdfPages(whole.bytes)).toHaveLength(2);
  expect(whole.name).toBe('short-v2.pdf');
  const role = await readPlanPdf(one.staff, { plan: 'short', role: 'front_desk', paper: 'a4' });
  const [page = '', ...more] = pdfPages(role.bytes);
  expect(more).toHaveLength(0);
  expect(page).toContain('Do print schedule');
  expect(page).not.toContain('Do call vendor');
  expect(role.name).toBe('short-front-desk-v2.pdf');
  const old = await readPlanPdf(one.staff, { plan: 'short', version: '1', site: one.siteId });
  expect(pdfPages(old.bytes)[0]).toMatch(/Version 1, published .*Kept for the record/);
});

it('answers what is not there, not theirs, or nonsense, alike and calmly', async () => {
  const { lead, siteId } = practice;
  for (const site of [other.siteId, NOTHING]) {
    const words = { code: 'not-found', message: 'There is no such site.' };
    await expect(readBinderPdf(lead, { site })).rejects.toMatchObject(words);
    await expect(makeBinder(lead, { site })).rejects.toMatchObject(words);
    await expect(tickBinder(lead, { site, print: 'x' })).rejects.toMatchObject(words);
    await expect(readPlanPdf(lead, { plan: 'short', site })).rejects.toMatchObject({ code: 'not-found' });
  }
  await expect(readPlanPdf(lead, { plan: other.runbookId })).rejects.toMatchObject({ code: 'not-found' });
  await expect(readPlanPdf(lead, { plan: 'short', version: '9' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(readPlanPdf(lead, { plan: 'short', role: 'billing' })).rejects.toMatchObject({
    code: 'not-found',
    message: /no step for that job/,
  });
  for (const bad of [{ role: 'king' }, { version: '1e3' }, { paper: 'papyrus' }, { site: 'x' }])
    await expect(readPlanPdf(lead, { plan: 'short', ...bad })).rejects.toMatchObject({ code: 'invalid' });
  await expect(readBinderPdf(lead, { site: siteId, paper: '' })).rejects.toMatchObject({ code: 'invalid' });
  // Colleagues' numbers are for leads and up; a plan is everybody's.
  for (const forbidden of [
    readBinderPdf(practice.staff, { site: siteId }),
    makeBinder(practice.staff, { site: siteId }),
    tickBinder(practice.staff, { site: siteId, print: 'x' }),
  ])
    await expect(forbidden).rejects.toMatchObject({ code: 'forbidden' });
  expect((await readBinders(practice.staff)).map(({ siteName }) => siteName)).toEqual(['Main']);
});

it('nothing of another practice is on paper or in the list', async () => {
  const file = await readBinderPdf(practice.lead, { site: practice.siteId });
  const text = pdfPages(file.bytes).join('\n');
  expect(text).toContain('Lakeside');
  expect(text).not.toContain('Elsewhere');
  const strange = { ...practice.lead, practiceId: newId() };
  await expect(readBinders(strange)).rejects.toMatchObject({ code: 'not-found' });
});
