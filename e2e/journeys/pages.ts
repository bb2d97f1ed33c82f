// Every page there is, for looking at (shots) and for axe.
import { expect, type Page } from '@playwright/test';
import type { House } from '../support/house';
import { changeDraft } from '../support/editor';
import { publishNext } from '../support/next-version';
import { answerPath } from '../support/outbox';
import { idsOf } from '../walls/world';
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import type { Minted } from '../support/mint';

export interface Look {
  name: string;
  path: string;
  /** Signed in as; nobody when null. */
  as: 'owner' | 'manager' | 'lead' | 'staff' | null;
  /** What must be there before one looks. */
  ready?: (page: Page) => Promise<void>;
}

const incidentReady = async (page: Page): Promise<void> => {
  await phone.connected(page);
  await expect(page.getByText(/Opening…|Reading…/)).toHaveCount(0);
};

/** Prepares a practice in the middle of things and lists its pages. */
export async function allPages(house: House, practice: Minted): Promise<Look[]> {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const staff = await Voice.of(house, practice, practice.who('staff'));
  const closed = await lead.opened({ drill: true });
  await lead.say('incident.close', closed, { reason: 'Drill over' });
  const incident = await lead.opened();
  const { steps } = await lead.board(incident);
  const step = (title: string): string => steps.find((one) => one.title === title)?.id ?? '';
  await lead.say('step.done', incident, { replaces: [] }, { step: step('Is it just me?') });
  await lead.say(
    'step.blocked',
    incident,
    { reason: 'No answer', replaces: [] },
    { step: step('Report to the vendor or IT') },
  );
  await lead.say(
    'step.na',
    incident,
    { reason: 'Nobody waits', replaces: [] },
    { step: step('Tell the waiting room') },
  );
  await staff.say('incident.answer', incident, { answer: 'here' });
  await house.settle(practice.practiceId);
  const drill = await lead.opened({ drill: true, siteId: (await lead.snapshot()).sites[1]?.id });
  await updated(house, practice, lead, drill);
  const report = crypto.randomUUID();
  await staff.say('incident.report', report, {
    siteId: (await lead.snapshot()).sites[1]?.id,
    whatDown: ['phones'],
    noticedAt: new Date().toISOString(),
    note: 'No dial tone',
  });
  await house.settle(practice.practiceId);
  const manager = await Voice.of(house, practice, practice.who('manager'));
  await changeDraft(house, manager, 'recovery');
  const mail = house.fakes
    .captured(practice.who('nurse').email ?? '')
    .find((one) => one.text.includes('/r/'));
  const { sites, vendors } = await lead.snapshot();
  const site = sites[0]?.id ?? '';
  const vendor = vendors[0]?.id ?? '';
  const alternate = sites[0]?.alternateSites[0] ?? { siteId: '', id: '' };
  const { rows } = await house.db.query<{ id: string }>(
    'select id from kit_item where "practiceId" = $1 order by position limit 1',
    [practice.practiceId],
  );
  const kitItem = rows[0]?.id ?? '';
  const nurse = practice.who('nurse').id;
  const lists = await staffLists(house, practice.practiceId);
  const { tree = '', test: contactTest = '' } = await idsOf(house.db, practice);
  const p = `/p/${practice.slug}`;
  const live = `/live/${practice.slug}`;
  const on = `${live}/i/${incident}`;
  const sheet = async (page: Page): Promise<void> => {
    await incidentReady(page);
    await phone.openSheet(page, 'Hand out numbered packs');
  };
  const declaring = (presses: string[]) => async (page: Page) => {
    // From the first screen: what an earlier visit chose is kept through a reload.
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await page.getByRole('button', { name: 'EHR', exact: true }).click();
    for (const name of presses) await page.getByRole('button', { name }).click();
  };
  return [
    { name: 'front-door', path: '/', as: null },
    { name: 'sign-in', path: '/sign-in', as: null },
    { name: 'sign-in-error', path: '/sign-in', as: null, ready: wrongPassword },
    { name: 'sign-in-code', path: '/sign-in/code', as: null },
    { name: 'sign-in-code-typed', path: '/sign-in/code', as: null, ready: askedForCode },
    { name: 'sign-in-link-over', path: '/sign-in/link/x', as: null },
    { name: 'sign-up', path: '/sign-up', as: null },
    { name: 'sign-up-error', path: '/sign-up', as: null, ready: lookAlike },
    { name: 'sign-up-code-over', path: '/sign-up/code?pass=x', as: null },
    { name: 'sign-out', path: '/sign-out', as: 'staff' },
    { name: 'practices', path: '/practices', as: 'lead' },
    { name: 'account', path: '/account', as: 'lead' },
    { name: 'account-open', path: '/account', as: 'manager', ready: allOpen },
    { name: 'account-code-over', path: '/account/code', as: 'lead' },
    { name: 'confirmed', path: '/confirm?next=/account', as: 'lead' },
    {
      name: 'confirm',
      path: '/confirm',
      as: 'staff',
      ready: async (page) => {
        await house.db.query(
          `update session set "freshAt" = now() - interval '1 hour' where "accountId" = $1`,
          [practice.who('staff').accountId],
        );
        await page.reload();
        await expect(page.getByRole('button', { name: 'Confirm' })).toBeVisible();
      },
    },
    { name: 'home', path: p, as: 'manager' },
    { name: 'plans', path: `${p}/runbooks`, as: 'manager' },
    { name: 'plan', path: `${p}/runbooks/short-downtime`, as: 'manager' },
    { name: 'plan-one-role', path: `${p}/runbooks/power-loss?role=front_desk`, as: 'staff' },
    { name: 'plan-compare', path: `${p}/runbooks/short-downtime/compare`, as: 'manager' },
    { name: 'plan-compare-one', path: `${p}/runbooks/power-loss/compare`, as: 'manager' },
    { name: 'plans-staff', path: `${p}/runbooks`, as: 'staff' },
    { name: 'plan-new', path: `${p}/runbooks/new`, as: 'manager' },
    { name: 'plan-edit', path: `${p}/runbooks/power-loss/edit`, as: 'manager', ready: editing },
    { name: 'plan-edit-step', path: `${p}/runbooks/power-loss/edit`, as: 'manager', ready: editingStep },
    { name: 'plan-edit-staff', path: `${p}/runbooks/power-loss/edit`, as: 'staff' },
    { name: 'plan-publish', path: `${p}/runbooks/recovery/publish`, as: 'manager', ready: allOpen },
    { name: 'plan-publish-nothing', path: `${p}/runbooks/internet-outage/publish`, as: 'manager' },
    { name: 'plan-starter', path: `${p}/runbooks/planned-maintenance/starter`, as: 'manager' },
    { name: 'contacts', path: `${p}/contacts`, as: 'manager' },
    { name: 'contacts-nobody-found', path: `${p}/contacts?search=zzz`, as: 'manager' },
    { name: 'person-new', path: `${p}/contacts/people/new`, as: 'manager' },
    { name: 'person', path: `${p}/contacts/people/${nurse}`, as: 'manager', ready: allOpen },
    { name: 'person-own', path: `${p}/contacts/people/${practice.who('staff').id}`, as: 'staff' },
    { name: 'staff-list', path: `${p}/contacts/import`, as: 'manager' },
    { name: 'staff-list-checked', path: `${p}/contacts/import/${lists.checked}`, as: 'manager' },
    { name: 'staff-list-going', path: `${p}/contacts/import/${lists.going}`, as: 'manager' },
    { name: 'staff-list-ended', path: `${p}/contacts/import/${lists.ended}`, as: 'manager' },
    { name: 'contacts-staff', path: `${p}/contacts`, as: 'staff' },
    { name: 'call-list', path: `${p}/contacts/call-list`, as: 'manager' },
    { name: 'trees', path: `${p}/contacts/trees`, as: 'manager' },
    { name: 'tree', path: `${p}/contacts/trees/${tree}`, as: 'manager' },
    { name: 'tree-staff', path: `${p}/contacts/trees/${tree}`, as: 'staff' },
    { name: 'tree-edit', path: `${p}/contacts/trees/${tree}/edit`, as: 'manager' },
    { name: 'tree-new', path: `${p}/contacts/trees/new`, as: 'manager' },
    { name: 'tree-suggested', path: `${p}/contacts/trees/new?suggest=1`, as: 'manager' },
    { name: 'contact-tests', path: `${p}/contacts/tests`, as: 'lead' },
    { name: 'contact-test-new', path: `${p}/contacts/tests/new`, as: 'lead' },
    { name: 'contact-test', path: `${p}/contacts/tests/${contactTest}`, as: 'lead' },
    { name: 'sites', path: `${p}/sites`, as: 'manager' },
    { name: 'sites-staff', path: `${p}/sites`, as: 'staff' },
    { name: 'site-new', path: `${p}/sites/new`, as: 'manager' },
    { name: 'site-facts', path: `${p}/sites/facts`, as: 'manager' },
    { name: 'site-edit', path: `${p}/sites/${site}`, as: 'manager' },
    { name: 'site-systems', path: `${p}/sites/${site}/systems`, as: 'manager' },
    { name: 'alternate-new', path: `${p}/sites/${site}/alternate/new`, as: 'manager' },
    { name: 'alternate', path: `${p}/sites/${alternate.siteId}/alternate/${alternate.id}`, as: 'staff' },
    {
      name: 'alternate-edit',
      path: `${p}/sites/${alternate.siteId}/alternate/${alternate.id}/edit`,
      as: 'manager',
    },
    { name: 'vendors', path: `${p}/vendors`, as: 'manager' },
    { name: 'vendor-new', path: `${p}/vendors/new`, as: 'manager' },
    { name: 'vendor-edit', path: `${p}/vendors/${vendor}`, as: 'manager' },
    { name: 'binder', path: `${p}/binder`, as: 'manager' },
    { name: 'binder-staff', path: `${p}/binder`, as: 'staff' },
    { name: 'incidents', path: `${p}/incidents`, as: 'manager' },
    { name: 'record', path: `${p}/incidents/${incident}`, as: 'manager' },
    { name: 'apply', path: `${p}/incidents/${incident}/apply`, as: 'lead' },
    { name: 'apply-staff', path: `${p}/incidents/${incident}/apply`, as: 'staff' },
    { name: 'apply-nothing', path: `${p}/incidents/${drill}/apply`, as: 'lead' },
    { name: 'record-updated', path: `${p}/incidents/${drill}`, as: 'manager' },
    { name: 'record-drill-closed', path: `${p}/incidents/${closed}`, as: 'manager' },
    { name: 'readiness', path: `${p}/readiness`, as: 'manager' },
    { name: 'readiness-staff', path: `${p}/readiness`, as: 'staff' },
    { name: 'readiness-forms', path: `${p}/readiness`, as: 'manager', ready: allOpen },
    { name: 'kit-item', path: `${p}/readiness/${kitItem}`, as: 'manager' },
    { name: 'second-factor', path: '/account/second-factor', as: 'staff' },
    { name: 'backup-codes-none', path: '/account/backup-codes', as: 'staff' },
    { name: 'devices', path: '/account/devices', as: 'staff' },
    { name: 'second-step-over', path: '/sign-in/second?step=x', as: null },
    { name: 'break-glass-door', path: '/sign-in/break-glass', as: null },
    { name: 'break-glass-manager', path: `${p}/settings/break-glass`, as: 'manager' },
    { name: 'members', path: `${p}/members`, as: 'manager' },
    { name: 'members-staff', path: `${p}/members`, as: 'staff' },
    { name: 'member-invite', path: `${p}/members/invite`, as: 'manager' },
    { name: 'member', path: `${p}/members/${practice.who('staff').id}`, as: 'manager', ready: allOpen },
    { name: 'set-up', path: `${p}/set-up`, as: 'manager' },
    { name: 'set-up-plans', path: `${p}/set-up/plans`, as: 'manager' },
    { name: 'set-up-phone', path: `${p}/set-up/phone`, as: 'manager' },
    { name: 'sign-up-practice', path: '/sign-up/practice', as: 'staff' },
    { name: 'sign-up-file', path: '/sign-up/practice?from=file', as: 'staff' },
    { name: 'invitation-nowhere', path: '/invitation/AAAAAAAAAAAAAAAA', as: null },
    { name: 'settings', path: `${p}/settings`, as: 'manager' },
    { name: 'settings-practice', path: `${p}/settings/practice`, as: 'manager' },
    { name: 'settings-export', path: `${p}/settings/export`, as: 'owner' },
    { name: 'settings-import', path: `${p}/settings/import`, as: 'owner' },
    { name: 'settings-old', path: `${p}/settings/old`, as: 'owner' },
    { name: 'settings-delete', path: `${p}/settings/delete`, as: 'owner' },
    { name: 'audit', path: `${p}/audit`, as: 'manager' },
    { name: 'audit-incidents', path: `${p}/audit?of=incidents`, as: 'manager' },
    { name: 'not-found', path: '/nothing-here', as: null },
    { name: 'not-found-in-practice', path: `${p}/runbooks/nothing-here`, as: 'manager' },
    { name: 'outbox', path: '/dev/outbox', as: null },
    { name: 'answer', path: mail ? answerPath(mail) : '/r/x', as: null },
    { name: 'answer-closed', path: '/r/AAAAAAAAAAAAAAAA', as: null },
    { name: 'live-signed-out', path: live, as: null },
    { name: 'live-choose', path: '/live', as: 'lead' },
    { name: 'live-lost', path: `${live}/nowhere`, as: 'lead' },
    { name: 'live-home', path: live, as: 'lead', ready: phone.connected },
    { name: 'live-declare', path: `${live}/declare`, as: 'lead' },
    { name: 'live-declare-checks', path: `${live}/declare`, as: 'lead', ready: declaring(['Next']) },
    { name: 'live-declare-review', path: `${live}/declare`, as: 'lead', ready: declaring(['Next', 'Skip']) },
    { name: 'live-report', path: `${live}/declare`, as: 'staff', ready: declaring(['Next']) },
    { name: 'live-plans', path: `${live}/plans`, as: 'lead' },
    { name: 'live-plan', path: `${live}/plans/short-downtime`, as: 'lead' },
    { name: 'live-contacts', path: `${live}/contacts`, as: 'lead' },
    { name: 'live-sites', path: `${live}/sites`, as: 'lead' },
    { name: 'live-vendors', path: `${live}/vendors`, as: 'lead' },
    { name: 'checklist', path: on, as: 'lead', ready: incidentReady },
    { name: 'checklist-staff', path: on, as: 'staff', ready: incidentReady },
    { name: 'checklist-sheet', path: on, as: 'lead', ready: sheet },
    { name: 'people', path: `${on}/people`, as: 'lead', ready: incidentReady },
    { name: 'log', path: `${on}/happened`, as: 'lead', ready: incidentReady },
    { name: 'lead', path: `${on}/lead`, as: 'lead', ready: incidentReady },
    { name: 'calls', path: `${on}/calls`, as: 'lead', ready: incidentReady },
    { name: 'checklist-drill', path: `${live}/i/${drill}`, as: 'lead', ready: incidentReady },
    { name: 'checklist-report', path: `${live}/i/${report}`, as: 'lead', ready: incidentReady },
    { name: 'checklist-closed', path: `${live}/i/${closed}`, as: 'staff', ready: incidentReady },
  ];
}

/** A newer version of the plan is published, and one incident takes it: a step of it came, one is no longer in the plan. */
async function updated(house: House, practice: Minted, lead: Voice, incident: string): Promise<void> {
  const { steps, runs } = await lead.board(incident);
  await lead.say('step.note', incident, { note: 'The vendor will write' }, { step: steps.at(-1)?.id });
  const { versionId } = await publishNext(house.db, practice.practiceId, 'short-downtime');
  const value = { runId: runs[0]?.id, versionId };
  expect(await lead.say('run.update', incident, value)).toMatchObject({ outcome: 'applied' });
}

/** The same list before, while and after it is taken in. */
async function staffLists(
  house: House,
  practiceId: string,
): Promise<{ checked: string; going: string; ended: string }> {
  const add = async (rows: object, counts: string): Promise<string> => {
    const { rows: made } = await house.db.query<{ id: string }>(
      `insert into people_import ("practiceId", id, "fileName", rows, total, done, added, refused, "endedAt", "startedAt")
       select $1, gen_random_uuid(), 'staff.csv', $2, ${counts}, now() returning id`,
      [practiceId, JSON.stringify(rows)],
    );
    return made[0]?.id ?? '';
  };
  const list = {
    header: ['Name', 'Job', 'Mobile', 'Shoe size'],
    columns: ['name', 'jobs', 'mobile', ''],
    jobDefault: null,
    note: 'The file is in an old encoding (Windows-1252). Look whether letters like é and ñ came out right.',
    cells: [
      [2, ['Ana López', 'MA', '312-555-0166', '8']],
      [3, ['Bob Ray', 'Wizard', '312-555-0167', '9']],
    ],
  };
  const refused = `'[{"row": 3, "reason": "“911” is an emergency or help line. Give the phone’s own number."}]'`;
  return {
    checked: await add({ ...list, state: 'checked' }, `2, 0, 0, '[]', null`),
    going: await add({ ...list, state: 'going' }, `2000, 600, 600, '[]', null`),
    ended: await add({}, `2, 2, 1, ${refused}, now()`),
  };
}

async function editing(page: Page): Promise<void> {
  await expect(page.getByText(/^Saved /)).toBeVisible();
}

/** A step open, everything folded unfolded, the paper look beside it. */
async function editingStep(page: Page): Promise<void> {
  await editing(page);
  await page.locator('button[id^="open-"]').nth(1).click();
  await page.getByLabel('As', { exact: true }).selectOption('paper');
  await page.getByLabel('Due', { exact: true }).selectOption('time');
  await allOpen(page);
}

/** Everything that is folded away on a page, unfolded. */
async function allOpen(page: Page): Promise<void> {
  await page.locator('main details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
}

async function wrongPassword(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill('nobody@holdfast.example');
  await page.getByLabel('Password').fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('do not match')).toBeVisible();
}

/** To an address nobody has: it looks the same, and nothing is sent. */
async function askedForCode(page: Page): Promise<void> {
  await page.getByLabel('E-mail or mobile number').fill(`n${crypto.randomUUID()}@holdfast.example`);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByLabel('Code')).toBeVisible();
}

async function lookAlike(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Ann Example');
  await page.getByLabel('E-mail').fill('\u0430nn@lakeside.example');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByText('only looks like a plain one')).toBeVisible();
}

/** Opens a page and waits until it is what it will be. */
export async function look(page: Page, { path, ready }: Look): Promise<void> {
  await page.goto(path);
  await expect(page.locator('h1').first()).toBeVisible();
  await ready?.(page);
}

export const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'laptop', width: 1280, height: 800 },
] as const;
export const SCHEMES = ['light', 'dark'] as const;
