// Without a pointer: declare nothing by accident, tick, confirm a critical step, and hear what happened.
import type { Page } from '@playwright/test';
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import { expect, LAPTOP, test } from '../support/test';

/** Presses Tab until the named control has the focus, as a person would; fails when it is never reached. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 200; presses += 1) {
    await page.keyboard.press(key);
    const label = await page.evaluate(() => {
      const at = document.activeElement;
      return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
    });
    if (name.test(label.trim())) return;
  }
  throw new Error(`No way to ${String(name)} by ${key}.`);
}

test('tick, sheet and a critical step by keyboard alone', async ({ house, open, practice, outbox }) => {
  const voice = await Voice.of(house, practice, practice.who('lead'));
  const incident = await voice.opened();
  const { page } = await open(practice.who('staff'), LAPTOP);
  await phone.openIncident(page, practice, incident);

  await tabTo(page, /^Mark done: Is it just me\?$/);
  await page.keyboard.press('Space');
  await expect(phone.row(page, 'Is it just me?')).toHaveClass(/done/);
  await expect(page.getByRole('status').first()).toContainText('Done: Is it just me?');

  await tabTo(page, /^Mark done: Check in on paper$/);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  await tabTo(page, /^Done/);
  await page.keyboard.press('Enter');
  await expect(sheet).toContainText('Press once more to confirm');
  await expect(phone.row(page, 'Check in on paper')).not.toHaveClass(/done/);
  await page.keyboard.press('Enter');
  await expect(phone.row(page, 'Check in on paper')).toHaveClass(/done/);

  await tabTo(page, /^Hand out numbered packs/);
  await page.keyboard.press('Enter');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  const { marks } = await voice.board(incident);
  expect(marks).toHaveLength(2);
  await outbox.settled(practice, () => true);
});

test('the laptop’s pages: skip link first, then the way to the content', async ({ open, practice }) => {
  const { page } = await open(practice.who('staff'), LAPTOP);
  await page.goto(`/p/${practice.slug}`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  await tabTo(page, /^Something is down$/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/declare');
});
