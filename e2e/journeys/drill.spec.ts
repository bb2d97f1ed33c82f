// A drill says so: on every screen, and as the first word of every message.
import { answerPath, words } from '../support/outbox';
import * as phone from '../support/phone';
import { Voice } from '../support/said';
import { expect, LAPTOP, test } from '../support/test';

test('a drill is marked everywhere', async ({ house, open, practice, outbox }) => {
  test.setTimeout(180_000);
  const { page } = await open(practice.who('lead'));
  await phone.openHome(page, practice);
  const incident = await phone.declare(page, { drill: true });
  const marked = page.getByText('This is only practice.').first();
  await expect(marked).toBeVisible();
  for (const name of ['People', 'Log', 'Lead', 'Steps'] as const) {
    await phone.tab(page, name);
    await expect(marked, name).toBeVisible();
  }
  expect(await page.title()).toMatch(/^DRILL/);

  const lead = await Voice.of(house, practice, practice.who('lead'));
  const { runbooks } = await lead.snapshot();
  const long = runbooks.find((runbook) => runbook.slug === 'long-downtime')?.id;
  await lead.say('run.add', incident, { runbookId: long });
  await lead.say('incident.update', incident, { say: 'still-down', by: null, nextUpdateAt: null });
  const sent = await outbox.settled(practice, () => true);
  expect(sent.length).toBeGreaterThan(30);

  const mail = sent.find((message) => message.to === practice.who('nurse').email);
  if (!mail) throw new Error('The nurse got no e-mail.');
  expect(mail.html ?? '').toContain('DRILL');
  const { page: answer } = await open(null);
  await answer.goto(answerPath(mail));
  await expect(answer.getByText('DRILL. This is practice.')).toBeVisible();

  const { page: laptop } = await open(practice.who('manager'), LAPTOP);
  for (const path of ['', '/runbooks', '/contacts', '/sites', '/vendors', '/incidents']) {
    await laptop.goto(`/p/${practice.slug}${path}`);
    await expect(laptop.getByRole('complementary', { name: 'Open now' })).toContainText('DRILL');
  }
  await laptop.goto(`/p/${practice.slug}/incidents/${incident}`);
  await expect(laptop.getByRole('heading', { level: 1 })).toContainText('DRILL');

  await lead.say('incident.close', incident, { reason: 'Drill over' });
  sent.push(...(await outbox.settled(practice, () => true)));
  expect(sent.some((message) => /All clear/.test(words(message)))).toBe(true);
  // SIMULACRO is Spanish for it.
  for (const message of sent) expect(words(message)).toMatch(/^(DRILL|SIMULACRO)\b/);

  // And nothing real ever is.
  await phone.openHome(page, practice);
  const real = await phone.declare(page);
  await expect(page.getByText('DRILL')).toHaveCount(0);
  const words2 = (await outbox.settled(practice, () => true)).map(words);
  for (const text of words2) expect(text).not.toMatch(/DRILL|SIMULACRO/);
  await lead.say('incident.close', real, { reason: 'over' });
  await outbox.settled(practice, () => true);
});
