// Readiness from an empty kit to a checked one: on a phone, by one tap; what is wrong stands at home until it is not.
import { expect, LAPTOP, test } from '../support/test';

test('a manager fills the kit, it is checked on a phone, and home says what is wrong', async ({
  house,
  open,
  practice,
}) => {
  await house.db.query('update kit_item set "deactivatedAt" = now() where "practiceId" = $1', [
    practice.practiceId,
  ]);
  const path = `/p/${practice.slug}/readiness`;
  const { page } = await open(practice.who('manager'));
  await page.goto(path);
  await expect(page.getByText('Nothing in the kit yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Add the usual things' }).click();
  await expect(page.getByRole('status').filter({ hasText: '11 things added' })).toBeVisible();

  const item = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
  const pads = item('Prescription pads');
  await pads.getByText('Add a note, or say what is wrong').click();
  await pads.getByLabel('Note or number').fill('42, serials match');
  await pads.getByRole('button', { name: 'Fine, with this note: Prescription pads' }).click();
  await expect(pads.getByRole('status')).toContainText('Checked by you just now.');
  await expect(pads).toContainText('In order');
  await expect(pads).toContainText(': 42, serials match.');

  // One tap.
  const packs = item('Paper packs');
  await packs.getByRole('button', { name: 'Checked, it is fine: Paper packs' }).click();
  await expect(packs).toContainText('In order');

  // Wrong says what; without a note nothing is lost and it is asked for.
  const laptops = item('Charged laptops');
  await laptops.getByText('Add a note, or say what is wrong').click();
  await laptops.getByRole('button', { name: 'Something is wrong: Charged laptops' }).click();
  await expect(laptops.getByRole('alert')).toContainText('say what is wrong');
  await laptops.getByLabel('Note or number').fill('Laptop 3 lasts 40 minutes');
  await laptops.getByRole('button', { name: 'Something is wrong: Charged laptops' }).click();
  await expect(laptops.getByRole('status')).toContainText('until somebody checks it');
  await expect(laptops).toContainText('To fix');

  const { page: laptop } = await open(practice.who('staff'), LAPTOP);
  await laptop.goto(`/p/${practice.slug}`);
  await laptop.getByRole('link', { name: 'Charged laptops: Laptop 3 lasts 40 minutes' }).click();
  await expect(laptop.getByRole('heading', { level: 1, name: 'Charged laptops' })).toBeVisible();
  // Staff check; keeping the kit is the managers'.
  await expect(laptop.getByRole('button', { name: 'Save the changes' })).toHaveCount(0);
  await laptop.getByRole('button', { name: 'Checked, it is fine: Charged laptops' }).click();
  await expect(laptop.getByRole('status').filter({ hasText: 'Checked by you just now.' })).toBeVisible();
  await laptop.goto(`/p/${practice.slug}`);
  await expect(laptop.getByText('Laptop 3 lasts 40 minutes')).toHaveCount(0);

  // Who looked when, and what it is, on its own page.
  await page.goto(path);
  await page.getByRole('link', { name: 'Charged laptops', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Charged laptops' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Laptop 3 lasts 40 minutes' })).toContainText(
    'Something wrong',
  );
  await page.getByLabel('Check it every how many days').fill('0');
  await page.getByLabel('What to look at').fill('Two hours unplugged, each.');
  await page.getByRole('button', { name: 'Save the changes' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'between 1 and 730' })).toBeVisible();
  await expect(page.getByLabel('What to look at')).toHaveValue('Two hours unplugged, each.');
  await page.getByLabel('Check it every how many days').fill('45');
  const who = page.getByLabel('Who looks after it');
  await who.selectOption({ label: practice.who('it').name });
  await page.getByRole('button', { name: 'Save the changes' }).click();
  await expect(page.getByText('Your changes are saved.')).toBeVisible();
  await expect(page.getByText('every 45 days')).toBeVisible();
  await expect(who.locator('option:checked')).toHaveText(practice.who('it').name);
  await page.getByRole('button', { name: 'Take Charged laptops out of the kit' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Readiness' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Charged laptops' })).toHaveCount(0);

  // The order, by keyboard.
  await page.getByText('Change the order').click();
  await page.getByRole('button', { name: 'Down: Back-up internet' }).press('Enter');
  const names = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) });
  await expect(names.nth(1).getByRole('heading')).toHaveText('Back-up internet');
});

test('a plan whose day has come is reviewed without a change, by name', async ({ house, open, practice }) => {
  await house.db.query(
    `update runbook set "reviewOn" = '2026-01-31' where "practiceId" = $1 and slug = 'power-loss'`,
    [practice.practiceId],
  );
  // Reminded of it already, so that no round of the worker tells anybody in the middle of this.
  await house.db.query(
    `insert into reminder ("practiceId", id, about, "personId", "eventId", at)
     select r."practiceId", gen_random_uuid(), 'review:' || r.id || ':2026-01-31:0', p.id, gen_random_uuid(), now()
     from runbook r join person p on p."practiceId" = r."practiceId" where r."practiceId" = $1`,
    [practice.practiceId],
  );
  const { page } = await open(practice.who('manager'), LAPTOP);
  await page.goto(`/p/${practice.slug}`);
  await page.getByRole('link', { name: /^Review Power loss: its review was due/ }).click();
  const due = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Power loss' }) });
  await expect(due).toContainText('Its review was due Jan 31, 2026.');
  await due.getByText('Review it').click();
  await due.getByLabel('What you looked at').fill('Read aloud at the huddle.');
  await due.getByLabel('Next review').selectOption({ index: 2 });
  await due.getByRole('button', { name: /Reviewed, no change/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is reviewed, no change' })).toBeVisible();
  await expect(page.getByText('No review is due.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Power loss' })).toContainText(
    practice.who('manager').name,
  );
  await page.goto(`/p/${practice.slug}`);
  await expect(page.getByText('Review Power loss')).toHaveCount(0);
});
