// The binder: printed, put on the shelf, ticked, and seen to age; and a single plan on paper.
import type { Page } from '@playwright/test';
import { PgBoss } from 'pg-boss';
import { ensurePdfTools, pdfFacts, pdfPages } from '@/lib/testing/pdf';
import { Voice } from '../support/said';
import { expect, LAPTOP, test } from '../support/test';

test.beforeAll(() => {
  test.setTimeout(600_000);
  ensurePdfTools();
});

async function pdf(page: Page, path: string): Promise<Buffer> {
  const answer = await page.request.get(path);
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(answer.headers()['content-disposition']).toMatch(/^inline; filename="[a-z0-9-]+\.pdf"$/);
  return answer.body();
}

test('a lead prints the binder, ticks it, and sees it age', async ({ house, open, practice }) => {
  test.setTimeout(120_000);
  const lead = practice.who('lead');
  const { page } = await open(lead, LAPTOP);
  await page.goto(`/p/${practice.slug}`);
  await page.locator('summary').filter({ hasText: 'More' }).click();
  await page.getByRole('link', { name: 'Binder', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Binder' })).toBeVisible();
  const main = page.getByRole('region', { name: 'Lakeside Main' });
  await expect(main).toContainText('Not made yet');
  await expect(main).toContainText('Nobody has said so yet');
  await expect(main.getByRole('button', { name: /The new print is in the binder/ })).toHaveCount(0);

  const download = main.getByRole('link', { name: /^Download the binder/ });
  const path = (await download.getAttribute('href')) ?? '';
  const bytes = await pdf(page, path);
  const pages = pdfPages(bytes);
  expect(pages.length).toBeGreaterThan(40);
  for (const [at, text] of pages.entries()) {
    expect(text).toContain(`Page ${at + 1} of ${pages.length}`);
    expect(text).toContain('Lakeside Main');
  }
  expect(pdfFacts(bytes).faults).toBe('');
  const text = pages.join('\n');
  const voice = await Voice.of(house, practice, lead);
  for (const plan of (await voice.snapshot()).runbooks) expect(text).toContain(plan.title.slice(0, 30));
  for (const person of practice.people) expect(text).toContain(person.name);

  await page.reload();
  await expect(main).toContainText(`${pages.length} pages`);
  await expect(main).toContainText('Up to date');
  await main.getByRole('button', { name: /The new print is in the binder/ }).click();
  await expect(main.getByText('Kept: this print is in the binder.')).toBeVisible();
  await expect(main).toContainText(`ticked by ${lead.name}`);
  await expect(main).toContainText('Nothing changed since');

  await house.db.query(`update vendor set "supportLine" = '+13125550177' where "practiceId" = $1`, [
    practice.practiceId,
  ]);
  await page.reload();
  await expect(main).toContainText('2 cards changed since: print again');
  await expect(main).toContainText('Contact card');
  await expect(main.getByRole('button', { name: /The new print is in the binder/ })).toHaveCount(0);
  await main.getByRole('button', { name: /Make it again now/ }).click();
  await expect(main.getByText('The binder is made again and up to date.')).toBeVisible();
  expect(pdfPages(await pdf(page, path)).join('\n')).toContain('312-555-0177');
  await main.getByRole('button', { name: /The new print is in the binder/ }).click();
  await expect(main).toContainText('Nothing changed since');
  // The other site's shelf is its own.
  await expect(page.getByRole('region', { name: 'Lakeside North' })).toContainText('Nobody has said so yet');
});

test('the worker makes the binders when it is told that something changed', async ({ house, practice }) => {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => house.db.query(text, values) },
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  await boss.send('binder', { practiceId: practice.practiceId });
  await boss.stop({ graceful: false });
  const made = async (): Promise<number> => {
    const { rows } = await house.db.query('select 1 from binder_file where "practiceId" = $1', [
      practice.practiceId,
    ]);
    return rows.length;
  };
  await expect.poll(made, { timeout: 30_000 }).toBe(2);
});

test('a print that grew old while the page was open is not ticked, and nothing is lost', async ({
  house,
  open,
  practice,
}) => {
  const { page } = await open(practice.who('lead'), LAPTOP);
  await page.goto(`/p/${practice.slug}/binder`);
  const main = page.getByRole('region', { name: 'Lakeside Main' });
  await main.getByRole('button', { name: /Make it again now/ }).click();
  const tick = main.getByRole('button', { name: /The new print is in the binder/ });
  await expect(tick).toBeVisible();
  await house.db.query(`update binder_file set fingerprint = 'another' where "practiceId" = $1`, [
    practice.practiceId,
  ]);
  await tick.click();
  await expect(main.getByRole('alert')).toContainText('nothing was ticked');
});

test('staff see how old it is, print plans, and get no colleague’s numbers', async ({ open, practice }) => {
  const { page } = await open(practice.who('staff'), LAPTOP);
  await page.goto(`/p/${practice.slug}/binder`);
  await expect(page.getByText('Leads and managers print the binder')).toBeVisible();
  await expect(page.getByRole('link', { name: /Download/ })).toHaveCount(0);
  const { page: leads } = await open(practice.who('lead'), LAPTOP);
  await leads.goto(`/p/${practice.slug}/binder`);
  const path = await leads
    .getByRole('link', { name: /^Download the binder/ })
    .first()
    .getAttribute('href');
  const refused = await page.request.get(path ?? '');
  expect(refused.status()).toBe(403);
  expect(await refused.text()).toContain('You may not do this here');

  await page.goto(`/p/${practice.slug}/runbooks/short-downtime?role=front_desk`);
  const link = page.getByRole('link', { name: 'Printed page (PDF)' });
  const pages = pdfPages(await pdf(page, (await link.getAttribute('href')) ?? ''));
  const text = pages.join('\n');
  expect(text).toContain('Front desk');
  expect(text).toContain('Is it just me?');
  expect(text).not.toContain('{{');
  expect(text).toMatch(/Version 1, published/);
});

test('signed out, one comes back to the print after signing in', async ({ house, practice }) => {
  const path = `/p/${practice.slug}/runbooks/short-downtime/pdf?role=front_desk`;
  const answer = await fetch(house.url + path, { redirect: 'manual' });
  expect(answer.status).toBe(307);
  expect(answer.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
});
