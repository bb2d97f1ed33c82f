// Reading in fair weather: all eleven plans, contacts, call list, sites and vendors, on a laptop, on paper, on a phone.
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import { expect, LAPTOP, test } from '../support/test';

test('all eleven plans on a laptop, and on paper with version and date', async ({
  house,
  open,
  practice,
}) => {
  test.setTimeout(120_000);
  const voice = await Voice.of(house, practice, practice.who('staff'));
  const { runbooks } = await voice.snapshot();
  expect(runbooks).toHaveLength(11);
  const { page } = await open(practice.who('staff'), LAPTOP);
  await page.goto(`/p/${practice.slug}/runbooks`);
  for (const plan of runbooks)
    await expect(page.getByRole('link', { name: plan.title, exact: true })).toBeVisible();
  for (const plan of runbooks) {
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`/p/${practice.slug}/runbooks/${plan.slug}`);
    await expect(page.getByRole('heading', { level: 1, name: plan.title })).toBeVisible();
    const steps = plan.sections.flatMap((section) => section.steps);
    for (const step of steps)
      await expect(page.getByRole('heading', { level: 3, name: step.title }).first()).toBeVisible();
    await expect(page.getByText('{{')).toHaveCount(0);
    await page.emulateMedia({ media: 'print' });
    const head = page.locator('.sheet-head');
    await expect(head).toBeVisible();
    await expect(head).toContainText(practice.name);
    await expect(head).toContainText(plan.title);
    await expect(head).toContainText(/version 1, \w{3} \d{1,2}, \d{4}/);
    await expect(head).toContainText(/Printed \w{3} \d{1,2}, \d{4}/);
    await expect(page.getByRole('navigation', { name: 'Practice' })).toHaveCount(0);
  }
});

test('one job’s steps, one site’s values', async ({ open, practice }) => {
  const { page } = await open(practice.who('staff'), LAPTOP);
  await page.goto(`/p/${practice.slug}/runbooks/short-downtime`);
  await page.getByLabel('For the site').selectOption({ label: 'Lakeside North' });
  await page.getByLabel('Steps of').selectOption({ label: 'Front desk' });
  await page.getByRole('button', { name: 'Show' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Front desk');
  await expect(page.getByText('blue crate under the check-in desk')).toBeVisible();
});

test('contacts, call list, sites and vendors on a laptop', async ({ open, practice }) => {
  const { page } = await open(practice.who('lead'), LAPTOP);
  await page.goto(`/p/${practice.slug}/contacts`);
  for (const person of practice.people) await expect(page.getByText(person.name).first()).toBeVisible();
  await expect(page.getByText('Nurses and clinicians').first()).toBeVisible();
  await page.goto(`/p/${practice.slug}/contacts/call-list`);
  await expect(page.getByText('Walt Dempsey').first()).toBeVisible();
  await page.goto(`/p/${practice.slug}/sites`);
  await expect(page.getByText('Lakeside Main').first()).toBeVisible();
  await expect(page.getByText('Harbor Hall Community Center').first()).toBeVisible();
  await page.goto(`/p/${practice.slug}/vendors`);
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  expect(await page.getByRole('row').count()).toBeGreaterThan(5);
});

test('staff see who, but not colleagues’ numbers', async ({ open, practice }) => {
  const { page } = await open(practice.who('staff'), LAPTOP);
  const nurse = practice.who('nurse');
  const digits = (nurse.mobile ?? '').slice(-7);
  for (const path of ['/contacts', '/contacts/call-list']) {
    await page.goto(`/p/${practice.slug}${path}`);
    await expect(page.getByText(nurse.name).first()).toBeVisible();
    expect((await page.content()).replace(/[^\d]/g, '')).not.toContain(digits);
    expect(await page.content()).not.toContain(nurse.email ?? '');
  }
});

test('plans, contacts, sites and vendors on a phone', async ({ house, open, practice }) => {
  test.setTimeout(120_000);
  const voice = await Voice.of(house, practice, practice.who('lead'));
  const { runbooks } = await voice.snapshot();
  const { page } = await open(practice.who('lead'));
  await phone.openHome(page, practice);
  for (const plan of runbooks) {
    await page.getByRole('link', { name: plan.title }).first().click();
    await expect(page.getByRole('heading', { level: 1, name: plan.title })).toBeVisible();
    await expect(page.getByText(/Version 1, published/)).toBeVisible();
    const [step] = plan.sections.flatMap((section) => section.steps);
    await expect(page.getByText(step?.title ?? '').first()).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('heading', { level: 1, name: practice.name })).toBeVisible();
  }
  for (const [link, seen] of [
    ['People and call lists', 'Walt Dempsey'],
    ['Sites and alternate sites', 'Harbor Hall Community Center'],
    ['Vendors and support lines', 'Wrenfield'],
  ] as const) {
    await page.getByRole('link', { name: link }).click();
    await expect(page.getByText(seen).first()).toBeVisible();
    await page.goBack();
  }
});
