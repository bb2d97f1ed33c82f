// The main job, end to end: declare, two phones and a laptop tick and see each other, everybody is told and
// answers, go long, update, close, and read what happened.
import fs from 'node:fs';
import path from 'node:path';
import { percentile, tickAndSee, watchSteps } from '../support/latency';
import { answerPath, isTo, words } from '../support/outbox';
import * as phone from '../support/phone';
import { root } from '../support/run';
import { Voice } from '../support/said';
import { expect, LAPTOP, PHONE, test, type Minted } from '../support/test';
import { rowHashes } from '../walls/world';

const TICKS = 21;

function reachable(practice: Minted): string[] {
  return practice.people
    .flatMap((person) => [person.mobile, person.email])
    .filter((address) => address !== null);
}

test('declare, follow, be told, answer, go long, close', async ({
  house,
  practice,
  open,
  outbox,
  browser,
  guard,
}) => {
  test.setTimeout(240_000);
  const lead = practice.who('lead');
  const nurse = practice.who('nurse');
  const clinician = practice.who('clinician');
  const { page: leadPhone } = await open(null);

  const incident = await test.step('the lead signs in on a phone and declares', async () => {
    await phone.signIn(leadPhone, lead);
    await leadPhone.waitForURL(`**/live/${practice.slug}`);
    await phone.connected(leadPhone);
    return phone.declare(leadPhone, { ago: 5 });
  });
  await expect(leadPhone.getByRole('heading', { level: 1 })).toContainText('Short unplanned downtime');
  await expect(leadPhone.getByRole('heading', { level: 1 })).toContainText('EHR down');

  const voice = await Voice.of(house, practice, lead);
  const declared = (await voice.board(incident)).incident;
  const minutes = (Date.parse(declared.declaredAt ?? '') - Date.parse(declared.noticedAt)) / 60_000;
  expect(minutes).toBeGreaterThan(4.5);
  expect(minutes).toBeLessThan(7);

  await test.step('everybody in the tree is told by text and by e-mail', async () => {
    const sent = await outbox.settled(practice, () => true);
    const to = new Set(sent.map((message) => message.to));
    for (const address of reachable(practice)) expect(to, address).toContain(address);
    const told = sent.filter(isTo(nurse));
    expect(told.map((message) => message.channel).sort()).toEqual(['email', 'sms']);
    for (const message of told) expect(words(message)).toMatch(/EHR down since \d{1,2}:\d\d [AP]M C[SD]T/);
    const text = told.find((message) => message.channel === 'sms');
    expect(text?.text).toMatch(/^LAKESIDE\b.*Reply 1 coming 2 cannot 3 need help\. http\S+\/r\/\S+$/);
    expect(text?.text.length).toBeLessThanOrEqual(160);
  });

  const { page: nursePhone } = await open(nurse);
  const { page: laptop } = await open(practice.who('manager'), LAPTOP);
  await phone.openIncident(nursePhone, practice, incident);
  await phone.openIncident(laptop, practice, incident);

  await test.step('a tick on one screen is on the others', async () => {
    const tickable = (await voice.board(incident)).steps.filter(
      (step) => !step.critical && step.evidence === 'none',
    );
    for (const page of [leadPhone, nursePhone, laptop]) await watchSteps(page);
    const latencies: number[] = [];
    for (let round = 0; latencies.length < TICKS; round += 1) {
      const [from, to] = round % 2 === 0 ? [leadPhone, nursePhone] : [nursePhone, leadPhone];
      const titles = tickable.map((step) => step.title);
      for (const title of titles) latencies.push(await tickAndSee(from, to, title));
      for (const title of titles) await expect(phone.row(laptop, title)).toHaveClass(/done/);
      if (latencies.length >= TICKS) break;
      for (const title of titles) {
        await phone.takeBack(from, title);
        await expect(phone.row(to, title)).not.toHaveClass(/done/);
      }
    }
    report(latencies);
    const first = tickable[0]?.title ?? '';
    await expect(phone.row(nursePhone, first)).toContainText(`Done: ${lead.name}`);
    await expect(phone.row(leadPhone, first)).toContainText('Done: you');
  });

  await test.step('evidence, not applicable, blocked', async () => {
    const packs = await phone.openSheet(nursePhone, 'Hand out numbered packs');
    await packs.getByLabel('Count').fill('12');
    await packs.getByRole('button', { name: 'Done', exact: true }).click();
    await expect(phone.row(leadPhone, 'Hand out numbered packs')).toContainText('12');
    const listing = await phone.openSheet(nursePhone, 'List who is in the building');
    await listing.getByRole('button', { name: 'Not applicable' }).click();
    await listing.getByLabel('Why does this not apply?').fill('Nobody is here yet');
    await listing.getByRole('button', { name: 'It does not apply' }).click();
    await expect(phone.row(leadPhone, 'List who is in the building')).toContainText('Nobody is here yet');
    const read = await phone.openSheet(nursePhone, 'Open what you can still read');
    await read.getByRole('button', { name: 'Blocked' }).click();
    await read.getByLabel('What blocks it?').fill('The downtime PC does not start');
    await read.getByRole('button', { name: 'Tell the lead it is blocked' }).click();
    await expect(phone.row(leadPhone, 'Open what you can still read')).toContainText('Blocked');
    const check = await phone.openSheet(leadPhone, 'Ask the extra questions');
    await check.getByRole('button', { name: /^Done/ }).click();
    await expect(check).toContainText('Press once more to confirm');
    await check.getByRole('button', { name: /^Done/ }).click();
    await expect(phone.row(nursePhone, 'Ask the extra questions')).toHaveClass(/done/);
  });

  await test.step('one answers by text, one by the link, without a log-in and without scripts', async () => {
    const reply = await house.fakes.reply(nurse.mobile ?? '', '1');
    expect(reply.status).toBe(200);
    outbox.claim((message) => message.to === nurse.mobile);
    const mail = outbox
      .all()
      .find((message) => message.channel === 'email' && message.to === clinician.email);
    if (!mail) throw new Error('The clinician got no e-mail.');
    const bare = await browser.newContext({ ...PHONE, baseURL: house.url, javaScriptEnabled: false });
    guard.watch(bare);
    const page = await bare.newPage();
    const before = await rowHashes(house.db, practice.practiceId);
    await page.goto(answerPath(mail));
    await page.reload();
    await house.ask(answerPath(mail), { method: 'HEAD' });
    expect(await rowHashes(house.db, practice.practiceId)).toEqual(before);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('EHR down since');
    await page.getByRole('button', { name: /2.*I cannot/ }).click();
    await expect(page.getByRole('status')).toContainText(/You answered at .*: I cannot\./);
    await bare.close();
  });

  await test.step('the roster says who answered what and who is not reached', async () => {
    await phone.tab(leadPhone, 'People');
    await expect(phone.personRow(leadPhone, nurse.name)).toContainText('coming');
    await expect(phone.personRow(leadPhone, clinician.name)).toContainText('cannot');
    const walt = phone.personRow(leadPhone, 'Walt Dempsey');
    await expect(walt).toContainText('not reached');
    await walt.getByText('Tries and marks for').click();
    await expect(walt).toContainText(/Text to \+?\d.*: failed\. \w+/);
    await walt.getByRole('button', { name: 'Reached by phone' }).click();
    await expect(walt).toContainText('told');
    await phone.tab(nursePhone, 'People');
    await nursePhone.getByRole('button', { name: 'I am here' }).click();
    await expect(phone.personRow(leadPhone, nurse.name)).toContainText('here');
    await expect(laptop.locator('aside')).toContainText(/3 of 14 answered|2 of 14 answered/);
  });

  await test.step('go long: what is done stays done, and everybody hears', async () => {
    await phone.tab(leadPhone, 'Lead');
    const adding = leadPhone.getByRole('region', { name: 'Go long or add a plan' });
    await expect(adding.getByLabel('Plan')).toContainText('Long downtime');
    await adding.getByLabel('Plan').selectOption({ label: 'Long downtime (hours to days)' });
    await adding.getByRole('button', { name: /^Add Long downtime/ }).click();
    await adding.getByRole('button', { name: /^Press again: add Long downtime/ }).click();
    await phone.tab(nursePhone, 'Steps');
    await expect(phone.row(nursePhone, 'Secure the paper')).toContainText(/new at \d/);
    await expect(phone.row(nursePhone, 'Hand out numbered packs')).toHaveClass(/done/);
    const sent = await outbox.settled(practice, () => true);
    const long = sent.filter(isTo(practice.who('staff')));
    expect(long.map((message) => message.channel).sort()).toEqual(['email', 'sms']);
    for (const message of long) expect(words(message)).toMatch(/[Ll]ong downtime/);
  });

  await test.step('send an update', async () => {
    const update = leadPhone.getByRole('region', { name: 'Tell staff how it stands' });
    await update.getByRole('radio', { name: 'Partly back' }).check();
    await update.getByRole('button', { name: /^Tell \d+ people$/ }).click();
    await update.getByRole('button', { name: /^Press again/ }).click();
    await expect(leadPhone.getByText('Update sent.').first()).toBeVisible();
    const sent = await outbox.settled(practice, () => true);
    const heard = sent.filter(isTo(practice.who('staff')));
    expect(heard.length).toBeGreaterThan(0);
    for (const message of heard) expect(words(message)).toContain('Partly back');
  });

  await test.step('close, with a reason for the critical steps still open', async () => {
    const closing = leadPhone.getByRole('region', { name: 'Close this incident' });
    await expect(closing).toContainText(/\d+ critical steps still open/);
    await expect(closing.getByRole('button', { name: 'Close and tell everyone' })).toBeDisabled();
    await closing
      .getByLabel('Why is it right to close?')
      .fill('The vendor undid the update; two charts were tested');
    await closing.getByRole('button', { name: 'Close and tell everyone' }).click();
    await closing.getByRole('button', { name: 'Press again: close it now' }).click();
    await expect(leadPhone.getByText(/^Closed at \d/)).toBeVisible();
    await expect(nursePhone.getByText(/^Closed at \d/)).toBeVisible();
    const sent = await outbox.settled(practice, () => true);
    for (const address of reachable(practice).filter((to) => !to.endsWith('0114'))) {
      const clear = sent.filter((message) => message.to === address);
      expect(clear.map(words).join(), address).toMatch(/All clear|Todo normal/);
    }
  });

  await test.step('the record: every act, who, device time and server time', async () => {
    await laptop.goto(`/p/${practice.slug}/incidents/${incident}`);
    const happened = laptop.getByRole('table').last();
    for (const line of [
      `${lead.name} declared a downtime: EHR down`,
      `${lead.name} ticked “Is it just me?”`,
      `${lead.name} took back “Is it just me?”`,
      `${nurse.name} ticked “Hand out numbered packs” (number 12)`,
      `${nurse.name} marked “List who is in the building” not applicable: “Nobody is here yet”`,
      `${nurse.name} is blocked at “Open what you can still read”`,
      `${nurse.name} answered by text: coming`,
      `${clinician.name} answered by the link: cannot come`,
      `${lead.name} told Walt Dempsey by phone`,
      `${nurse.name} answered in the app: here`,
      `${lead.name} went long: added the plan “Long downtime`,
      `${lead.name} sent an update: partly back`,
      `${lead.name} closed the incident with`,
    ]) {
      await expect(happened, line).toContainText(line);
    }
    await expect(happened).toContainText('The vendor undid the update; two charts were tested');
    const events = (await voice.sync(incident, [])).events;
    for (const event of events.filter((one) => one.kind.startsWith('step.'))) {
      expect(event.deviceAt, event.kind).not.toBeNull();
      expect(event.at).not.toBeNull();
      expect(event.personId).not.toBeNull();
    }
    expect(events.map((event) => event.seq)).toEqual(events.map((_, at) => at + 1));
  });
});

/** p50 and p95, on the test and in a file of their own. Reported, never asserted. */
function report(latencies: readonly number[]): void {
  const figures = {
    ticks: latencies.length,
    p50: percentile(latencies, 0.5),
    p95: percentile(latencies, 0.95),
    most: Math.max(...latencies),
  };
  test.info().annotations.push({
    type: 'tick to seen',
    description: `p50 ${figures.p50} ms, p95 ${figures.p95} ms over ${figures.ticks} ticks (bar: p95 at most 300 ms)`,
  });
  const folder = path.join(root, 'test-results');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'tick-latency.json'),
    `${JSON.stringify({ ...figures, latencies }, null, 2)}\n`,
  );
}
