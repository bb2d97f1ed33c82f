// What a person does on the phone program, in the words on its screen.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Minted, Person } from './mint';

export const PASSWORD = 'holdfast-demo-1';

/** Signs in through the form, from the front door. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(person.loginEmail ?? '');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function openHome(page: Page, practice: Minted): Promise<void> {
  await page.goto(`/live/${practice.slug}`);
  await expect(page.getByRole('heading', { level: 1, name: practice.name })).toBeVisible();
  await connected(page);
}

/** The line that says how this phone is connected. */
export function connection(page: Page): Locator {
  return page.locator('.connection').first();
}

export async function connected(page: Page): Promise<void> {
  await expect(connection(page)).toContainText(/Live\.|Connected\./);
}

export interface Declaring {
  what?: string[];
  drill?: boolean;
  /** Minutes ago, one of the chips. */
  ago?: 5 | 15 | 30;
}

/** From home to the live checklist; returns the incident's id. */
export async function declare(
  page: Page,
  { what = ['EHR'], drill = false, ago }: Declaring = {},
): Promise<string> {
  await page.getByRole('link', { name: 'Something is down' }).click();
  if (drill) await page.getByRole('switch', { name: 'This is a DRILL' }).click();
  for (const word of what) await page.getByRole('button', { name: word, exact: true }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  for (const question of [/another website/, /another computer/]) {
    await page.getByRole('group', { name: question }).getByRole('button', { name: 'Yes' }).click();
  }
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByLabel('Plan')).toContainText('(suggested)');
  if (ago) await page.getByRole('button', { name: `−${ago} min` }).click();
  return send(page, drill ? /^Start the DRILL: tell \d+ people$/ : /^Tell \d+ people$/);
}

/** Presses the button that tells, and once more when it asks. */
export async function send(page: Page, button: RegExp): Promise<string> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('button', { name: /^Press again/ }).click();
  await page.waitForURL(/\/i\/[0-9a-f-]{36}$/);
  await connected(page);
  return incidentOf(page);
}

export function incidentOf(page: Page): string {
  return /\/i\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

export async function openIncident(page: Page, practice: Minted, incident: string, part = ''): Promise<void> {
  await page.goto(`/live/${practice.slug}/i/${incident}${part && `/${part}`}`);
  await expect(page.getByRole('navigation', { name: 'Parts of this incident' })).toBeVisible();
  await connected(page);
}

/** The four ways to look at an incident. */
export async function tab(page: Page, name: 'Steps' | 'People' | 'Log' | 'Lead'): Promise<void> {
  await page.getByRole('navigation', { name: 'Parts of this incident' }).getByRole('link', { name }).click();
}

/** A step's row. Folded-away ones and the big next step do not count. */
export function row(page: Page, title: string): Locator {
  return page.locator('li.row').filter({ has: page.locator('.title', { hasText: title }) });
}

/** One press, for a step that needs no more than that. */
export async function tick(page: Page, title: string): Promise<void> {
  await row(page, title)
    .getByRole('button', { name: `Mark done: ${title}` })
    .click();
}

export async function openSheet(page: Page, title: string): Promise<Locator> {
  await row(page, title).locator('button.open').click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('heading', { name: title })).toBeVisible();
  return sheet;
}

export async function takeBack(page: Page, title: string): Promise<void> {
  const sheet = await openSheet(page, title);
  await sheet.getByRole('button', { name: 'Take back what was said' }).click();
  await expect(sheet).toBeHidden();
}

/** The row of somebody on the People screen, or beside the checklist. */
export function personRow(page: Page, name: string): Locator {
  return page.locator('li.person').filter({ hasText: name });
}
