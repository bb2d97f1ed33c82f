// An owner changes settings, reads the audit, exports the practice, brings it in elsewhere, and deletes it.
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, LAPTOP, PHONE, test } from '../support/test';
import { Voice } from '../support/said';

test('a manager sets times of the clock; a phone’s next look shows them', async ({
  practice,
  open,
  house,
  outbox,
}) => {
  const { page } = await open(practice.who('manager'), LAPTOP);
  const base = `/p/${practice.slug}`;
  await page.goto(`${base}/settings`);
  await expect(page.getByText('Owners find more here')).toBeVisible();
  await page.getByRole('link', { name: 'Practice', exact: true }).click();
  await page.getByLabel('Go long').fill('20');
  await page.getByLabel('Sender of e-mails').fill('Lake “side”');
  await page.getByRole('button', { name: 'Save these settings' }).click();
  const main = page.getByRole('main');
  await expect(main.getByRole('alert')).toContainText('must each come later than the one before');
  await expect(page.getByLabel('Sender of e-mails')).toHaveValue('Lake “side”');
  await page.getByLabel('Update staff').fill('7');
  await page.getByLabel('Go long').fill('45');
  await page.getByRole('button', { name: 'Save these settings' }).click();
  await expect(main.getByRole('status')).toContainText(
    'Saved: Sender of e-mails and Times of the incident clock.',
  );

  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  await house.settle(practice.practiceId);
  const board = await lead.board(incident);
  expect(board.incident.clockMarks.slice(0, 3)).toEqual([7, 30, 45]);
  const mail = house.fakes.captured(practice.who('nurse').email ?? '').at(-1);
  expect(mail?.from).toBe('"Lake “side” via Holdfast" <alerts@holdfast.example>');
  outbox.claim(() => true);

  await page.goto(`${base}/audit`);
  await expect(main.getByText('Verified just now')).toBeVisible();
  await expect(main.getByRole('row', { name: /Times of the incident clock/ })).toContainText('7, 30, 45');
});

test('an owner exports, compares the audit, asks for deletion and stops it', async ({
  practice,
  open,
  outbox,
  house,
}) => {
  const { page } = await open(practice.who('owner'), LAPTOP);
  const base = `/p/${practice.slug}`;
  const main = page.getByRole('main');

  await test.step('everything in one file', async () => {
    await page.goto(`${base}/settings/export`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export the practice' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.holdfast\.gz$/);
    const lines = gunzipSync(await readFile(await download.path()))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ holdfast: 'practice', slug: practice.slug });
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ end: true });
  });

  await test.step('the audit shows it, loudly; an earlier export is compared', async () => {
    await page.goto(`${base}/audit`);
    await expect(main.getByRole('row', { name: /exported the whole practice/ })).toContainText('Look');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export as CSV' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    const value = (name: string) => new RegExp(`^${name},(.*)\r$`, 'm').exec(csv)?.[1] ?? '';
    await page.getByLabel('Entry', { exact: true }).fill(value('Last entry'));
    await page.getByLabel('Hash').fill(value('Its hash'));
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(main.getByText('It fits')).toBeVisible();
    await page.getByLabel('Hash').fill('0'.repeat(64));
    await page.getByRole('button', { name: 'Compare' }).click();
    await expect(main.getByRole('alert')).toContainText('It does not fit');
  });

  await test.step('a practice that is not empty takes nothing in', async () => {
    await page.goto(`${base}/settings/import`);
    await expect(main.getByText('This practice is not empty.')).toBeVisible();
  });

  await test.step('deletion, and stopping it', async () => {
    await page.goto(`${base}/settings/delete`);
    await page.getByLabel('The practice’s name').fill('Another');
    await page.getByRole('button', { name: 'Delete the practice in 14 days' }).click();
    await expect(main.getByRole('alert')).toContainText('that is not the practice’s name');
    await page.getByLabel('The practice’s name').fill(practice.name);
    await page.getByRole('button', { name: 'Delete the practice in 14 days' }).click();
    await expect(page.getByRole('complementary', { name: 'Deletion' })).toContainText('will be deleted on');
    const manager = await open(practice.who('manager'), LAPTOP);
    await manager.page.goto(base);
    await expect(manager.page.getByRole('complementary', { name: 'Deletion' })).toContainText(
      'An owner can stop it',
    );
    await page.getByRole('button', { name: 'Stop it: keep the practice' }).click();
    await expect(page.getByText('Stopped. The practice stays')).toBeVisible();
    await expect(page.getByRole('complementary', { name: 'Deletion' })).toHaveCount(0);
    await house.settle(practice.practiceId);
    outbox.claim(() => true);
  });
});

test('an owner has what is old deleted; the audit says which, and is whole', async ({
  practice,
  open,
  outbox,
  house,
}) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const closed = async (): Promise<string> => {
    const incident = await lead.opened({ drill: true });
    await lead.say('incident.close', incident, { reason: 'over' });
    return incident;
  };
  const [old, young] = [await closed(), await closed()];
  await house.settle(practice.practiceId);
  outbox.claim(() => true);
  await house.db.query(
    `update incident set "closedAt" = now() - interval '6 years 2 days' where "practiceId" = $1 and id = $2`,
    [practice.practiceId, old],
  );
  const { page } = await open(practice.who('owner'), PHONE);
  const main = page.getByRole('main');
  await page.goto(`/p/${practice.slug}/settings`);
  await page.getByRole('link', { name: 'Old records' }).click();
  await expect(main.getByText('1 closed incident or drill', { exact: true })).toBeVisible();
  await page.getByLabel(/^Yes, delete what was over before/).check();
  await page.getByRole('button', { name: 'Delete them for good' }).click();
  await expect(main.getByRole('status')).toContainText('being deleted now');
  await expect(async () => {
    await page.reload();
    await expect(main.getByText('Nothing is that old.')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const { rows } = await house.db.query<{ id: string }>(
    `select id from incident where "practiceId" = $1 and id = any($2)`,
    [practice.practiceId, [old, young]],
  );
  expect(rows.map(({ id }) => id)).toEqual([young]);
  const told = await outbox.settled(practice, ({ subject }) => subject?.includes('Old records') ?? false);
  expect(told.map(({ to }) => to)).toEqual([practice.who('owner').email]);
  expect(told[0]?.text).toContain('The audit names each incident');
  await page.goto(`/p/${practice.slug}/audit`);
  await expect(main.getByText('Verified just now')).toBeVisible();
  await expect(main.getByText(/had deleted for good .*: 1 incident or drill/)).toBeVisible();
});
