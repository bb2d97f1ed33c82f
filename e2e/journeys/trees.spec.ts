// A manager edits a contact tree by keyboard: what keeps it from working is said at once, nothing typed is lost, and
// two who edit at once do not wipe each other's work.
import type { Page } from '@playwright/test';
import { expect, LAPTOP, PHONE, test } from '../support/test';

/** What the server refused, beside the button; Next has an alert of its own outside. */
const refusal = (page: Page) => page.getByRole('main').getByRole('alert');
const branch = (page: Page, name: RegExp) => page.getByRole('region', { name });

test('a manager adds a branch by keyboard, is told of a circle, and saves', async ({ practice, open }) => {
  test.setTimeout(120_000);
  const { page } = await open(practice.who('manager'), LAPTOP);
  const trees = `/p/${practice.slug}/contacts/trees`;
  await page.goto(trees);
  await page.getByRole('link', { name: 'Everyone at Lakeside' }).press('Enter');
  await page.getByRole('link', { name: 'Edit this tree' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Edit Everyone at Lakeside' })).toBeVisible();

  await page.getByRole('button', { name: 'Add a branch' }).press('Enter');
  // The keyboard is in the new branch's name already.
  await page.keyboard.type('Night desk');
  await page.keyboard.press('Tab');
  // Below whoever starts the calls, the leads and the nurses: the front desk.
  for (let down = 0; down < 3; down += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Lee Hart');
  const night = branch(page, /Night desk/);
  await expect(night.getByText('Choose a name from the list.')).toBeVisible();
  await page.keyboard.type('well');
  await expect(night.getByText('Choose a name from the list.')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Helen Kowalczyk');
  await expect(night.getByRole('listitem').filter({ hasText: 'Helen Kowalczyk' })).toBeVisible();
  const circle =
    'The calls go in a circle: Helen Kowalczyk tells Lee Hartwell in “Front desk”, and Lee Hartwell tells Helen Kowalczyk in “Night desk”.';
  await expect(page.getByText(circle)).toBeVisible();
  await page.getByRole('button', { name: 'Save this tree' }).press('Enter');
  await expect(refusal(page)).toContainText(circle);
  await expect(night.getByLabel('Lead', { exact: true })).toHaveValue('Lee Hartwell');

  await night.getByRole('button', { name: 'Take Helen Kowalczyk out of Night desk' }).press('Enter');
  await expect(page.getByText(circle)).toHaveCount(1);
  // The keyboard is where the next name goes.
  await page.keyboard.type('Gloria Jimenez');
  await page.keyboard.type('Ruth Abramson');
  await night.getByRole('button', { name: 'Move Ruth Abramson up' }).press('Enter');
  const people = night.getByRole('listitem').filter({ hasText: /Ruth Abramson|Gloria Jimenez/ });
  await expect(people.first()).toContainText('Ruth Abramson');
  await page.getByRole('button', { name: 'Save this tree' }).press('Enter');
  await expect(refusal(page)).toContainText('“Night desk” has no deputy.');
  await page.getByLabel(/save all the same/).press('Space');
  await page.getByRole('button', { name: 'Save this tree' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Everyone at Lakeside' })).toBeVisible();
  const under = page.getByRole('list', { name: 'Branches told by Front desk' });
  await expect(under.getByRole('heading', { name: 'Night desk' })).toBeVisible();
  await expect(under.getByRole('list', { name: 'Told by Night desk' }).getByRole('listitem')).toHaveText([
    /Ruth Abramson/,
    /Gloria Jimenez/,
  ]);

  await page.getByRole('link', { name: 'Call list for paper' }).click();
  await expect(page.getByText(/Called by Helen Kowalczyk, lead of Front desk\./)).toBeVisible();
});

test('two who edit at once, a confirmation that ran out, and a tree made from jobs', async ({
  house,
  practice,
  open,
}) => {
  test.setTimeout(150_000);
  const [{ page }, { page: other }] = [
    await open(practice.who('manager'), LAPTOP),
    await open(practice.who('owner'), LAPTOP),
  ];
  const trees = `/p/${practice.slug}/contacts/trees`;
  const edit = async (on: Page): Promise<void> => {
    await on.goto(trees);
    await on.getByRole('link', { name: /Everyone at Lakeside|All of us/ }).click();
    await on.getByRole('link', { name: 'Edit this tree' }).click();
    await expect(on.getByRole('button', { name: 'Save this tree' })).toBeVisible();
  };
  const save = async (on: Page): Promise<void> => {
    const seen = on.getByLabel(/save all the same/i);
    if (await seen.isVisible()) await seen.check();
    await on.getByRole('button', { name: 'Save this tree' }).click();
  };

  await test.step('the second to save is told who was first, and decides', async () => {
    await edit(page);
    await edit(other);
    await other.getByLabel('Name of the tree').fill('All of us');
    await save(other);
    await expect(other.getByRole('heading', { level: 1, name: 'All of us' })).toBeVisible();
    await branch(page, /Front desk/)
      .getByLabel('Wait, in minutes')
      .fill('25');
    await save(page);
    await expect(refusal(page)).toContainText('saved this tree while you had it open (name: All of us)');
    await expect(branch(page, /Front desk/).getByLabel('Wait, in minutes')).toHaveValue('25');
    await save(page);
    await expect(page.getByRole('heading', { level: 1, name: 'Everyone at Lakeside' })).toBeVisible();
    await expect(page.getByText('waits 25 minutes')).toBeVisible();
  });

  await test.step('a tree from jobs is saved only by the button, and only with a fresh proof', async () => {
    await page.goto(`${trees}/new?suggest=1`);
    await expect(page.getByText('Nothing of it is saved yet')).toBeVisible();
    await page.getByLabel('Name of the tree').fill('Nights');
    await house.db.query(
      `update session set "createdAt" = now() - interval '16 minutes', "freshAt" = now() - interval '16 minutes'
       where "accountId" = $1`,
      [practice.who('manager').accountId],
    );
    const add = page.getByRole('button', { name: 'Add this tree' });
    const seen = page.getByLabel(/save all the same/i);
    if (await seen.isVisible()) await seen.check();
    await add.click();
    await expect(refusal(page)).toContainText('this needs to know that it is really you');
    await expect(page.getByLabel('Name of the tree')).toHaveValue('Nights');
    await house.db.query('update session set "freshAt" = now() where "accountId" = $1', [
      practice.who('manager').accountId,
    ]);
    await add.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Nights' })).toBeVisible();
  });

  await test.step('it goes first, off the list and back', async () => {
    await page.goto(trees);
    await page.getByRole('button', { name: 'Up: Nights' }).click();
    await expect(page.getByRole('button', { name: 'Down: Nights' })).toBeVisible();
    await page.getByRole('link', { name: 'Nights' }).click();
    await page.getByRole('button', { name: 'Take Nights off the list' }).click();
    await page.getByRole('button', { name: 'Bring back Nights' }).click();
    await expect(page.getByRole('link', { name: 'Nights' })).toBeVisible();
  });

  await test.step('the editor fits a phone', async () => {
    const { page: phone } = await open(practice.who('manager'), PHONE);
    await edit(phone);
    const over = await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over).toBe(0);
  });
});
