// A manager makes the short-downtime starter her own: by mouse alone, by keyboard alone, and two at once.
import type { Page } from '@playwright/test';
import { openEditor, row, saved, stepsOf } from '../support/editor';
import { isTo, words } from '../support/outbox';
import { expect, LAPTOP, test } from '../support/test';
import { Voice } from '../support/said';

const NOTE = 'The packs moved to the blue crate.';

test('edit, add, drag and publish by mouse', async ({ house, open, practice, outbox }) => {
  test.setTimeout(120_000);
  const { page } = await open(practice.who('manager'), LAPTOP);
  await page.goto(`/p/${practice.slug}/runbooks`);
  await page.getByRole('link', { name: /^Short unplanned downtime/ }).click();
  await page.getByRole('link', { name: /^(Edit|Go on with the draft)$/ }).click();
  await saved(page);

  for (const [title, how] of [
    ['Is it just me?', 'Try another computer.'],
    ['Hand out numbered packs', 'From {{site.paper_drawer}}.'],
    ['Tell the waiting room', 'Say when the next word comes.'],
  ] as const) {
    await row(page, title).click();
    await page.getByLabel('How to do it').fill(how);
    await page.getByRole('button', { name: 'Close' }).click();
  }
  const declare = page.getByRole('region', { name: 'Declare', exact: true });
  await declare.getByRole('button', { name: 'Add a step' }).click();
  await page.getByLabel('What to do').fill('Write the time on the whiteboard');
  await page.getByLabel('Whose step').selectOption({ label: 'Front desk' });
  await page.getByRole('button', { name: 'Close' }).click();

  // Two by the handle: one within its section, one into another.
  await drag(page, 'Write the time on the whiteboard', 'Declare and record the start');
  await drag(page, 'Which kind of failure?', 'Tell all staff');
  expect((await stepsOf(page, 'Declare')).map((title) => title.trim())).toEqual([
    'Write the time on the whiteboard',
    'Declare and record the start',
    'Which kind of failure?',
    'Tell all staff',
    'Report to the vendor or IT',
  ]);
  await saved(page);
  await page.getByRole('link', { name: 'Publish…' }).click();
  await expect(page.getByRole('heading', { name: 'What changes' })).toBeVisible();
  await expect(page.getByText('5 changes against version 1')).toBeVisible();
  await page.getByLabel('What changed, and why').fill(NOTE);
  await page.getByRole('button', { name: 'Publish version 2' }).click();
  await expect(page.getByText('Version 2 is published')).toBeVisible();
  await expect(page.getByText(NOTE).first()).toBeVisible();

  const { runbooks } = await (await Voice.of(house, practice, practice.who('staff'))).snapshot();
  const plan = runbooks.find(({ slug }) => slug === 'short-downtime');
  expect(plan?.version).toBe(2);
  const steps = plan?.sections.flatMap((section) => section.steps) ?? [];
  expect(steps).toHaveLength(22);
  expect(steps.find(({ title }) => title === 'Hand out numbered packs')?.detail).not.toContain('{{');
  // Told: those whose steps changed, each once, and nothing that anybody typed about it.
  const told = await outbox.settled(practice, (message) => words(message).includes('Plan changed'));
  const front = practice.people.filter(({ jobRoles }) => jobRoles.includes('front_desk'));
  for (const person of front) expect(told.filter(isTo(person)), person.name).toHaveLength(1);
  expect(told.map(words).join()).not.toContain('blue crate');
});

/** Drags a step by its handle to the place above another, as a hand does: press, move, let go. */
async function drag(page: Page, title: string, above: string): Promise<void> {
  const handle = (name: string) => page.getByRole('button', { name: `Move: ${name}`, exact: true });
  await handle(title).evaluate((at) => at.scrollIntoView({ block: 'center' }));
  const [from, to] = [await handle(title).boundingBox(), await handle(above).boundingBox()];
  if (!from || !to) throw new Error('Nothing to drag.');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2 - 8, { steps: 4 });
  await page.mouse.move(to.x + 160, to.y + 4, { steps: 12 });
  await page.mouse.up();
  await expect(page.getByText(`“${title}” was moved`)).toBeAttached();
}

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 400; presses += 1) {
    await page.keyboard.press(key);
    const label = await page.evaluate(() => {
      const at = document.activeElement;
      const labels = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at.labels : null;
      return at?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? at?.textContent ?? '';
    });
    if (name.test(label.trim())) return;
  }
  throw new Error(`No way to ${String(name)} by ${key}.`);
}

test('edit, add, move and publish by keyboard', async ({ open, practice, outbox }) => {
  test.setTimeout(180_000);
  const { page } = await open(practice.who('manager'), LAPTOP);
  await openEditor(page, practice);
  const press = (key: string) => page.keyboard.press(key);
  await page.locator('#main').focus();

  for (const title of ['Is it just me?', 'Which kind of failure?', 'Tell all staff']) {
    await tabTo(page, new RegExp(`^${title.replace('?', '\\?')}`));
    await press('Enter');
    await tabTo(page, /^What to do/);
    await press('End');
    await page.keyboard.type(' Now.');
    await tabTo(page, /^Close$/);
    await press('Enter');
  }
  // A step below the one that is open; the focus is in its title.
  await tabTo(page, /^Report to the vendor or IT/);
  await press('Enter');
  await tabTo(page, /^Add a step below$/);
  await press('Enter');
  await expect(page.getByLabel('What to do')).toBeFocused();
  await page.keyboard.type('Write the time on the whiteboard');
  await tabTo(page, /^Close$/);
  await press('Enter');

  await tabTo(page, /^Move: Write the time on the whiteboard$/, 'Shift+Tab');
  await press('ArrowUp');
  await expect(page.getByRole('button', { name: 'Move: Write the time on the whiteboard' })).toBeFocused();
  await expect(page.getByText('is now step 3 of 4 in “Declare”')).toBeAttached();
  await press('ArrowUp');
  await press('ArrowUp');
  await tabTo(page, /^Move: Which kind of failure\? Now\.$/, 'Shift+Tab');
  await press('ArrowDown');
  expect((await stepsOf(page, 'Declare')).map((title) => title.trim())).toEqual([
    'Which kind of failure? Now.',
    'Write the time on the whiteboard',
    'Declare and record the start',
    'Tell all staff Now.',
    'Report to the vendor or IT',
  ]);
  // Undo and redo by the keys everybody knows.
  await press('Control+z');
  await expect.poll(async () => (await stepsOf(page, 'Check')).length).toBe(2);
  await press('Control+y');
  await expect.poll(async () => (await stepsOf(page, 'Check')).length).toBe(1);
  await saved(page);

  await tabTo(page, /^Publish…$/, 'Shift+Tab');
  await press('Enter');
  await page.waitForURL('**/publish');
  await page.locator('#main').focus();
  await tabTo(page, /^What changed, and why/);
  await page.keyboard.type(NOTE);
  await tabTo(page, /^Publish version 2$/);
  await press('Enter');
  await expect(page.getByText('Version 2 is published')).toBeVisible();
  await outbox.settled(practice, (message) => words(message).includes('Plan changed'));
});

test('two editors, a hundred edits each, one without a connection in the middle: nothing is lost', async ({
  open,
  practice,
  guard,
}) => {
  test.setTimeout(240_000);
  guard.allow(/ERR_INTERNET_DISCONNECTED/);
  const first = await open(practice.who('manager'), LAPTOP);
  const second = await open(practice.who('owner'), LAPTOP);
  const [one, two] = [first.page, second.page];
  for (const page of [one, two]) {
    await openEditor(page, practice);
    await row(page, 'Tell all staff').click();
  }
  const field = (page: Page) => page.getByLabel('How to do it');
  // One writes at the end, the other at the beginning of the same text.
  await field(one).press('Control+End');
  await field(two).press('Control+Home');
  for (let n = 0; n < 100; n += 1) {
    if (n === 40) await second.context.setOffline(true);
    if (n === 45) await expect(two.getByText(/^Not saved since/)).toBeVisible();
    if (n === 60) await second.context.setOffline(false);
    await one.keyboard.type(`(a${n})`);
    await two.keyboard.type(`(b${n})`);
  }
  await saved(one);
  await saved(two);
  const all = (text: string): string[] =>
    ['a', 'b']
      .flatMap((who) => Array.from({ length: 100 }, (_, n) => `(${who}${n})`))
      .filter((word) => !text.includes(word));
  await expect.poll(async () => all(await field(one).inputValue())).toEqual([]);
  await expect.poll(async () => all(await field(two).inputValue())).toEqual([]);
  expect(await field(one).inputValue()).toBe(await field(two).inputValue());
  await expect(one.getByText(/changed by .+,/)).toBeVisible();
  await one.reload();
  await row(one, 'Tell all staff').click();
  expect(await field(one).inputValue()).toBe(await field(two).inputValue());
});

test('the last word typed is published too, and a clock keeps the unit that was chosen', async ({
  open,
  practice,
}) => {
  const { page } = await open(practice.who('manager'), LAPTOP);
  await openEditor(page, practice);
  await row(page, 'Tell all staff').click();
  await page.getByLabel('How long').fill('60');
  await expect(page.getByLabel('Minutes, hours or days')).toHaveValue('1');
  await expect(page.getByText('Within 1 h', { exact: true })).toBeVisible();
  await page.getByLabel('How long').fill('1.5');
  await expect(page.getByText('Type a whole number of minutes')).toBeVisible();
  await page.getByLabel('How long').fill('90');
  await page.getByLabel('How to do it').fill('Unmistakable.');
  await page.getByRole('link', { name: 'Publish…' }).click();
  await page.waitForURL('**/publish');
  await expect(page.getByText('Unmistakable.')).toBeVisible();
  await expect(page.getByText('Within 1 h 30 min')).toBeVisible();
});

test('what could not be sent outlives the tab', async ({ open, practice, guard }) => {
  guard.allow(/ERR_INTERNET_DISCONNECTED/);
  const { page, context } = await open(practice.who('manager'), LAPTOP);
  await openEditor(page, practice);
  await row(page, 'Tell all staff').click();
  await context.setOffline(true);
  await page.getByLabel('What to do').fill('Tell everybody, in person');
  await expect(page.getByText('No connection.')).toBeVisible();
  await page.close({ runBeforeUnload: false });
  await context.setOffline(false);
  const again = await context.newPage();
  await openEditor(again, practice);
  await expect(row(again, 'Tell everybody, in person')).toBeVisible();
  await saved(again);
});
