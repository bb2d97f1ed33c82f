// A newer version of the plan while an incident runs: phones keep theirs until a lead has seen what changes and says so.
import { publishNext } from '../support/next-version';
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import { expect, LAPTOP, test } from '../support/test';

test('publish changes nothing; shown, then applied; what is done stays done', async ({
  house,
  practice,
  open,
  outbox,
}) => {
  test.setTimeout(120_000);
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  const { page } = await open(practice.who('lead'));
  await phone.openIncident(page, practice, incident);
  await phone.tick(page, 'Is it just me?');
  await expect(phone.row(page, 'Is it just me?')).toHaveClass(/done/);
  const before = await lead.board(incident);
  const last = before.steps.at(-1);
  await lead.say('step.note', incident, { note: 'The vendor will write' }, { step: last?.id });

  const news = await test.step('a new version is published: the incident stays as it is', async () => {
    const published = await publishNext(house.db, practice.practiceId, 'short-downtime');
    expect((await lead.board(incident)).steps).toEqual(before.steps);
    await expect(phone.row(page, published.added)).toHaveCount(0);
    await expect(phone.row(page, published.removed)).toBeVisible();
    return published;
  });

  const { page: laptop } = await open(practice.who('manager'), LAPTOP);
  const { page: nurse } = await open(practice.who('nurse'), LAPTOP);
  const record = `/p/${practice.slug}/incidents/${incident}`;

  await test.step('the record says so, and the page shows all of it before anything is done', async () => {
    await laptop.goto(record);
    await expect(laptop.getByText(/Version 2 of Short .* was published at \d+:\d\d/)).toContainText(
      'This incident runs on version 1.',
    );
    await laptop.getByRole('link', { name: 'See what version 2 would change' }).click();
    const added = laptop.getByRole('region', { name: 'Added' });
    await expect(added.getByRole('listitem')).toHaveCount(1);
    await expect(added).toContainText(news.added);
    await expect(added).toContainText(/Check · Incident lead · By \d+:\d\d/);
    const changed = laptop.getByRole('region', { name: 'Changed' });
    await expect(changed.getByRole('listitem')).toHaveCount(1);
    await expect(changed).toContainText(news.changed);
    await expect(changed).toContainText(/marked it done at .* It stays done\./);
    await expect(changed.locator('ins').first()).toContainText('added:');
    const removed = laptop.getByRole('region', { name: 'Removed' });
    await expect(removed.getByRole('listitem')).toHaveCount(1);
    await expect(removed).toContainText(news.removed);
    await expect(removed).toContainText('so it stays on the checklist');
    expect((await lead.board(incident)).steps).toEqual(before.steps);
  });

  await test.step('staff see the same without the button', async () => {
    await nurse.goto(`${record}/apply`);
    await expect(nurse.getByRole('region', { name: 'Added' })).toContainText(news.added);
    await expect(nurse.getByText('A lead decides whether this is applied.')).toBeVisible();
    await expect(nurse.getByRole('button', { name: /^Apply/ })).toHaveCount(0);
  });

  await test.step('applied: every phone shows it within seconds', async () => {
    await laptop
      .getByRole('button', {
        name: 'Apply version 2 to this incident: 1 added, 1 changed, 1 removed',
      })
      .click();
    await expect(laptop.getByRole('status')).toContainText('It is applied.');
    await expect(laptop.getByText('There is nothing to apply.')).toBeVisible();
    const row = phone.row(page, news.added);
    await expect(row).toBeVisible({ timeout: 5_000 });
    await expect(row).toContainText(/new at \d/);
    await expect(phone.row(page, news.changed)).toHaveClass(/done/);
    await expect(phone.row(page, news.removed)).toContainText('No longer in the plan');
    await phone.tick(page, news.added);
    await expect(row).toHaveClass(/done/);
  });

  await test.step('log and record say what was done, by whom', async () => {
    await phone.tab(page, 'Log');
    await expect(page.locator('ol.lines')).toContainText(
      /applied version 2 of Short .*: 1 added, 1 changed, 1 removed/,
    );
    await laptop.getByRole('link', { name: 'Open the incident record' }).click();
    await expect(laptop.getByRole('heading', { name: /, version 2$/ })).toBeVisible();
    const step = laptop.getByRole('row').filter({ hasText: news.added }).first();
    await expect(step).toContainText(/Added at \d/);
    await expect(laptop.getByRole('table').last()).toContainText(
      `1 added (“${news.added}”), 1 changed (“${news.changed}”), 1 removed (“${news.removed}”)`,
    );
    await expect(laptop.getByText(/was published at/)).toHaveCount(0);
  });
  outbox.claim(() => true);
});

test('a tick made without a connection for a step that a newer version left out is kept and shown', async ({
  house,
  practice,
  open,
  outbox,
  guard,
}) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  guard.allow(/ERR_INTERNET_DISCONNECTED|Failed to fetch|net::/);
  const { page, context } = await open(practice.who('nurse'));
  await phone.openIncident(page, practice, incident);
  await context.setOffline(true);
  await phone.tick(page, 'Hold what can wait');
  const { runs, steps } = await lead.board(incident);
  const step = steps.find(({ title }) => title === 'Hold what can wait');
  const { versionId } = await publishNext(house.db, practice.practiceId, 'short-downtime', step?.key);
  expect(await lead.say('run.update', incident, { runId: runs[0]?.id, versionId })).toMatchObject({
    outcome: 'applied',
  });
  const { page: other } = await open(practice.who('lead'));
  await phone.openIncident(other, practice, incident);
  await expect(phone.row(other, 'Call the county emergency line')).toBeVisible();
  await expect(phone.row(other, 'Hold what can wait')).toHaveCount(0);
  await context.setOffline(false);
  for (const screen of [page, other]) {
    const row = phone.row(screen, 'Hold what can wait');
    await expect(row).toHaveClass(/done/);
    await expect(row).toContainText('No longer in the plan');
  }
  outbox.claim(() => true);
});
