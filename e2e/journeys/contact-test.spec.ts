// A contact test from the button to the evidence: a lead watches while people answer by text and by link.
import { expect, LAPTOP, test } from '../support/test';
import { answerPath } from '../support/outbox';

test('a lead tests a tree, answers show by themselves, and the result is kept', async ({
  house,
  practice,
  open,
  outbox,
  guard,
}) => {
  test.setTimeout(120_000);
  const tests = `/p/${practice.slug}/contacts/tests`;
  const { page } = await open(practice.who('lead'), LAPTOP);
  await page.goto(tests);
  await expect(page.getByRole('row').filter({ hasText: '%' })).toHaveCount(1);
  await page.getByRole('link', { name: 'Start a contact test' }).click();
  const words = page.getByRole('blockquote');
  await expect(words).toContainText(/^DRILL .*Reply 1 now/);
  const preview = await words.innerText();
  await expect(page.getByLabel('An answer counts within')).toHaveValue('3');
  await page.getByRole('button', { name: /^Send the test to \d+ people now$/ }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'Contact test: Everyone at Lakeside' }),
  ).toBeVisible();
  await expect(page.getByText(/^[0-2]:\d\d left$/)).toBeVisible();
  const messages = await outbox.settled(practice, () => true);
  for (const message of messages) expect(message.subject ?? message.text).toMatch(/^DRILL/);
  const nurse = practice.who('nurse');
  const staff = practice.who('staff');
  const text = messages.find(({ channel, to }) => channel === 'sms' && to === nurse.mobile);
  expect(text?.text.replace(/\/r\/\w+/, '/r/…')).toBe(preview);

  const watcher = (await open(practice.who('manager'), LAPTOP)).page;
  await watcher.goto(tests);
  await watcher.getByRole('row').filter({ hasText: 'runs,' }).getByRole('link').click();
  const row = (name: string) => watcher.getByRole('row').filter({ hasText: name });
  await expect(row(nurse.name)).toContainText(/Delivered, no answer|Handed over, no answer/);

  await house.fakes.reply(nurse.mobile ?? '', '1');
  await expect(row(nurse.name)).toContainText(/Answered in 0:\d\d by text/);
  const mail = messages.find(({ channel, to }) => channel === 'email' && to === staff.email);
  if (!mail) throw new Error('No e-mail');
  const { page: reader } = await open(null);
  await reader.goto(answerPath(mail));
  await expect(reader.getByText('DRILL')).toBeVisible();
  await expect(row(staff.name)).toContainText('no answer');
  await reader.getByRole('button', { name: 'I got it' }).click();
  await expect(reader.getByRole('status')).toContainText('You answered at');
  await expect(row(staff.name)).toContainText(/Answered in \d:\d\d by link/);
  await expect(watcher.getByRole('status').filter({ hasText: 'answered in time' })).toContainText('2 of 14');

  await page.getByRole('button', { name: 'End the test now' }).click();
  await expect(page.getByText(/stopped early/)).toBeVisible();
  await expect(watcher.getByText(/2 of 14 people answered in time: 14%/)).toBeVisible();
  const lead2 = practice.who('lead2');
  await house.fakes.reply(lead2.mobile ?? '', '1');
  await expect(row(lead2.name)).toContainText('counts as none');
  await expect(watcher.getByText(/2 of 14 people answered in time: 14%/)).toBeVisible();
  const csv = await watcher.request.get(`${watcher.url()}/csv`);
  expect(await csv.text()).toContain('answered in time');

  // Those who were silent, or late, are asked again; the first result stays.
  await page.getByRole('link', { name: 'Test who did not answer again' }).click();
  await expect(page.getByRole('heading', { name: /of 12 people get it$/ })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: nurse.name })).toHaveCount(0);
  await page.getByRole('button', { name: /^Send the test to \d+ people now$/ }).click();
  await expect(
    page.getByRole('heading', { level: 1, name: 'Contact test: Everyone at Lakeside, who had not answered' }),
  ).toBeVisible();
  await expect(page.getByText('0 of 12 people answered in time')).toBeVisible();
  // What answers the replies above goes out too.
  const again = await outbox.settled(practice, ({ text, subject }) => /contact test/i.test(subject ?? text));
  expect(again.map(({ to }) => to)).toContain(lead2.mobile);
  expect(again.map(({ to }) => to)).not.toContain(nurse.mobile);

  // Staff neither start nor see tests.
  guard.allow(/status of 404/);
  const { page: nobody } = await open(staff, LAPTOP);
  expect((await nobody.goto(tests))?.status()).toBe(404);
  outbox.claim(() => true);
});
