// People from the manager's laptop and from anybody's phone: added, shown to be reachable by a code, imported from a
// staff list, and asked whether their numbers are right by a link that needs neither log-in nor script.
import { AxeBuilder } from '@axe-core/playwright';
import { answerPath, words } from '../support/outbox';
import { expect, LAPTOP, PHONE, test } from '../support/test';
import { TAGS } from './axe';

for (const [size, device] of [
  ['laptop', LAPTOP],
  ['phone', PHONE],
] as const) {
  test(`a manager adds somebody and shows by a code that the number works, on a ${size}`, async ({
    practice,
    open,
    outbox,
  }) => {
    test.setTimeout(120_000);
    const { page } = await open(practice.who('manager'), device);
    const main = page.getByRole('main');
    await page.goto(`/p/${practice.slug}/contacts`);
    await page.getByRole('link', { name: 'Add a person' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Ana Lopez');
    await page.getByLabel('Billing').check();
    await page.getByLabel('Mobile').fill('312-555-0140 x12');
    await page.getByRole('button', { name: 'Add this person' }).click();
    await expect(main.getByRole('alert')).toContainText('has an extension');
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ana Lopez');
    await expect(page.getByLabel('Billing')).toBeChecked();
    await page.getByLabel('Mobile').fill('(312) 555-0140');
    await page.getByRole('button', { name: 'Add this person' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Ana Lopez' })).toBeVisible();
    await expect(main).toContainText('Not verified yet · No consent recorded');

    await page.getByRole('button', { name: /Send a code to show that it works/ }).click();
    await expect(page.getByLabel('The six digits')).toBeVisible();
    const [text] = await outbox.settled(practice, ({ to }) => to === '+13125550140');
    const code = /\d{6}/.exec(text ? words(text) : '')?.[0] ?? '';
    await page.getByLabel('The six digits').fill(code === '111111' ? '222222' : '111111');
    await page.getByRole('button', { name: /That is the code/ }).click();
    await expect(main.getByRole('alert')).toContainText('4 tries left');
    await page.getByLabel('The six digits').fill(code);
    await page.getByRole('button', { name: /That is the code/ }).click();
    await expect(main).toContainText('Verified since');

    await page.getByText('Record consent').click();
    await page.getByRole('button', { name: /They said yes to these words/ }).click();
    await expect(main).toContainText(`recorded by ${practice.who('manager').name}`);

    await page.getByLabel('Notes').fill('Her patient DOB 3/4/1961');
    await page.getByRole('button', { name: 'Save who they are' }).click();
    await expect(main).toContainText('must not hold patient data');

    await page.goto(`/p/${practice.slug}/contacts?search=lopez`);
    await page.getByRole('link', { name: 'Ana Lopez' }).click();
    await page.getByLabel('Yes, take Ana Lopez off every list').check();
    await page.getByRole('button', { name: 'Ana Lopez left the practice' }).click();
    await expect(page.getByRole('button', { name: 'Bring back Ana Lopez' })).toBeVisible();
  });
}

test('a staff list comes in: bad rows are named, the rest is in, the same list again doubles nobody', async ({
  practice,
  open,
}) => {
  test.setTimeout(120_000);
  const { page } = await open(practice.who('manager'), LAPTOP);
  const main = page.getByRole('main');
  const list =
    'Nombre;Puesto;Celular;Shoe size\nAna Peña;MA;312-555-0141;8\nBob Ray;Wizard;312-555-0142;9\nKim Day;Billing;911;7\nLu Hay;Billing;;7';
  const importList = async () => {
    await page.goto(`/p/${practice.slug}/contacts/import`);
    await page.getByLabel('A file').setInputFiles({
      name: 'staff.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(list, 'latin1'),
    });
    await expect(main).toContainText('Windows-1252');
    await page.getByRole('button', { name: 'Look at this list' }).click();
  };
  await importList();
  await expect(page.getByRole('heading', { level: 1, name: 'staff.csv' })).toBeVisible();
  await expect(page.getByLabel('Puesto')).toHaveValue('jobs');
  await expect(main).toContainText('We do not know the job “wizard”');
  await expect(main).toContainText('2 rows are in order. 2 rows are left out.');
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(main).toContainText('2 people');
  await expect(main).toContainText('is an emergency or help line');
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save what was left out as a file' }).click();
  expect((await saved).suggestedFilename()).toBe('left-out.csv');
  await importList();
  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('The same as before')).toBeVisible();
  await expect(main).toContainText('0 people');
  await page.getByRole('link', { name: 'See everybody' }).click();
  await page.getByLabel('Find somebody').fill('peña');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('1 of');

  await page.goto(`/p/${practice.slug}/contacts/import`);
  await page.getByLabel('A file').setInputFiles({
    name: 'huge.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('a\n'.repeat(1_000_000)),
  });
  await expect(main.getByRole('alert')).toContainText('This list has 1,000,000 lines');
});

test('whoever is asked answers by their own link, without log-in and without script', async ({
  practice,
  open,
  outbox,
  guard,
}) => {
  test.setTimeout(120_000);
  // A number that is refused is a 400, and the browser's console says so.
  guard.allow(/status of 400/);
  const nurse = practice.who('nurse');
  const { page } = await open(practice.who('manager'), LAPTOP);
  const main = page.getByRole('main');
  await page.goto(`/p/${practice.slug}/contacts/people/${nurse.id}`);
  await page.getByRole('button', { name: `Ask ${nurse.name} now` }).click();
  await expect(main).toContainText('no answer yet');
  const [asked] = await outbox.settled(practice, ({ to }) => to === nurse.email || to === nurse.mobile);
  if (!asked) throw new Error('Nobody was asked.');

  const { page: phone } = await open(null, { ...PHONE, javaScriptEnabled: false });
  await phone.goto(answerPath(asked));
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(/Are these still right|Siguen bien/);
  const shown = (await phone.locator('main').textContent()) ?? '';
  expect(shown).not.toContain(nurse.mobile?.slice(-7));
  await phone.getByText('Add one').click();
  await phone.getByLabel('Number or address', { exact: true }).fill('911');
  await phone.getByRole('button', { name: 'Add it' }).click();
  await expect(phone.getByRole('alert')).toContainText('emergency');
  await phone.getByText('Add one').click();
  await phone.getByLabel('What it is').selectOption('email');
  await phone.getByLabel('Number or address', { exact: true }).fill('nurse.home@clinic.example');
  await phone.getByRole('button', { name: 'Add it' }).click();
  await expect(phone.locator('main')).toContainText('n…@clinic.example');
  await phone.getByRole('button', { name: 'All right' }).click();
  await expect(phone.getByRole('status')).toContainText('Thank you');

  const { page: looked } = await open(null, PHONE);
  await looked.goto(answerPath(asked));
  await looked.locator('details').evaluateAll((all) => {
    for (const one of all) one.setAttribute('open', '');
  });
  const { violations } = await new AxeBuilder({ page: looked }).withTags(TAGS).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  await page.reload();
  await expect(main).not.toContainText('no answer yet');
  await expect(main).toContainText('nurse.home@clinic.example');

  const { page: own } = await open(nurse, PHONE);
  await own.goto(`/p/${practice.slug}/contacts`);
  await own.getByRole('link', { name: 'My numbers' }).click();
  await expect(own.getByRole('heading', { level: 1, name: 'My numbers' })).toBeVisible();
  await own.getByRole('button', { name: 'My numbers are right' }).click();
  await expect(own.getByRole('main')).toContainText('Kept, with today');
});
