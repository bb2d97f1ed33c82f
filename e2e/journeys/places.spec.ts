// A manager adds, edits and closes places: a site with hours and facts, an alternate site, a vendor; and two managers
// who edit at once do not wipe each other's words.
import type { Page } from '@playwright/test';
import { expect, LAPTOP, test } from '../support/test';

const NASTY = '<script>alert(1)</script> سلام 🚪';

/** What the server refused, beside the button; Next has an alert of its own outside. */
const refusal = (page: Page) => page.getByRole('main').getByRole('alert');

async function addFact(page: Page, name: string, value: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a fact' }).click();
  // The keyboard is in the new row's name already.
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(value);
}

test('a manager adds a site, its systems and an alternate site, and closes it', async ({
  practice,
  open,
}) => {
  test.setTimeout(150_000);
  const { page } = await open(practice.who('manager'), LAPTOP);
  const base = `/p/${practice.slug}`;

  await test.step('a site with hours and facts', async () => {
    await page.goto(`${base}/sites`);
    await page.getByRole('link', { name: 'Add a site' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Lakeside South');
    await page.getByLabel('Address').fill(NASTY);
    await page.getByLabel('Phone', { exact: true }).fill('555 0101, back door');
    await page.getByLabel('Time zone').selectOption({ label: 'Louisville' });
    await page.getByLabel('Monday', { exact: true }).check();
    await page.getByLabel('Monday opens').fill('17:00');
    await page.getByLabel('Monday closes').fill('08:00');
    await page.getByRole('button', { name: 'Copy Monday to the weekdays' }).click();
    await expect(page.getByLabel('Friday closes')).toHaveValue('08:00');
    // A fact that plans use and this site has no value for is one press away.
    await page.getByRole('button', { name: 'fridge', exact: true }).click();
    await page.getByLabel('What fridge says').fill('see {{site.folder}}');
    await addFact(page, 'red_door', NASTY);
    await page.getByRole('button', { name: 'Add this site' }).click();
    const refused = refusal(page);
    await expect(refused).toContainText('Monday closes before it opens');
    await expect(refused).toContainText('The fact {{site.fridge}} holds {{');
    await expect(page.getByLabel('Address')).toHaveValue(NASTY);
    await expect(page.getByLabel('What red_door says')).toHaveValue(NASTY);
    await expect(page.getByLabel('Time zone')).toHaveValue('America/Louisville');
    await page.getByLabel('Monday opens').fill('08:00');
    await page.getByLabel('Monday closes').fill('17:00');
    await page.getByRole('button', { name: 'Copy Monday to the weekdays' }).click();
    await page.getByLabel('What fridge says').fill('the blue fridge');
    await page.getByRole('button', { name: 'Add this site' }).click();
    await page.waitForURL(`**${base}/sites#*`);
    const site = page.getByRole('region', { name: 'Lakeside South' });
    await expect(site).toContainText(NASTY);
    await expect(site).toContainText('8:00 AM to 5:00 PM');
    await expect(site).toContainText('the blue fridge');
    // From the facts of every site.
    await expect(site).toContainText('the result phone, 847-555-0149');
  });
  const site = page.getByRole('region', { name: 'Lakeside South' });

  await test.step('a plan used at that site says so', async () => {
    const href = await site.getByRole('link', { name: 'Edit Lakeside South' }).getAttribute('href');
    await page.goto(`${base}/runbooks/power-loss?site=${href?.split('/').at(-1)}`);
    await expect(page.getByText('the blue fridge').first()).toBeVisible();
  });

  await test.step('a fact that plans use is not removed by one press', async () => {
    await page.goto(`${base}/sites`);
    await site.getByRole('link', { name: 'Edit Lakeside South' }).click();
    await page.getByRole('button', { name: 'Remove fridge' }).click();
    await expect(page.getByText(/plans? uses? \{\{site\.fridge\}\}/)).toContainText('a blank line');
    await page.getByRole('button', { name: 'Remove red_door' }).click();
    await expect(page.getByLabel('What red_door says')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Add a fact' })).toBeFocused();
    await page.getByRole('button', { name: 'Save this site' }).click();
    await page.waitForURL(`**${base}/sites#*`);
    await expect(site).toContainText('the blue fridge');
    await expect(site).not.toContainText('Red door');
  });

  await test.step('its systems, what can wait least first', async () => {
    await site.getByRole('link', { name: 'Edit the systems of Lakeside South' }).click();
    for (const [name, count, unit] of [
      ['Claims', '3', 'days'],
      ['Chart', '0', 'minutes'],
    ] as const) {
      await page.getByRole('button', { name: 'Add a system' }).click();
      await page.keyboard.type(name);
      await page.getByLabel(`How long ${name} can wait`).fill(count);
      await page.getByLabel(`${name} can wait: minutes, hours or days`).selectOption(unit);
    }
    await page.getByLabel('Vendor of Chart').selectOption({ label: 'Wrenfield Chart' });
    await page.getByRole('button', { name: 'Save the systems' }).click();
    await page.waitForURL(`**${base}/sites#*`);
    const rows = site.getByRole('table').filter({ hasText: 'Can wait' }).getByRole('row');
    await expect(rows.nth(1)).toContainText(/Chart.*cannot wait.*Wrenfield Chart/);
    await expect(rows.nth(2)).toContainText(/Claims.*3 days/);
  });

  await test.step('an alternate site whose agreement has ended, on one sheet', async () => {
    await site.getByRole('link', { name: 'Add an alternate site for Lakeside South' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Chapel');
    await page.getByLabel('Address').fill('9 Hill');
    await page.getByLabel('Map link').fill('http://maps.example/chapel');
    await page.getByLabel('Last day of the agreement').fill('2026-06-30');
    await page.getByLabel('Who looks after the agreement').selectOption({ label: 'Priya Raman' });
    await page.getByRole('button', { name: 'Add a job' }).click();
    await page.getByLabel('Where Front desk reports').fill('Side door');
    await page.getByRole('button', { name: 'Move check 2 up' }).click();
    await expect(page.getByLabel('Check 1', { exact: true })).toHaveValue(/key holder/);
    await expect(page.getByRole('button', { name: 'Move check 1 up' })).toBeFocused();
    await page.getByRole('button', { name: 'Remove check 10' }).click();
    await page.getByRole('button', { name: 'Add this alternate site' }).click();
    await expect(refusal(page)).toContainText('Map link is not an address that starts with https://');
    await page.getByLabel('Map link').fill('https://maps.example/chapel');
    await page.getByRole('button', { name: 'Add this alternate site' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Chapel' })).toBeVisible();
    await expect(page.getByText('Ended Jun 30, 2026: agree again.')).toBeVisible();
    await expect(page.getByRole('main').getByText('Priya Raman')).toBeVisible();
    await expect(page.getByRole('listitem').filter({ hasText: 'A key holder' })).toBeVisible();
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText('☐ go ☐ no', { exact: true })).toHaveCount(9);
    await expect(page.getByText('Map: https://maps.example/chapel')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Take it off' })).toBeHidden();
    const pdf = (await page.pdf({ format: 'Letter' })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await page.emulateMedia({ media: 'screen' });
  });

  await test.step('a site in use is not closed; then it is, and opened again', async () => {
    await page.goto(`${base}/sites`);
    await site.getByRole('link', { name: 'Edit Lakeside South' }).click();
    await page.getByRole('button', { name: 'Close Lakeside South' }).click();
    await expect(refusal(page)).toContainText('1 alternate site belongs to it');
    await page.goto(`${base}/sites`);
    await site.getByRole('link', { name: 'The card of Chapel' }).click();
    await page.getByRole('button', { name: 'Take it off Lakeside South’s list' }).click();
    await expect(page.getByRole('heading', { name: 'Alternate sites taken off the list' })).toBeVisible();
    await site.getByRole('link', { name: 'Edit Lakeside South' }).click();
    await page.getByRole('button', { name: 'Close Lakeside South' }).click();
    await page.getByRole('button', { name: 'Open again: Lakeside South' }).click();
    await page.getByRole('button', { name: 'Bring back Chapel' }).click();
    await expect(site.getByRole('link', { name: 'The card of Chapel' })).toBeVisible();
  });
});

test('two managers edit a vendor at once: the second is told, and chooses', async ({ practice, open }) => {
  const base = `/p/${practice.slug}/vendors`;
  const { page: first } = await open(practice.who('manager'), LAPTOP);
  const { page: second } = await open(practice.who('owner'), LAPTOP);
  await first.goto(`${base}/new`);
  await first.getByLabel('Name', { exact: true }).fill('Chart & Co');
  await first.getByLabel('Support line').fill('1-800 CHART');
  await first.getByLabel('Percentage promised').fill('a lot');
  await first.getByRole('button', { name: 'Add this vendor' }).click();
  await expect(refusal(first)).toContainText('Percentage promised is not a percentage like 99.9');
  await first.getByLabel('Percentage promised').fill('99.9%');
  await first.getByLabel('Shortest outage that counts').fill('15');
  await first.getByLabel('Days to claim').fill('30');
  await first.getByRole('button', { name: 'Add this vendor' }).click();
  await first.waitForURL(`**${base}#*`);
  const row = first.getByRole('row').filter({ hasText: 'Chart & Co' });
  await expect(row).toContainText('99.9% · outages from 15 minutes count · claim within 30 days');

  for (const page of [first, second]) {
    await page.goto(base);
    await page.getByRole('link', { name: 'Edit Chart & Co' }).click();
    await expect(page.getByLabel('Days to claim')).toHaveValue('30');
  }
  await first.getByLabel('Days to claim').fill('45');
  await first.getByLabel('Account number').fill('A-1');
  await first.getByRole('button', { name: 'Save this vendor' }).click();
  await first.waitForURL(`**${base}#*`);
  await second.getByLabel('Days to claim').fill('60');
  await second.getByLabel('If we leave').fill('90 days’ notice');
  await second.getByRole('button', { name: 'Save this vendor' }).click();
  const told = refusal(second);
  await expect(told).toContainText(
    'Priya Raman changed this while you had it open: Days to claim is now “45”',
  );
  await expect(second.getByLabel('Days to claim')).toHaveValue('60');
  await expect(second.getByLabel('If we leave')).toHaveValue('90 days’ notice');
  await second.getByRole('button', { name: 'Save this vendor' }).click();
  await second.waitForURL(`**${base}#*`);
  const after = second.getByRole('row').filter({ hasText: 'Chart & Co' });
  await expect(after).toContainText('claim within 60 days');
  await expect(after).toContainText('90 days’ notice');
  // What the first changed and the second did not is still there.
  await expect(after).toContainText('A-1');

  await second.getByRole('link', { name: 'Edit Chart & Co' }).click();
  await second.getByRole('button', { name: 'Take Chart & Co off the list' }).click();
  await expect(second.getByRole('row').filter({ hasText: 'Chart & Co' })).toHaveCount(0);
  await second.getByRole('button', { name: 'Bring back Chart & Co' }).click();
  await expect(second.getByRole('row').filter({ hasText: 'Chart & Co' })).toBeVisible();
});

test('who is no manager sees the places and no way to change them', async ({ practice, open, guard }) => {
  guard.allow(/status of 404/);
  const { page } = await open(practice.who('lead'), LAPTOP);
  await page.goto(`/p/${practice.slug}/sites`);
  await expect(page.getByRole('link', { name: 'The card of Harbor Hall Community Center' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^(Edit|Add)/ })).toHaveCount(0);
  await page.goto(`/p/${practice.slug}/vendors`);
  await expect(page.getByRole('link', { name: /^(Edit|Add)/ })).toHaveCount(0);
  expect((await page.goto(`/p/${practice.slug}/vendors/new`))?.status()).toBe(404);
});
