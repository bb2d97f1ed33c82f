// A session that ends in mid-form: what was typed stays, and goes out after signing in again.
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import { expect, LAPTOP, test, type Person } from '../support/test';
import type { House } from '../support/house';

async function revoke(house: House, person: Person, how: 'revoked' | 'expired'): Promise<void> {
  const change = how === 'revoked' ? '"revokedAt" = now()' : `"expiresAt" = now() - interval '1 minute'`;
  await house.db.query(`update session set ${change} where "accountId" = $1`, [person.accountId]);
}

for (const how of ['revoked', 'expired'] as const) {
  test(`on a phone, ${how} in mid-form`, async ({ house, open, practice, outbox, guard }) => {
    guard.allow(/status of 401/);
    const lead = await Voice.of(house, practice, practice.who('lead'));
    const incident = await lead.opened();
    const nurse = practice.who('nurse');
    const { page } = await open(nurse);
    await phone.openIncident(page, practice, incident);
    const sheet = await phone.openSheet(page, 'Open what you can still read');
    await sheet.getByLabel('Note').fill('The read-only copy is from 06:00');
    await sheet.getByLabel('Time').fill('06:00');
    await revoke(house, nurse, how);
    await sheet.getByRole('button', { name: 'Done', exact: true }).click();
    const row = phone.row(page, 'Open what you can still read');
    await expect(row).toContainText('on this phone, not sent yet');
    await expect(row).toContainText('The read-only copy is from 06:00');
    await expect(phone.connection(page)).toContainText('You are signed out.');
    await phone.connection(page).getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('E-mail').fill(nurse.loginEmail ?? '');
    await page.getByLabel('Password').fill(phone.PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`**/i/${incident}`);
    await expect(row).toHaveClass(/done/);
    await expect(row).not.toContainText('not sent yet');
    const { marks } = await lead.board(incident);
    expect(marks).toHaveLength(1);
    expect(marks[0]).toMatchObject({
      name: nurse.name,
      value: { note: 'The read-only copy is from 06:00', time: '06:00' },
    });
    await outbox.settled(practice, () => true);
  });

  test(`on a laptop, ${how} in mid-form`, async ({ house, open, practice, outbox }) => {
    const lead = await Voice.of(house, practice, practice.who('lead'));
    const incident = await lead.opened();
    const manager = practice.who('manager');
    const { context, page } = await open(manager, LAPTOP);
    await page.goto(`/p/${practice.slug}/incidents/${incident}`);
    await page.getByLabel('What happened').fill('Ticket 4711 at the vendor');
    await revoke(house, manager, how);
    await page.getByRole('button', { name: 'Add the note to the record' }).click();
    await expect(page.getByText('You were signed out')).toBeVisible();
    await expect(page.getByLabel('What happened')).toHaveValue('Ticket 4711 at the vendor');
    const other = await context.newPage();
    await other.goto('/sign-in');
    await other.getByLabel('E-mail').fill(manager.loginEmail ?? '');
    await other.getByLabel('Password').fill(phone.PASSWORD);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.waitForURL(`**/p/${practice.slug}`);
    await page.getByRole('button', { name: 'Add the note to the record' }).click();
    await expect(page.getByText('Your note is in the record.')).toBeVisible();
    await expect(page.getByRole('table').last()).toContainText('Ticket 4711 at the vendor');
    await outbox.settled(practice, () => true);
  });
}

test('what the server refuses comes back to the phone in words, with what was typed', async ({
  house,
  open,
  practice,
  outbox,
  guard,
}) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  const { context, page } = await open(practice.who('nurse'));
  await phone.openIncident(page, practice, incident);
  // Out of reach while it is closed elsewhere: a dead spot in the building.
  guard.allow(/ERR_INTERNET_DISCONNECTED/);
  await context.setOffline(true);
  const sheet = await phone.openSheet(page, 'Open what you can still read');
  await sheet.getByLabel('Note').fill('Found the binder');
  await sheet.getByRole('button', { name: /^Done/ }).click();
  await expect(phone.row(page, 'Open what you can still read')).toContainText('not sent yet');
  await lead.say('incident.close', incident, { reason: 'It came back' });
  await context.setOffline(false);
  const refused = page.getByRole('region', { name: 'Not saved.' });
  await expect(refused).toContainText('This incident is closed.');
  await expect(refused).toContainText('Found the binder');
  await refused.getByRole('button', { name: 'Let it go' }).click();
  await expect(refused).toBeHidden();
  const board = await lead.board(incident);
  expect(board.marks).toHaveLength(0);
  await outbox.settled(practice, () => true);
});
