// The server is really stopped: the phone opens with its last copy, keeps what is ticked, and sends it once.
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import { expect, test } from '../support/test';

test('cold start with the server stopped, a tick, and the server back', async ({
  house,
  open,
  practice,
  outbox,
  guard,
}) => {
  test.setTimeout(120_000);
  guard.allow(
    /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/,
  );
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  await outbox.settled(practice, () => true);
  const nurse = practice.who('nurse');
  const { context, page: warm } = await open(nurse);
  await phone.openIncident(warm, practice, incident);
  await warm.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // The copy is whole when the plans, too, are on this phone.
  await phone.openHome(warm, practice);
  await expect(warm.getByRole('link', { name: /Short unplanned downtime/ })).toBeVisible();
  await warm.close();
  await house.stopWeb();

  const cold = await context.newPage();
  await cold.goto(`/live/${practice.slug}/i/${incident}`);
  await expect(cold.getByRole('heading', { level: 1 })).toContainText('Short unplanned downtime');
  await expect(phone.connection(cold)).toContainText('Copy from');
  await expect(phone.connection(cold)).toContainText('No connection.');
  await phone.tick(cold, 'Hold what can wait');
  const row = phone.row(cold, 'Hold what can wait');
  await expect(row).toHaveClass(/done/);
  await expect(row).toContainText('on this phone, not sent yet');
  await expect(phone.connection(cold)).toContainText('1 kept on this phone, not sent yet.');
  await cold.reload();
  await expect(row).toContainText('on this phone, not sent yet');
  // Plans and numbers are here too.
  await cold.goto(`/live/${practice.slug}/plans/power-loss`);
  await expect(cold.getByRole('heading', { level: 1, name: 'Power loss' })).toBeVisible();
  await cold.goto(`/live/${practice.slug}/contacts`);
  await expect(cold.getByText('Walt Dempsey').first()).toBeVisible();
  await cold.goto(`/live/${practice.slug}/i/${incident}`);

  await house.startWeb();
  await expect(row).not.toContainText('not sent yet', { timeout: 30_000 });
  await phone.connected(cold);
  await cold.reload();
  await phone.connected(cold);
  await expect(row).toHaveClass(/done/);
  const board = await lead.board(incident);
  const step = board.steps.find((one) => one.title === 'Hold what can wait');
  const marks = board.marks.filter((mark) => mark.step === step?.id);
  expect(marks).toHaveLength(1);
  expect(marks[0]?.name).toBe(nurse.name);
  expect(Date.parse(marks[0]?.receivedAt ?? '')).toBeGreaterThan(Date.parse(marks[0]?.at ?? ''));
  const ticks = (await lead.sync(incident, [])).events.filter((event) => event.kind === 'step.done');
  expect(ticks).toHaveLength(1);
});
