// What a form was told stays when the server refuses it, choices too; a second press sends nothing twice.
import type { Page } from '@playwright/test';
import { openEditor, row, saved } from '../support/editor';
import { expect, LAPTOP, test } from '../support/test';

const refused = (page: Page, words: RegExp) => page.getByRole('alert').filter({ hasText: words });

test('publishing', async ({ open, practice }) => {
  const { page } = await open(practice.who('manager'), LAPTOP);
  await openEditor(page, practice);
  await row(page, 'Is it just me?').click();
  await page.getByLabel('How to do it').fill('Try another computer.');
  await page.getByRole('button', { name: 'Close' }).click();
  await saved(page);
  await page.getByRole('link', { name: 'Publish…' }).click();
  await page.getByLabel('What changed, and why').fill('Because.');
  const [approver, billing, review] = [
    page.getByLabel('Approved by'),
    page.getByLabel(/^Billing/),
    page.getByLabel('Next review'),
  ];
  await approver.selectOption({ label: practice.who('lead').name });
  await billing.check();
  await review.evaluate((field) => field.removeAttribute('min'));
  await review.fill('2020-01-01');
  await page.getByRole('button', { name: /^Publish version/ }).dblclick();
  await expect(refused(page, /Choose another day/)).toBeVisible();
  await expect(page.getByLabel('What changed, and why')).toHaveValue('Because.');
  await expect(approver.locator('option:checked')).toHaveText(practice.who('lead').name);
  await expect(billing).toBeChecked();
  await expect(review).toHaveValue('2020-01-01');
});

test('a new plan, from nothing and from a file', async ({ open, practice }) => {
  const { page } = await open(practice.who('manager'), LAPTOP);
  await page.goto(`/p/${practice.slug}/runbooks/new`);
  await page.getByLabel('Title').fill('   ');
  await page.getByLabel('Kind').selectOption('long');
  await page.getByRole('button', { name: 'Add an empty plan' }).click();
  await expect(refused(page, /title is empty/)).toBeVisible();
  await expect(page.getByLabel('Kind')).toHaveValue('long');

  const into = page.getByLabel('Import it');
  await into.selectOption({ index: 1 });
  const file = page.getByLabel('File', { exact: true });
  const json = { name: 'plan.json', mimeType: 'application/json', buffer: Buffer.from('{}') };
  await file.setInputFiles(json);
  await page.getByRole('button', { name: 'Import the file as a draft' }).click();
  await expect(refused(page, /not a plan that Holdfast exported/)).toBeVisible();
  await expect(into).not.toHaveValue('');
  // It is read again when it is chosen again.
  await expect(file).toHaveValue('');
});

test('the kit: kept while refused, empty for the next when it is done', async ({ open, practice }) => {
  const { page } = await open(practice.who('manager'), LAPTOP);
  await page.goto(`/p/${practice.slug}/readiness`);
  await page.getByText('Add something else').click();
  const who = page.getByLabel('Who looks after it');
  const days = page.getByLabel('Check it every how many days');
  const add = page.getByRole('button', { name: 'Add it to the kit' });
  await page.getByLabel('What it is').fill('Head lamp');
  await who.selectOption({ label: practice.who('it').name });
  await days.fill('0');
  await add.click();
  await expect(refused(page, /between 1 and 730/)).toBeVisible();
  await expect(who.locator('option:checked')).toHaveText(practice.who('it').name);
  await days.fill('7');
  await add.dblclick();
  await expect(page.getByText('Head lamp is in the kit.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Head lamp' })).toHaveCount(1);
  await expect(page.getByLabel('What it is')).toHaveValue('');
  await expect(who).toHaveValue('');
  await expect(days).toHaveValue('30');
});
