// How tests use the editor of a plan, as a person would.
import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import * as Y from 'yjs';
import { draftOf, readDraft, setGone, setStep } from '@/lib/runbooks/draft';
import type { House } from './house';
import type { Minted } from './mint';
import type { Voice } from './said';

export async function openEditor(page: Page, practice: Minted, slug = 'short-downtime'): Promise<void> {
  await page.goto(`/p/${practice.slug}/runbooks/${slug}/edit`);
  await saved(page);
}

/** Waits until the server has everything. */
export async function saved(page: Page): Promise<void> {
  await expect(page.getByText(/^Saved /)).toBeVisible();
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

/** Changes a plan's draft over the wire, without a browser. */
export async function editDraft(
  house: House,
  voice: Voice,
  slug: string,
  edit: (doc: Y.Doc) => void,
): Promise<void> {
  const { rows } = await house.db.query<{ id: string; state: Buffer }>(
    `select d.id, d.state from runbook r
     join runbook_draft d on d."practiceId" = r."practiceId" and d.id = r."draftId"
     where r."practiceId" = $1 and r.slug = $2`,
    [voice.practiceId, slug],
  );
  const [draft] = rows;
  if (!draft) throw new Error(`No draft of ${slug}.`);
  const doc = draftOf(draft.state);
  const before = Y.encodeStateVector(doc);
  edit(doc);
  const bytes = Buffer.from(Y.encodeStateAsUpdate(doc, before)).toString('base64');
  const change = { id: randomUUID(), bytes };
  const answer = await voice.post(`/live/v1/${voice.practiceId}/draft`, {
    draft: draft.id,
    since: 0,
    change,
  });
  expect(answer.status).toBe(200);
}

/** One step's words and clock changed, one step put aside. */
export async function changeDraft(house: House, voice: Voice, slug: string): Promise<void> {
  await editDraft(house, voice, slug, (doc) => {
    const [one, two] = readDraft(doc).plan.sections.flatMap((section) => section.steps);
    setStep(doc, one?.key ?? '', { title: 'Look at {{site.nowhere}}', due: { day: -1, at: 'close' } });
    setGone(doc, 'step', two?.key ?? '', true);
  });
}
