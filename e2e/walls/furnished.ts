// A practice with at least one row in every tenant table, for what must carry or delete them all.
import type pg from 'pg';
import { newId } from '@/lib/core';
import { makeBinders, tickBinder } from '@/lib/binder';
import { inPracticeSql } from '@/lib/db';
import { sealChains } from '@/lib/events';
import { applyCommand, keepPhoto, readBoard } from '@/lib/incidents';
import { planEvent } from '@/lib/notifications';
import { addAlternateSite, addVendor, changeSystems } from '@/lib/practices';
import { addKitItem, checkKit, remind } from '@/lib/readiness';
import { reviewRunbook, startDraft } from '@/lib/runbooks';
import { testPhoto } from '@/lib/testing/picture';
import { testPractice, type TestPractice } from '@/lib/testing/practice';

const VENDOR = {
  kind: 'ehr' as const,
  name: 'EHR “Chart”',
  supportLine: '+13125550101',
  accountNumber: '',
  promise: 'Ninety-nine\nnine',
  exitFacts: '',
  statusPage: 'https://status.example/',
};
const ALTERNATE = {
  name: 'Elsewhere سلام 🚪',
  address: '2 Test Road',
  mapUrl: 'https://maps.example/hall',
  keys: '',
  agreement: '',
  agreementExpires: '2027-06-30',
  capacity: '',
  power: '',
  network: '',
  phone: '',
  coldChain: '',
  drugStorage: '',
  worksThere: '',
  doesNotWork: '',
  reportsThere: [],
  checks: ['Open'],
};

export interface Furnished extends TestPractice {
  /** An incident that is open. */
  incident: string;
}

/** Everything in it has come to rest: nothing waits to be sent. */
export async function furnishedPractice(superuser: pg.Client, name: string): Promise<Furnished> {
  const practice = await testPractice({ name });
  const { practiceId, siteId, treeId, runbookId, lead, owner, system } = practice;
  await addVendor(system, VENDOR);
  await addAlternateSite(system, { ...ALTERNATE, siteId });
  await changeSystems(system, {
    siteId,
    systems: [{ name: 'EHR', vendorId: null, canWaitMinutes: 0, meanwhile: '' }],
  });
  const early = { ...system, at: new Date('2026-01-01T18:00:00Z') };
  const item = { name: 'Pads', detail: '', siteId: null, ownerId: null, everyDays: 30 };
  const itemId = await addKitItem(early, item);
  await checkKit(early, { itemId, fine: true, note: '' });
  // Of today, so that no worker reminds them of it once it is eight in the practice's morning.
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: practice.zone }).format(new Date());
  for (const eventId of await remind(practiceId, new Date(`${today}T18:00:00Z`)))
    await planEvent(practiceId, eventId);
  await reviewRunbook(owner, { runbookId });
  await startDraft(owner, { runbookId: practice.longRunbookId });
  await makeBinders(practiceId);
  const binders = await superuser.query<{ fingerprint: string }>(
    'select fingerprint from binder_file where "practiceId" = $1',
    [practiceId],
  );
  await tickBinder(owner, { site: siteId, print: binders.rows[0]?.fingerprint ?? '' });
  const incident = newId();
  const say = (kind: string, value: object, step?: string) =>
    applyCommand(lead, {
      id: newId(),
      deviceSeq: 1,
      incident,
      at: new Date().toISOString(),
      kind,
      value,
      ...(step !== undefined && { step }),
    });
  const what = { whatDown: ['ehr'], noticedAt: new Date().toISOString(), drill: false, separate: true };
  await say('incident.declare', { siteId, treeId, runbookId, ...what });
  await say('incident.answer', { answer: 'here' });
  const [step] = (await readBoard(lead, incident)).steps;
  const photo = newId();
  await superuser.query('update practice set photos = true where "practiceId" = $1', [practiceId]);
  await say('step.done', { replaces: [], photo }, step?.id);
  await keepPhoto(lead, { incident, photo, picture: testPhoto });
  const { rows } = await superuser.query<{ id: string }>(
    `select id from event where "chainId" = $1 and kind = 'incident.declared'`,
    [incident],
  );
  await planEvent(practiceId, rows[0]?.id ?? '');
  await superuser.query(
    `with person as (select * from person where "practiceId" = '${practiceId}' order by name limit 1),
       said as (select * from event where "practiceId" = '${practiceId}' and "chainId" = '${practiceId}' order by seq limit 1),
       told as (insert into receipt ("practiceId", id, "deliveryId", "providerEventId", state)
         select "practiceId", gen_random_uuid(), id, 'event-1', 'delivered' from delivery
         where "practiceId" = '${practiceId}' limit 1),
       part as (insert into person_site ("practiceId", id, "personId", "siteId")
         select '${practiceId}', gen_random_uuid(), id, '${siteId}' from person),
       invited as (insert into invitation ("practiceId", id, "personId", "right", email, "eventId", "createdAt", "expiresAt", "acceptedAt")
         select '${practiceId}', gen_random_uuid(), person.id, 'staff', '', said.id, now(), now(), now() from person, said),
       imported as (insert into people_import ("practiceId", id, rows, total, "startedAt", "endedAt")
         values ('${practiceId}', gen_random_uuid(), '[]', 0, now(), now())),
       tested as (insert into contact_test ("practiceId", id, "treeId", "treeName", "startedAt", "windowMinutes", "endsAt", "endedAt", "eventId")
         select '${practiceId}', gen_random_uuid(), '${treeId}', '', now(), 15, now(), now(), id from said returning id),
       branch as (insert into tree_branch ("practiceId", id, "treeId", "parentId", name, position, "leadId", "waitMinutes")
         select "practiceId", gen_random_uuid(), "treeId", id, 'Twig', 1, "leadId", 5 from tree_branch
         where "practiceId" = '${practiceId}')
     insert into contact_test_person ("practiceId", id, "testId", "personId", name)
       select '${practiceId}', gen_random_uuid(), tested.id, person.id, '' from tested, person`,
  );
  await superuser.query(
    `update delivery set state = 'handed-over', "settledAt" = now() where "practiceId" = $1`,
    [practiceId],
  );
  await inPracticeSql(owner, (door) => sealChains(door, practiceId));
  return { ...practice, incident };
}

/** Every table with a practiceId, and how many rows of that practice it has. */
export async function rowCounts(superuser: pg.Client, practiceId: string): Promise<Record<string, number>> {
  const { rows: tables } = await superuser.query<{ name: string; walled: boolean }>(
    `select c.relname as name, c.relrowsecurity as walled from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'practiceId' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await superuser.query<{ n: number }>(
      `select count(*)::int as n from "${name}" where "practiceId" = $1`,
      [practiceId],
    );
    counts[name] = rows[0]?.n ?? 0;
  }
  return counts;
}
