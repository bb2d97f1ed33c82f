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
  const camera = sheet.getByLabel(/^Take (a photo|it again)$/);
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

test('photos turned off and on reach an open phone; one on its way is refused in words, tried again or let go', async ({
  house,
  practice,
  open,
  outbox,
  guard,
}) => {
  test.setTimeout(120_000);
  guard.allow(/ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED_ENCODING|status of 403/);
  const { page: laptop } = await open(practice.who('manager'), LAPTOP);
  const turn = async (word: 'on' | 'off') => {
    await laptop.goto(`/p/${practice.slug}/settings/practice`);
    await laptop.getByLabel('Photos').selectOption(word);
    await laptop.getByRole('button', { name: 'Save these settings' }).click();
    await expect(laptop.getByRole('main').getByRole('status')).toContainText('Saved: Photos.');
  };
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened({}, 'long-downtime');
  const { context, page } = await open(practice.who('staff'));
  await phone.openIncident(page, practice, incident);
  const sheet = await phone.openSheet(page, STEP);
  await expect(sheet.getByLabel('Note (photos are off)')).toBeVisible();
  await expect(sheet.getByText('Take a photo')).toBeHidden();
  await turn('on');
  const camera = sheet.getByLabel(/^Take (a photo|it again)$/);
  await expect(sheet.getByText('Take a photo')).toBeVisible();

  await context.setOffline(true);
  const refused = page.getByRole('region', { name: 'Not saved' });
  const tickOffline = async (): Promise<void> => {
    await camera.setInputFiles(await fromCamera());
    await expectShown(page);
    await sheet.getByRole('button', { name: 'Done', exact: true }).click();
    await expect(phone.row(page, STEP)).toHaveClass(/done/);
  };
  await tickOffline();
  await turn('off');
  await context.setOffline(false);
  await expect(refused).toContainText(`Photo, ${STEP}: Photos are off in this practice`, { timeout: 30_000 });
  await expect(refused.getByRole('img', { name: 'Photo' })).toBeVisible();
  await expect(phone.row(page, STEP)).toHaveClass(/done/);
  // Turned on again, trying once more is enough.
  await turn('on');
  await refused.getByRole('button', { name: 'Try again' }).click();
  await expect(refused).toBeHidden();
  await expect.poll(async () => (await lead.board(incident)).photos?.length).toBe(1);

  await test.step('let go', async () => {
    await phone.takeBack(page, STEP);
    await phone.openSheet(page, STEP);
    await expect(sheet.getByText('Take a photo')).toBeVisible();
    await context.setOffline(true);
    await tickOffline();
    await turn('off');
    await context.setOffline(false);
    await expect(refused).toContainText('Photos are off', { timeout: 30_000 });
    await refused.getByRole('button', { name: 'Let it go' }).click();
    await expect(refused).toBeHidden();
    await page.reload();
    await phone.connected(page);
    await expect(refused).toBeHidden();
    await phone.openSheet(page, STEP);
    await expect(sheet.getByText('Its photo is not here')).toBeVisible();
  });
  outbox.claim(() => true);
});

test('a photo is taken back with its tick, added to a step that is done, and removed by a manager', async ({
  house,
  practice,
  open,
  outbox,
  guard,
}) => {
  test.setTimeout(120_000);
  guard.allow(/ERR_INTERNET_DISCONNECTED|ERR_INCOMPLETE_CHUNKED_ENCODING|status of 404/);
  await house.db.query('update practice set photos = true where "practiceId" = $1', [practice.practiceId]);
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened({}, 'long-downtime');
  const { context, page } = await open(practice.who('staff'));
  await phone.openIncident(page, practice, incident);
  const photos = async () => (await lead.board(incident)).photos?.length;

  const sheet = await phone.openSheet(page, STEP);
  const camera = sheet.getByLabel(/^Take (a photo|it again)$/);
  await camera.setInputFiles(await fromCamera());
  await expectShown(page);
  await sheet.getByRole('button', { name: 'Remove it' }).click();
  await expect(page.locator('img.photo')).toBeHidden();
  await context.setOffline(true);
  await camera.setInputFiles(await fromCamera());
  await expectShown(page);
  await sheet.getByRole('button', { name: 'Done', exact: true }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(phone.row(page, STEP)).not.toHaveClass(/done/);
  await context.setOffline(false);
  await expect.poll(async () => (await lead.board(incident)).marks.length, { timeout: 30_000 }).toBe(2);
  await phone.connected(page);
  await expect(phone.connection(page)).not.toContainText('not sent yet');

  // Blocked says why, and shows it; taken back, it is as if nothing had been.
  await phone.openSheet(page, STEP);
  await context.setOffline(true);
  await camera.setInputFiles(await fromCamera());
  await expectShown(page);
  await sheet.getByRole('button', { name: 'Blocked' }).click();
  await sheet.getByLabel('What blocks it?').fill('The door is locked');
  await sheet.getByRole('button', { name: 'Tell the lead it is blocked' }).click();
  await phone.openSheet(page, STEP);
  await expectShown(page);
  await sheet.getByRole('button', { name: 'Close' }).click();
  await phone.takeBack(page, STEP);
  await context.setOffline(false);
  await expect.poll(async () => (await lead.board(incident)).marks.length, { timeout: 30_000 }).toBe(4);
  await phone.connected(page);
  await expect(phone.connection(page)).not.toContainText('not sent yet');

  // Somebody else ticks it meanwhile: the photo has its place all the same.
  await phone.openSheet(page, STEP);
  await camera.setInputFiles(await fromCamera());
  await expectShown(page);
  const board = await lead.board(incident);
  const step = board.steps.find(({ title }) => title === STEP)?.id;
  await lead.say('step.done', incident, { replaces: [] }, { step });
  await expect(sheet.getByRole('button', { name: 'Done', exact: true })).toBeHidden();
  await sheet.getByRole('button', { name: 'Add the photo only' }).click();
  await expect.poll(photos).toBe(1);
  await phone.openSheet(page, STEP);
  await expectShown(page);

  const { page: laptop } = await open(practice.who('manager'), LAPTOP);
  await laptop.goto(`/p/${practice.slug}/incidents/${incident}`);
  await laptop.getByText('Remove this photo').first().click();
  await laptop.getByLabel('Why').fill('A name on the wall');
  await laptop.getByLabel(/^Yes, remove this photo/).check();
  await laptop.getByRole('button', { name: `Remove the photo of ${STEP} for good` }).click();
  await expect(laptop.getByText(/removed the photo of “Post notices” for good/)).toBeVisible();
  await expect(laptop.getByText('The photo is gone.')).toBeVisible();
  await expect(laptop.getByRole('img', { name: STEP })).toBeHidden();
  await expect(laptop.getByText('not whole')).toBeHidden();
  // The open sheet follows.
  await expect(sheet.getByText('Its photo is not here')).toBeVisible();
  expect(await photos()).toBe(0);
  outbox.claim(() => true);
});
