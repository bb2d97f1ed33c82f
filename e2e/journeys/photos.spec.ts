// A step's photo: off until the practice turns it on, taken without a network, sent once, and in the record.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import { expect, LAPTOP, test } from '../support/test';
import { TAGS } from './axe';

const STEP = 'Post notices';

/** A big picture as a camera makes it, with the place where it was taken in it. */
async function fromCamera(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const buffer = await sharp({ create: { width: 2400, height: 1600, channels: 3, background: '#3a6ea5' } })
    .withExif({ IFD3: { GPSLatitude: '41/1 52/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer };
}

/** The picture is really there: decoded, and so wide. */
async function expectShown(page: Page, within = page.locator('img.photo')): Promise<void> {
  await expect(within).toBeVisible();
  await expect
    .poll(() => within.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .toBe(1280);
}

test('a photo taken without a network arrives once, is seen by others and stands in the record', async ({
  house,
  practice,
  open,
  outbox,
  guard,
}) => {
  test.setTimeout(120_000);
  guard.allow(/ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_NETWORK_CHANGED/);
  const { page: laptop } = await open(practice.who('manager'), LAPTOP);
  await laptop.goto(`/p/${practice.slug}/settings/practice`);
  await laptop.getByLabel('Photos').selectOption('on');
  await laptop.getByRole('button', { name: 'Save these settings' }).click();
  await expect(laptop.getByRole('main').getByRole('status')).toContainText('Saved: Photos.');

  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened({}, 'long-downtime');
  const staff = practice.who('staff');
  const { context, page } = await open(staff);
  await phone.openIncident(page, practice, incident);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const sheet = await phone.openSheet(page, STEP);
  await expect(sheet.getByText('No patients, names, screens or schedules in the picture.')).toBeVisible();
  await context.setOffline(true);
  // What is no picture is said, and nothing is lost.
  await sheet.getByLabel('Note', { exact: true }).fill('On both doors');
  const camera = sheet.getByLabel('Take a photo');
  await camera.setInputFiles({ name: 'notes.txt', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await expect(sheet.getByText('This picture could not be read.')).toBeVisible();
  await camera.setInputFiles(await fromCamera());
  await expectShown(page);
  await expect(sheet.getByText('This picture could not be read.')).toBeHidden();
  await expect(sheet.getByText('Take it again')).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode().analyze();
  expect(violations).toEqual([]);
  await sheet.getByRole('button', { name: 'Done', exact: true }).click();
  await expect(sheet).toBeHidden();
  await expect(phone.row(page, STEP)).toHaveClass(/done/);

  // Killed and opened again without a network: both are still here.
  await page.reload();
  await expect(phone.row(page, STEP)).toContainText('on this phone, not sent yet');
  await phone.openSheet(page, STEP);
  await expectShown(page);
  await expect(page.getByRole('dialog')).toContainText('On both doors');

  await context.setOffline(false);
  await phone.connected(page);
  await expect(page.getByRole('dialog')).not.toContainText('not sent yet', { timeout: 30_000 });
  await expectShown(page);
  await expect.poll(async () => (await lead.board(incident)).photos?.length).toBe(1);

  await test.step('somebody else’s phone, and the record', async () => {
    const { page: other } = await open(practice.who('nurse'));
    await phone.openIncident(other, practice, incident);
    await phone.openSheet(other, STEP);
    await expectShown(other);
    await other.keyboard.press('Escape');
    await phone.tab(other, 'Log');
    await expect(other.getByText(`The photo ${staff.name} took came in: ${STEP}`)).toBeVisible();
    await laptop.goto(`/p/${practice.slug}/incidents/${incident}`);
    const line = laptop.getByRole('row', { name: new RegExp(`The photo ${staff.name} took`) });
    await line.scrollIntoViewIfNeeded();
    await expectShown(laptop, line.getByRole('img'));
    await expect(laptop.getByText('not whole')).toBeHidden();
  });

  // Once, small, and without the place where it was taken.
  const { rows } = await house.db.query<{ bytes: Buffer }>(
    'select bytes from photo where "practiceId" = $1',
    [practice.practiceId],
  );
  expect(rows).toHaveLength(1);
  expect((await sharp(rows[0]?.bytes).metadata()).exif).toBeUndefined();
  outbox.claim(() => true);
});

test('while photos are off the step takes a note; a photo on its way is refused in words and may be let go', async ({
  house,
  practice,
  open,
  outbox,
  guard,
}) => {
  guard.allow(/ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED_ENCODING|status of 403/);
  const turn = (on: boolean) =>
    house.db.query('update practice set photos = $2 where "practiceId" = $1', [practice.practiceId, on]);
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened({}, 'long-downtime');
  const { context, page } = await open(practice.who('staff'));
  await phone.openIncident(page, practice, incident);
  const sheet = await phone.openSheet(page, STEP);
  await expect(sheet.getByLabel('Note (photos are off)')).toBeVisible();
  await expect(sheet.getByText('Take a photo')).toBeHidden();
  await sheet.getByRole('button', { name: 'Close' }).click();

  await turn(true);
  await page.reload();
  await phone.connected(page);
  await phone.openSheet(page, STEP);
  await context.setOffline(true);
  await sheet.getByLabel('Take a photo').setInputFiles(await fromCamera());
  await expectShown(page);
  await sheet.getByRole('button', { name: 'Done', exact: true }).click();
  await turn(false);
  await context.setOffline(false);
  const refused = page.getByRole('region', { name: 'Not saved' });
  await expect(refused).toContainText('Photos are off in this practice', { timeout: 30_000 });
  await expect(phone.row(page, STEP)).toHaveClass(/done/);
  // Turned on again, trying once more is enough.
  await turn(true);
  await refused.getByRole('button', { name: 'Try again' }).click();
  await expect(refused).toBeHidden();
  await expect.poll(async () => (await lead.board(incident)).photos?.length).toBe(1);
  outbox.claim(() => true);
});
