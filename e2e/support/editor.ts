// How tests use the editor of a plan, as a person would.
import { expect, type Page } from '@playwright/test';
import type { Minted } from './mint';

export async function openEditor(page: Page, practice: Minted, slug = 'short-downtime'): Promise<void> {
  await page.goto(`/p/${practice.slug}/runbooks/${slug}/edit`);
  await saved(page);
}

/** Waits until the server has everything. */
export async function saved(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /^Saved / })).toBeVisible();
}

export const row = (page: Page, title: string) => page.getByRole('button', { name: title, expanded: false });

/** The titles of one section's steps, in order. */
export async function stepsOf(page: Page, section: string): Promise<string[]> {
  return page
    .getByRole('region', { name: section, exact: true })
    .getByRole('listitem')
    .locator('button[aria-expanded] span[dir]')
    .allTextContents();
}
