// From a signed-in account to a practice with a second member: sign-up, set-up, an invitation taken on a phone, and a
// right that changes and ends under an open page.
import { randomUUID } from 'node:crypto';
import { captureOf } from '../support/invitation';
import { newAccount } from '../support/account';
import { expect, LAPTOP, PHONE, test } from '../support/test';

test('a practice is begun, a nurse joins it on her phone, and what she may do changes under her hands', async ({
  house,
  open,
  outbox,
  guard,
}) => {
  test.setTimeout(240_000);
  guard.allow(/status of 404/);
  const n = randomUUID().slice(0, 8);
  const fay = await newAccount(house.db, 'Fay Founder', `fay-${n}@mail.example`);
  const nora = `nora-${n}@mail.example`;
  const { page } = await open(fay, LAPTOP);

  // Signing up: a refusal keeps what was typed; the zone is the browser's.
  await page.goto('/practices');
  await page.getByRole('link', { name: 'Begin a practice' }).click();
  await page.getByLabel('Name of the practice').fill(`Harbor Pediatrics ${n}`);
  await page.getByLabel('Kind of practice').fill('Pediatrics');
  await expect(page.getByLabel('Time zone')).toHaveValue('America/Chicago');
  await page.getByLabel('Name of the site').fill('Main');
  await page.getByLabel('Address').fill('1 Harbor Road');
  await page.getByLabel('Phone').fill('555 0100');
  await page.getByLabel('Incident lead').uncheck();
  const begin = page.getByRole('button', { name: 'Begin this practice' });
  await begin.click();
  await expect(page.getByRole('alert').filter({ hasText: 'Your own jobs' })).toContainText(
    'at least one job',
  );
  await expect(page.getByLabel('Name of the practice')).toHaveValue(`Harbor Pediatrics ${n}`);
  await page.getByLabel('Incident lead').check();
  await begin.click();
  await page.waitForURL(`**/p/harbor-pediatrics-${n}/set-up`);
  const slug = `harbor-pediatrics-${n}`;
  const { rows } = await house.db.query<{ practiceId: string }>(
    'select "practiceId" from practice_directory where slug = $1',
    [slug],
  );
  const practiceId = rows[0]?.practiceId ?? '';

  // Set-up counts facts, keeps what is left for later, and is one line everywhere else.
  await expect(page.getByText('2 of 7 done')).toBeVisible();
  await expect(page.getByText('Now: 11 plans in force.')).toBeVisible();
  await page.getByRole('button', { name: 'Later: A PIN for your phone' }).click();
  await expect(page.getByRole('button', { name: 'Do it now: A PIN for your phone' })).toBeVisible();
  await page.getByRole('link', { name: 'Choose your plans' }).click();
  await page.getByLabel(/cyber incident/).uncheck();
  await page.getByRole('button', { name: 'Keep what is ticked' }).click();
  await page.waitForURL(`**/p/${slug}/set-up`);
  await expect(page.getByText('Now: 10 plans in force.')).toBeVisible();
  await page.goto(`/p/${slug}`);
  await expect(page.getByText('Set-up: 2 of 7 done, next: Your staff list.')).toBeVisible();

  // The invitation.
  await page.locator('summary').filter({ hasText: 'More' }).click();
  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByRole('link', { name: 'Invite people' }).click();
  const form = page.locator('form').filter({ has: page.getByLabel('Name', { exact: true }) });
  await form.getByLabel('Name', { exact: true }).fill('Nora Nurse');
  await form.getByLabel('E-mail').fill(nora);
  await form.getByLabel('MA / nurse').check();
  await form.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(form.getByRole('status')).toContainText('on its way');
  await house.settle(practiceId);
  const mail = captureOf(outbox, nora);
  expect(mail.text).toContain(`Fay Founder invites you to join Harbor Pediatrics ${n} in Holdfast.`);

  // A scanner that follows the link uses nothing up; she joins on her phone.
  const { page: phone } = await open(null, PHONE);
  await phone.goto(mail.path);
  await phone.waitForURL('**/invitation/*');
  await phone.goto(mail.path);
  await expect(phone.getByRole('heading', { level: 1, name: `Join Harbor Pediatrics ${n}` })).toBeVisible();
  await expect(phone.getByLabel('Your name')).toHaveValue('Nora Nurse');
  await phone.getByLabel('A password').fill('three-words-of-hers');
  await phone.getByRole('button', { name: `Join Harbor Pediatrics ${n}` }).click();
  // Her PIN is offered, and she goes on without.
  await phone.waitForURL('**/account/devices?*');
  await phone.getByRole('link', { name: 'Not now, go on' }).click();
  await phone.waitForURL(`**/live/${slug}`);
  await expect(phone.getByText('Nora Nurse')).toBeVisible();
  // The link is used up: somebody else with it gets nowhere.
  const { page: thief } = await open(null, PHONE);
  await thief.goto(mail.path);
  await expect(thief.getByText('was used already')).toBeVisible();

  // Her right is changed, and her next page shows it.
  await phone.goto(`/p/${slug}/members`);
  await expect(phone.getByText('Staff. Reads the plans')).toBeVisible();
  await page.goto(`/p/${slug}/members`);
  await page.getByRole('link', { name: 'Nora Nurse' }).click();
  await page.getByLabel('Right everywhere').selectOption('manager');
  await page.getByRole('button', { name: 'Change the right' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'It holds from now on' })).toBeVisible();
  await phone.goto(`/p/${slug}/vendors/new`);
  await phone.getByLabel('Name').fill('Harbor Net');
  await phone.getByLabel('Support line').fill('555 0199');

  // Deactivated: her open form says so and keeps what she typed; her next page is not there.
  await page.getByLabel('Yes, sign Nora Nurse out of this practice').check();
  await page.getByRole('button', { name: 'Take away access' }).click();
  await expect(page.getByRole('heading', { name: 'Access' })).toBeVisible();
  await phone.getByRole('button', { name: 'Add this vendor' }).click();
  await expect(phone.getByRole('alert').filter({ hasText: 'not yours' })).toBeVisible();
  await expect(phone.getByLabel('Name')).toHaveValue('Harbor Net');
  const gone = await phone.goto(`/p/${slug}`);
  expect(gone?.status()).toBe(404);
});

test('one person in two practices, two tabs: each form changes its own', async ({
  house,
  mint,
  open,
  outbox,
}) => {
  const [north, south] = [await mint(), await mint('hillcrest')];
  const both = north.who('manager');
  await house.db.query(`update person set "accountId" = null where "practiceId" = $1 and "accountId" = $2`, [
    south.practiceId,
    south.who('manager').accountId,
  ]);
  await house.db.query(`update person set "accountId" = $3 where "practiceId" = $1 and id = $2`, [
    south.practiceId,
    south.who('manager').id,
    both.accountId,
  ]);
  await house.db.query(`insert into membership ("accountId", "practiceId") values ($1, $2)`, [
    both.accountId,
    south.practiceId,
  ]);
  const { context, page: first } = await open(both, LAPTOP);
  const second = await context.newPage();
  await first.goto(`/p/${north.slug}/sites/facts`);
  await first.locator('summary').filter({ hasText: 'More' }).click();
  await first.getByRole('link', { name: 'Switch practice' }).click();
  await first.getByRole('link', { name: north.name }).click();
  await first.goto(`/p/${north.slug}/vendors/new`);
  await second.goto(`/p/${south.slug}/vendors/new`);
  await expect(first).toHaveTitle(`Add a vendor · ${north.name}`);
  await expect(second).toHaveTitle(`Add a vendor · ${south.name}`);
  for (const [page, name] of [
    [first, 'Of the north'],
    [second, 'Of the south'],
  ] as const) {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Support line').fill('555 0100');
  }
  await first.getByRole('button', { name: 'Add this vendor' }).click();
  await first.waitForURL(`**/p/${north.slug}/vendors#*`);
  await second.getByRole('button', { name: 'Add this vendor' }).click();
  await second.waitForURL(`**/p/${south.slug}/vendors#*`);
  const { rows } = await house.db.query<{ practiceId: string; name: string }>(
    `select "practiceId", name from vendor where name like 'Of the %' order by name`,
  );
  expect(rows).toEqual([
    { practiceId: north.practiceId, name: 'Of the north' },
    { practiceId: south.practiceId, name: 'Of the south' },
  ]);
  outbox.claim(() => false);
});

test('an invitation for somebody else: clear words and a way out; for a known address: sign in first', async ({
  house,
  open,
  outbox,
  practice,
}) => {
  const known = await newAccount(house.db, 'Kim Known', `kim-${randomUUID().slice(0, 8)}@mail.example`);
  const { page } = await open(practice.who('owner'), LAPTOP);
  await page.goto(`/p/${practice.slug}/members/invite`);
  const form = page.locator('form').filter({ has: page.getByLabel('Name', { exact: true }) });
  await form.getByLabel('Name', { exact: true }).fill('Kim Known');
  await form.getByLabel('E-mail').fill(known.loginEmail ?? '');
  await form.getByLabel('Billing').check();
  await form.getByRole('button', { name: 'Send the invitation' }).click();
  await expect(form.getByRole('status')).toContainText('on its way');
  await house.settle(practice.practiceId);
  const mail = captureOf(outbox, known.loginEmail ?? '');
  await page.goto(mail.path);
  await expect(page.getByText(`This invitation is for ${known.loginEmail}`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  const { page: signedOut } = await open(null, LAPTOP);
  await signedOut.goto(mail.path);
  await expect(signedOut.getByLabel('A password')).toHaveCount(0);
  await expect(signedOut.getByRole('link', { name: 'Sign in to join' })).toHaveAttribute(
    'href',
    /^\/sign-in\?next=%2Finvitation%2F/,
  );
  const { page: own } = await open(known, LAPTOP);
  await own.goto(mail.path);
  await own.getByRole('button', { name: `Join ${practice.name}` }).click();
  await own.waitForURL(`**/p/${practice.slug}`);
});

test('several people of the list are invited by one form; each is told once, and leaves the list', async ({
  house,
  open,
  outbox,
  practice,
}) => {
  // Four who were only on the list of people so far.
  const { rowCount } = await house.db.query(
    `update person set "right" = null, "accountId" = null where "practiceId" = $1 and id in (
       select id from person where "practiceId" = $1 and "right" = 'staff' order by name limit 4)`,
    [practice.practiceId],
  );
  expect(rowCount).toBe(4);
  const { page } = await open(practice.who('manager'), PHONE);
  await page.goto(`/p/${practice.slug}/members/invite`);
  // The part of the page, not the form: its button is called otherwise while it sends.
  const form = page.getByRole('region', { name: 'Several people on your list' });
  const boxes = form.getByRole('checkbox');
  const total = 4;
  await expect(boxes).toHaveCount(total);
  // Nobody ticked: said in words, and nothing is sent.
  await form.getByRole('button', { name: 'Invite who is ticked' }).click();
  await expect(form.getByRole('alert')).toContainText('Tick who is to be invited');
  await boxes.first().check();
  await boxes.nth(1).check();
  await form.getByRole('button', { name: 'Invite who is ticked' }).click();
  await expect(form.getByRole('status')).toContainText('2 invitations are on their way.');
  await expect(boxes).toHaveCount(total - 2);
  await form.getByRole('button', { name: `Tick all ${total - 2}` }).click();
  await form.getByRole('button', { name: 'Invite who is ticked' }).click();
  await expect(boxes).toHaveCount(0);
  await expect(form.getByRole('status')).toContainText('2 invitations are on their way.');
  await house.settle(practice.practiceId);
  const mails = outbox.claim(({ subject }) => subject?.endsWith('your invitation to Holdfast') ?? false);
  expect(new Set(mails.map(({ to }) => to)).size).toBe(total);
  expect(mails).toHaveLength(total);
});
