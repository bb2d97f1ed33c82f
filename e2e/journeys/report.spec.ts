// Staff report; the leads are told, and one of them takes it.
import { isTo, words } from '../support/outbox';
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import { expect, test } from '../support/test';

test('staff reports, the leads are told, a lead takes it', async ({ house, open, practice, outbox }) => {
  const staff = practice.who('staff');
  const lead = practice.who('lead');
  const { page: staffPhone } = await open(staff);
  const { page: leadPhone } = await open(lead);
  await phone.openHome(leadPhone, practice);
  await phone.openHome(staffPhone, practice);
  await staffPhone.getByRole('link', { name: 'Something is down' }).click();
  await expect(staffPhone.getByRole('switch', { name: 'This is a DRILL' })).toHaveCount(0);
  await staffPhone.getByRole('button', { name: 'Internet', exact: true }).click();
  await staffPhone.getByRole('button', { name: 'Next' }).click();
  await staffPhone.getByLabel(/What do you see/).fill('No page loads at the front desk');
  const incident = await phone.send(staffPhone, /^Report it$/);
  await expect(staffPhone.getByText('A lead has been told.')).toBeVisible();

  const sent = await outbox.settled(practice, () => true);
  const told = new Set(sent.map((message) => message.to));
  expect(told).toContain(lead.mobile);
  expect(told).not.toContain(practice.who('nurse').mobile);
  for (const message of sent.filter(isTo(lead))) expect(words(message)).toMatch(/Reported: internet down/i);
  // Free text of the report is for the record, never for a message.
  for (const message of sent) expect(words(message)).not.toContain('No page loads');

  await expect(leadPhone.getByText(`Reported by ${staff.name}`)).toBeVisible();
  await leadPhone.getByRole('link', { name: 'Open the report' }).click();
  await leadPhone.getByRole('link', { name: 'Take it: declare' }).click();
  await leadPhone.getByRole('button', { name: 'Next' }).click();
  await leadPhone.getByRole('button', { name: 'Skip' }).click();
  await expect(leadPhone.getByLabel('Plan')).toContainText('Internet down');
  expect(await phone.send(leadPhone, /^Tell \d+ people$/)).toBe(incident);
  await expect(staffPhone.getByText('Your steps').first()).toBeVisible();

  const voice = await Voice.of(house, practice, lead);
  const { incident: card } = await voice.board(incident);
  expect(card).toMatchObject({ state: 'open', reportedBy: staff.name, declaredBy: lead.name });
  const everybody = await outbox.settled(practice, () => true);
  expect(everybody.map((message) => message.to)).toContain(practice.who('nurse').mobile);
  expect((await voice.say('incident.close', incident, { reason: 'over' })).outcome).toBe('applied');
  await outbox.settled(practice, () => true);
});

test('a second declarer is offered the open incident first', async ({ house, open, practice, outbox }) => {
  const lead = await Voice.of(house, practice, practice.who('lead2'));
  const incident = await lead.opened();
  const { page } = await open(practice.who('lead'));
  await phone.openHome(page, practice);
  await page.getByRole('link', { name: 'Something else is down' }).click();
  await expect(page.getByText(`${practice.who('lead2').name} declared at`)).toBeVisible();
  await page.getByRole('link', { name: 'Join this one' }).click();
  await page.waitForURL(`**/i/${incident}`);
  await outbox.settled(practice, () => true);
});
