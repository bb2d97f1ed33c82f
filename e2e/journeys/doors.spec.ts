// Coming in without a password, and changing how one comes in, as a person does it.
import type { Page } from '@playwright/test';
import * as phone from '../support/phone';
import { expect, LAPTOP, PHONE, test } from '../support/test';
import { mailTo } from '../walls/knock';

const codeField = (page: Page) => page.getByLabel('Code', { exact: true });

test('a new practice’s first person signs up by a code', async ({ house, open, guard, outbox, practice }) => {
  guard.allow(/404/);
  const email = `new-${practice.slug}@founders.example`;
  const { page } = await open(null, PHONE);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Sign up your practice' }).click();
  await page.getByLabel('Your name').fill('Bea Founder');
  await page.getByLabel('E-mail').fill('b\u0435a@founders.example');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByText('only looks like a plain one')).toBeVisible();
  await expect(page.getByLabel('Your name')).toHaveValue('Bea Founder');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByText('We sent 8 digits to n…@founders.example')).toBeVisible();
  const { code } = await mailTo(house, email);
  await codeField(page).fill('0000 0000');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('4 tries left.')).toBeVisible();
  await codeField(page).fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL('**/sign-up/practice');
  await page.goto('/account');
  await expect(page.getByText('Bea Founder')).toBeVisible();
  expect(outbox.claim((message) => message.to === email)).toHaveLength(1);
});

test('a nurse signs in on her phone by a code, and on to the page she wanted', async ({
  house,
  open,
  outbox,
  practice,
}) => {
  const email = practice.who('nurse').loginEmail ?? '';
  const { page } = await open(null, PHONE);
  await page.goto(`/p/${practice.slug}/vendors`);
  await page.getByRole('link', { name: 'Send me a sign-in code' }).click();
  await page.getByLabel('E-mail or mobile number').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByText('a code is on its way')).toBeVisible();
  const { code } = await mailTo(house, email);
  await codeField(page).fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`**/p/${practice.slug}/vendors`);
  outbox.claim((message) => message.to === email);
});

test('a link signs in by its button, once, also without scripts', async ({
  browser,
  house,
  outbox,
  practice,
}) => {
  const email = practice.who('staff').loginEmail ?? '';
  const context = await browser.newContext({ ...LAPTOP, baseURL: house.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/sign-in/code');
  await page.getByLabel('E-mail or mobile number').fill(email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByText('a code is on its way')).toBeVisible();
  const { link } = await mailTo(house, email);
  await page.goto(link ?? '');
  await expect(page.getByRole('heading', { name: /Sign in as .…@.+ on this device\?/ })).toBeVisible();
  await page.getByRole('button', { name: 'Sign in here' }).click();
  await page.waitForURL(`**/p/${practice.slug}`);
  await page.goto(link ?? '');
  await expect(page.getByRole('heading', { name: 'This link is no longer good' })).toBeVisible();
  await context.close();
  outbox.claim((message) => message.to === email);
});

test('an old session confirms in another tab, the form keeps what was typed, and others are signed out', async ({
  house,
  open,
  outbox,
  practice,
}) => {
  const person = practice.who('lead');
  const email = person.loginEmail ?? '';
  const { context, page } = await open(person, LAPTOP);
  const { page: other } = await open(person, PHONE);
  await other.goto('/account');
  await house.db.query(
    `update session set "freshAt" = now() - interval '16 minutes' where "accountId" = $1`,
    [person.accountId],
  );
  await page.goto('/account');
  await page.locator('summary', { hasText: 'Change the password' }).click();
  await page.getByLabel('New password').fill('a-much-better-one');
  await page.getByRole('button', { name: 'Change the password' }).click();
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Confirm in a new tab' }).click();
  const tab = await opened;
  await tab.getByLabel('Password').fill('not-the-password');
  await tab.getByRole('button', { name: 'Confirm' }).click();
  await expect(tab.getByText('This is not your password.')).toBeVisible();
  await tab.getByRole('button', { name: /E-mail a code to/ }).click();
  await expect(tab.getByText('We sent 8 digits')).toBeVisible();
  await codeField(tab).fill((await mailTo(house, email)).code);
  await tab.getByRole('button', { name: 'Confirm' }).click();
  await expect(tab.getByRole('heading', { name: 'Done' })).toBeVisible();
  await expect(page.getByLabel('New password')).toHaveValue('a-much-better-one');
  await page.getByRole('button', { name: 'Change the password' }).click();
  await expect(page.getByText('Your password is saved, and every other device is signed out.')).toBeVisible();
  await other.goto('/account');
  await other.waitForURL('**/sign-in?next=*');
  const { page: again } = await open(null, LAPTOP);
  await again.goto('/sign-in');
  await again.getByLabel('E-mail').fill(email);
  await again.getByLabel('Password').fill(phone.PASSWORD);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(again.getByText('do not match')).toBeVisible();
  await again.getByLabel('Password').fill('a-much-better-one');
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitForURL(`**/p/${practice.slug}`);
  await house.settle(practice.practiceId);
  expect(outbox.claim((message) => message.to === email).map((message) => message.subject)).toEqual(
    expect.arrayContaining(['The password of your Holdfast account was changed.']),
  );
});

test('a number is added by a text, and signs in when e-mail is down', async ({
  house,
  open,
  outbox,
  practice,
}) => {
  const person = practice.who('staff');
  const mobile = `+1312${String(5_550_000 + house.nextNumber())}`;
  const { page } = await open(person, LAPTOP);
  await page.goto('/account');
  await page.locator('summary', { hasText: 'Add a number' }).click();
  await page.getByLabel('Mobile number').fill('911');
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await expect(page.getByText('This is an emergency or help line.')).toBeVisible();
  await page.getByLabel('Mobile number').fill(mobile.slice(2));
  await page.getByRole('button', { name: 'Text me a code' }).click();
  await expect(page.getByRole('heading', { name: 'Type the code' })).toBeVisible();
  const { code } = await mailTo(house, mobile);
  await codeField(page).fill(code);
  await page.getByRole('button', { name: 'Use this number' }).click();
  await expect(page.getByText('Your number is saved.')).toBeVisible();
  await house.settle(practice.practiceId);
  const messages = outbox.claim((message) => message.to === mobile || message.to === person.loginEmail);
  expect(messages.map((message) => message.channel).toSorted()).toEqual(['email', 'sms']);

  const { page: fresh } = await open(null, PHONE);
  await fresh.goto('/sign-in/code');
  await fresh.getByLabel('E-mail or mobile number').fill(mobile);
  await fresh.getByRole('button', { name: 'Send me a code' }).click();
  await expect(fresh.getByText('a code is on its way')).toBeVisible();
  await house.settle(practice.practiceId);
  const [text] = outbox.claim((message) => message.to === mobile);
  await codeField(fresh).fill(/\d{4} \d{4}/.exec(text?.text ?? '')?.[0] ?? '');
  await fresh.getByRole('button', { name: 'Sign in' }).click();
  await fresh.waitForURL(`**/live/${practice.slug}`);
});

test('a new e-mail address counts once its code was typed there, and the old one is told', async ({
  house,
  open,
  outbox,
  practice,
}) => {
  const person = practice.who('manager');
  const email = `moved-${practice.slug}@elsewhere.example`;
  const { page } = await open(person, LAPTOP);
  await page.goto('/account');
  await page.locator('summary', { hasText: 'Change the e-mail address' }).click();
  await page.getByLabel('New e-mail address').fill(email);
  await page.getByRole('button', { name: 'Send a code there' }).click();
  await expect(page.getByText('We sent 8 digits to m…@elsewhere.example')).toBeVisible();
  await codeField(page).fill((await mailTo(house, email)).code);
  await page.getByRole('button', { name: 'Use this e-mail address' }).click();
  await expect(page.getByText('Your e-mail address is changed.')).toBeVisible();
  await expect(page.getByText(email)).toBeVisible();
  await house.settle(practice.practiceId);
  expect(outbox.claim((message) => message.to === person.loginEmail).map((one) => one.subject)).toEqual([
    'The e-mail address of your Holdfast account was changed.',
  ]);
  outbox.claim((message) => message.to === email);
});
