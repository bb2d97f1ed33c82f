// Signing in and out: where each right lands, on a phone and on a laptop, and what a wrong password hears.
import * as phone from '../support/phone';
import { expect, LAPTOP, PHONE, test } from '../support/test';

for (const login of ['owner', 'lead', 'staff']) {
  test(`${login} signs in on a phone and on a laptop`, async ({ open, practice }) => {
    const person = practice.who(login);
    const { page } = await open(null, PHONE);
    await phone.signIn(page, person);
    await page.waitForURL(`**/live/${practice.slug}`);
    await expect(page.getByRole('heading', { level: 1, name: practice.name })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Something is down' })).toBeVisible();
    await expect(page.getByRole('link', { name: /Short unplanned downtime/ })).toBeVisible();
    await expect(page.getByText(person.name)).toBeVisible();

    const { page: laptop } = await open(null, LAPTOP);
    await phone.signIn(laptop, person);
    await laptop.waitForURL(`**/p/${practice.slug}`);
    await expect(laptop.getByRole('heading', { level: 1, name: practice.name })).toBeVisible();
    await expect(laptop.getByRole('link', { name: 'Something is down' })).toBeVisible();
    await expect(laptop.getByRole('link', { name: /Short unplanned downtime/ })).toBeVisible();
  });
}

test('a wrong password: one sentence, the e-mail stays, the password goes', async ({ open, practice }) => {
  const { page } = await open(null, LAPTOP);
  const email = practice.who('lead').loginEmail ?? '';
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('not-the-password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('This e-mail address and password do not match.')).toBeVisible();
  await expect(page.getByLabel('E-mail')).toHaveValue(email);
  await expect(page.getByLabel('Password')).toHaveValue('');
});

test('signing in goes on to the page that was asked for, also without scripts', async ({
  browser,
  house,
  practice,
}) => {
  const context = await browser.newContext({ ...LAPTOP, baseURL: house.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`/p/${practice.slug}/vendors`);
  await page.waitForURL('**/sign-in?next=*');
  await page.getByLabel('E-mail').fill(practice.who('staff').loginEmail ?? '');
  await page.getByLabel('Password').fill(phone.PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`**/p/${practice.slug}/vendors`);
  await expect(page.getByRole('heading', { level: 1, name: 'Vendors and services' })).toBeVisible();
  await context.close();
});

test('signing out of a phone leaves nothing of the practice on it', async ({ open, practice }) => {
  const { page } = await open(practice.who('staff'), PHONE);
  await phone.openHome(page, practice);
  await page.getByRole('button', { name: 'Sign out of this phone' }).click();
  await page.waitForURL('**/sign-out');
  await page.getByRole('button', { name: /Sign out/ }).click();
  await page.waitForURL('**/sign-in?out=1');
  await page.goto(`/live/${practice.slug}`);
  await expect(page.getByText('Sign in to see your plans and checklists.')).toBeVisible();
  await expect(page.getByText(practice.name)).toHaveCount(0);
  const kept = await page.evaluate(async () => {
    const stores: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(new Error('cannot open'));
      });
      for (const store of database.objectStoreNames) {
        const values = await new Promise<unknown[]>((resolve, reject) => {
          const asked = database.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => resolve(asked.result);
          asked.onerror = () => reject(new Error('cannot read'));
        });
        stores.push(JSON.stringify(values));
      }
      database.close();
    }
    return stores.join() + JSON.stringify(Object.entries(localStorage));
  });
  expect(kept).not.toContain(practice.name);
  expect(kept).not.toContain('Short unplanned downtime');
});

test('a session ended on another device is out', async ({ open, practice }) => {
  const { page: first } = await open(practice.who('lead'), LAPTOP);
  const { page: second } = await open(practice.who('lead'), LAPTOP);
  await first.goto(`/p/${practice.slug}`);
  await second.goto('/account');
  await second
    .getByRole('button', { name: /^Sign out (?!everywhere)./ })
    .first()
    .click();
  await expect(second.getByRole('button', { name: /^Sign out (?!everywhere)./ })).toHaveCount(0);
  await first.reload();
  await first.waitForURL('**/sign-in?next=*');
});
