// Second steps, passkeys and phones with a PIN, as a person meets them.
import { AxeBuilder } from '@axe-core/playwright';
import type { CDPSession, Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import type { House } from '../support/house';
import type { Outbox } from '../support/outbox';
import { expect, LAPTOP, PHONE, test, type Person } from '../support/test';
import { TAGS } from './axe';

const PIN = '482915';
const TICKED = 'Hold what can wait';

/** News about an account is no practice's: it is waited for by name. */
async function told(house: House, outbox: Outbox, person: Person, words: RegExp): Promise<void> {
  const fits = ({ to, subject }: { to: string; subject?: string | undefined }) =>
    to === person.loginEmail && words.test(subject ?? '');
  await house.fakes.waitFor(fits);
  outbox.claim(fits);
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode().analyze();
  expect(violations).toEqual([]);
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/sign-out');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in?out=1');
}

async function password(page: Page, person: Person): Promise<void> {
  await page.getByLabel('E-mail').fill(person.loginEmail ?? '');
  await page.getByLabel('Password').fill(phone.PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The refusal of the form, not Next's own announcer. */
const refusal = (page: Page) => page.getByRole('main').getByRole('alert');

test('an authenticator app and printed backup codes', async ({ house, practice, open, outbox }) => {
  test.setTimeout(120_000);
  const person = practice.who('lead');
  const { page } = await open(person, LAPTOP);
  let secret = '';
  const code = (step = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + step * 30_000 });

  await test.step('is set up with a first right code', async () => {
    await page.goto('/account');
    await page.getByRole('link', { name: 'Second step and passkeys' }).click();
    await page.getByRole('button', { name: 'Set up an app' }).click();
    await expect(page.getByRole('img', { name: 'QR code for your app' })).toBeVisible();
    await accessible(page);
    secret = ((await page.locator('p.font-mono').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.getByRole('button', { name: 'Add this app' }).click();
    await expect(refusal(page)).toContainText('This code is not right');
    await page.getByLabel('Code', { exact: true }).fill(code(-1));
    await page.getByRole('button', { name: 'Add this app' }).click();
    await expect(page.getByText('Your app is added.')).toBeVisible();
    await told(house, outbox, person, /was added/);
  });

  let backup = '';
  await test.step('ten codes are printed', async () => {
    await page.getByRole('link', { name: 'Print backup codes' }).click();
    await page.getByRole('button', { name: 'Make 10 codes' }).click();
    const codes = page.getByRole('region', { name: 'Your codes' }).locator('li');
    await expect(codes).toHaveCount(10);
    await accessible(page);
    backup = (await codes.first().textContent()) ?? '';
  });

  await test.step('the password alone is not enough any more', async () => {
    await signOut(page);
    await page.goto(`/p/${practice.slug}/vendors`);
    await password(page, person);
    await page.waitForURL('**/sign-in/second?*');
    await accessible(page);
    await page.getByLabel('Code').fill('000000');
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(refusal(page)).toContainText('This code is not right');
    await page.getByLabel('Code').fill(code());
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForURL(`**/p/${practice.slug}/vendors`);
  });

  await test.step('a backup code stands in, without scripts too', async () => {
    const context = await page
      .context()
      .browser()
      ?.newContext({
        ...LAPTOP,
        baseURL: house.url,
        javaScriptEnabled: false,
      });
    const plain = await context?.newPage();
    if (!context || !plain) throw new Error('no browser');
    await plain.goto('/sign-in');
    await password(plain, person);
    await plain.getByLabel('Code').fill(backup.toLowerCase());
    await plain.getByRole('button', { name: 'Go on' }).click();
    await plain.waitForURL(`**/p/${practice.slug}`);
    await context.close();
    await told(house, outbox, person, /backup code/i);
    await page.goto('/account/backup-codes');
    await expect(page.getByText('9 of 10')).toBeVisible();
  });

  await test.step('removed, it is not asked for', async () => {
    await page.goto('/account/second-factor');
    await page.getByText('Remove Authenticator app…').click();
    await page.getByRole('button', { name: 'Remove Authenticator app' }).click();
    await expect(page.getByText('No second step yet.')).toBeVisible();
    await told(house, outbox, person, /was removed/);
    await signOut(page);
    await password(page, person);
    await page.waitForURL(`**/p/${practice.slug}`);
  });
});

async function authenticator(
  page: Page,
): Promise<{ cdp: CDPSession; verified: (is: boolean) => Promise<void> }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const verified = async (isUserVerified: boolean) => {
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
  };
  return { cdp, verified };
}

test('a passkey signs in alone, is a second step, and confirms', async ({
  house,
  practice,
  open,
  outbox,
}) => {
  test.setTimeout(120_000);
  const person = practice.who('manager');
  const { page } = await open(person, LAPTOP);
  const device = await authenticator(page);

  await test.step('is added', async () => {
    await page.goto('/account/second-factor');
    await page.getByLabel('Name', { exact: true }).fill('The office laptop');
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await expect(page.getByText('Your passkey is added.')).toBeVisible();
    await expect(page.getByText('The office laptop').first()).toBeVisible();
    await told(house, outbox, person, /was added/);
  });

  await test.step('signs in without address, password or second step', async () => {
    await signOut(page);
    await page.goto(`/sign-in?next=${encodeURIComponent(`/p/${practice.slug}/sites`)}`);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.waitForURL(`**/p/${practice.slug}/sites`);
  });

  await test.step('confirms a session of sixteen minutes, and the form goes on', async () => {
    await house.db.query(
      `update session set "freshAt" = now() - interval '16 minutes' where "accountId" = $1`,
      [person.accountId],
    );
    await page.goto('/account/second-factor');
    await page.getByRole('button', { name: 'Set up an app' }).click();
    await expect(refusal(page)).toContainText('this needs to know that it is really you');
    await page.goto('/confirm');
    await accessible(page);
    await page.getByRole('button', { name: 'Confirm with your passkey' }).click();
    await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible();
    await page.goto('/account/second-factor');
    await page.getByRole('button', { name: 'Set up an app' }).click();
    await expect(page.getByRole('img', { name: 'QR code for your app' })).toBeVisible();
  });

  await test.step('is the second step after a password', async () => {
    await signOut(page);
    await password(page, person);
    await page.waitForURL('**/sign-in/second?*');
    await page.getByRole('button', { name: 'Use your passkey' }).click();
    await page.waitForURL(`**/p/${practice.slug}`);
  });

  await test.step('without its owner’s finger or PIN it opens nothing', async () => {
    await signOut(page);
    await device.verified(false);
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await expect(refusal(page)).toContainText('did not give a passkey');
    await page.goto(`/p/${practice.slug}`);
    await page.waitForURL('**/sign-in?next=*');
  });
});

test('an enrolled phone opens with six digits, back to the open incident', async ({
  house,
  practice,
  open,
  outbox,
  guard,
}) => {
  test.setTimeout(150_000);
  guard.allow(/status of 401/);
  const person = practice.who('nurse');
  const { page, context } = await open(null, PHONE);
  const signedOutHere = () => context.clearCookies({ name: '__Host-holdfast' });

  await test.step('the PIN is set on the way in', async () => {
    await page.goto('/sign-in');
    await page.getByLabel('Set a PIN for this phone next').check();
    await password(page, person);
    await page.waitForURL('**/account/devices?next=*');
    await accessible(page);
    await page.getByLabel('PIN, six digits').fill('123456');
    await page.getByLabel('The same PIN again').fill('123456');
    await page.getByRole('button', { name: 'Set this PIN' }).click();
    await expect(refusal(page)).toContainText('among the first that somebody would try');
    await page.getByLabel('PIN, six digits').fill(PIN);
    await page.getByLabel('The same PIN again').fill(PIN);
    await page.getByRole('button', { name: 'Set this PIN' }).click();
    await page.waitForURL(`**/live/${practice.slug}`);
    await told(house, outbox, person, /PIN/);
  });

  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  await outbox.settled(practice, () => true);

  await test.step('signed out over night: two taps and six digits, and what was ticked goes out', async () => {
    await phone.openIncident(page, practice, incident);
    await house.db.query(`update session set "revokedAt" = now() where "accountId" = $1`, [person.accountId]);
    await phone.tick(page, TICKED);
    await expect(phone.row(page, TICKED)).toContainText('on this phone, not sent yet');
    await phone.connection(page).getByRole('link', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: person.name })).toBeVisible();
    await accessible(page);
    await page.getByLabel('PIN', { exact: true }).fill(PIN);
    await page.getByRole('button', { name: 'Open with your PIN' }).click();
    await page.waitForURL(`**/live/${practice.slug}/i/${incident}`);
    await expect(phone.row(page, TICKED)).not.toContainText('not sent yet');
  });

  await test.step('a PIN is not enough for what is sensitive', async () => {
    await page.goto('/account/second-factor');
    await page.getByRole('button', { name: 'Set up an app' }).click();
    await expect(refusal(page)).toContainText('this needs to know that it is really you');
  });

  await test.step('five wrong ones, and only a full sign-in helps', async () => {
    await signedOutHere();
    await page.goto('/sign-in');
    for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
      await page.getByLabel('PIN', { exact: true }).fill('482916');
      await page.getByRole('button', { name: 'Open with your PIN' }).click();
      await expect(refusal(page)).toContainText(`${left} left`);
    }
    await page.getByLabel('PIN', { exact: true }).fill('482916');
    await page.getByRole('button', { name: 'Open with your PIN' }).click();
    await expect(page.getByText('Too many wrong PINs').first()).toBeVisible();
    await page.goto('/sign-in');
    await expect(page.getByRole('button', { name: 'Open with your PIN' })).toHaveCount(0);
    await password(page, person);
    await page.waitForURL(`**/live/${practice.slug}`);
    await signOut(page);
    await page.getByLabel('PIN', { exact: true }).fill(PIN);
    await page.getByRole('button', { name: 'Open with your PIN' }).click();
    await page.waitForURL(`**/live/${practice.slug}`);
  });

  await test.step('lost: ended from a laptop, it is out, and its PIN opens nothing', async () => {
    const { page: laptop } = await open(person, LAPTOP);
    await laptop.goto('/account/devices');
    await laptop.getByRole('button', { name: /^End Chrome on Android/ }).click();
    await expect(laptop.getByText('No phone opens with a PIN yet.')).toBeVisible();
    await page.goto('/account');
    await page.waitForURL('**/sign-in?next=*');
    await expect(page.getByRole('button', { name: 'Open with your PIN' })).toHaveCount(0);
  });
});
