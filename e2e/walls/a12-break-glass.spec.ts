// A12: with e-mail and texts dead, an owner opens the downtime plan with a printed code, works in it, and is heard of.
import { AxeBuilder } from '@axe-core/playwright';
import * as phone from '../support/phone';
import { until } from '../support/run';
import { expect, LAPTOP, PHONE, test } from '../support/test';
import { TAGS } from '../journeys/axe';

test('an owner prints codes, and with both providers dead one of them opens the plan', async ({
  house,
  practice,
  open,
  outbox,
}) => {
  test.setTimeout(300_000);
  const owner = practice.who('owner');
  const base = `/p/${practice.slug}`;
  const { page: desk } = await open(owner, LAPTOP);
  let codes: string[] = [];

  await test.step('codes are shown once, on a page to print', async () => {
    await desk.goto(`${base}/settings/break-glass`);
    await desk.getByRole('button', { name: 'Make 8 codes' }).click();
    const sheet = desk.getByRole('region', { name: 'Your codes' });
    await expect(sheet).toContainText('/sign-in/break-glass');
    await expect(sheet).toContainText(practice.name);
    codes = await sheet.locator('li').allTextContents();
    expect(codes).toHaveLength(8);
    const { violations } = await new AxeBuilder({ page: desk }).withTags(TAGS).setLegacyMode().analyze();
    expect(violations).toEqual([]);
    await desk.reload();
    await expect(desk.getByRole('row', { name: /\(you\)/ })).toContainText('8');
    await expect(desk.getByText(codes[0] ?? '')).toHaveCount(0);
  });

  house.fakes.mode('resend', 'reset');
  house.fakes.mode('twilio', 'reset');
  const { page } = await open(null, PHONE);
  try {
    await test.step('a wrong code says so and stays to be corrected', async () => {
      await page.goto('/sign-in');
      await page.getByRole('link', { name: 'Open with a printed break-glass code' }).click();
      await page.getByLabel('Code from your sheet').fill('3333-3333-3333-3333');
      await page.getByRole('button', { name: 'Open the downtime plan' }).click();
      await expect(page.getByRole('alert').filter({ hasText: 'does not open anything' })).toBeVisible();
      await expect(page.getByLabel('Code from your sheet')).toHaveValue('3333-3333-3333-3333');
    });

    await test.step('the right one opens the practice: plan read, incident declared, step ticked', async () => {
      await page.getByLabel('Code from your sheet').fill((codes[0] ?? '').toLowerCase());
      await page.getByRole('button', { name: 'Open the downtime plan' }).click();
      await page.waitForURL(`**/live/${practice.slug}`);
      await page.getByRole('link', { name: /Short unplanned downtime/ }).click();
      await expect(page.getByText('Is it just me?').first()).toBeVisible();
      await phone.openHome(page, practice);
      await phone.declare(page);
      await phone.tick(page, 'Is it just me?');
      await until('the tick to arrive', async () => {
        const { rowCount } = await house.db.query(
          `select 1 from event where "practiceId" = $1 and kind = 'step.done' and "personId" = $2`,
          [practice.practiceId, owner.id],
        );
        return (rowCount ?? 0) > 0;
      });
    });

    await test.step('every calm page says so, loudly, and settings stay shut', async () => {
      await page.goto(base);
      await expect(
        page.getByRole('status').filter({ hasText: 'Opened with a break-glass code until' }),
      ).toBeVisible();
      await page.goto(`${base}/settings/break-glass`);
      await expect(page.getByText('Break-glass codes are for owners.')).toBeVisible();
      await page.goto('/account/second-factor');
      await expect(page.getByText('You came in with a printed code')).toBeVisible();
      await expect(page.getByRole('button', { name: 'Set up an app' })).toHaveCount(0);
    });

    await test.step('the same code opens nothing again', async () => {
      const { page: other } = await open(null, PHONE);
      await other.goto('/sign-in/break-glass');
      await other.getByLabel('Code from your sheet').fill(codes[0] ?? '');
      await other.getByRole('button', { name: 'Open the downtime plan' }).click();
      await expect(other.getByRole('alert').filter({ hasText: 'does not open anything' })).toBeVisible();
    });

    await test.step('it is in the record', async () => {
      const { rows } = await house.db.query<{ kind: string }>(
        `select kind from event where "practiceId" = $1 and "chainId" = $1 and kind like 'break-glass.%' order by seq`,
        [practice.practiceId],
      );
      expect(rows.map(({ kind }) => kind)).toEqual(['break-glass.issued', 'break-glass.used']);
    });
  } finally {
    house.fakes.mode('resend', 'ok');
    house.fakes.mode('twilio', 'ok');
  }

  await test.step('the owner is told when messages get through again', async () => {
    const told = await house.fakes.waitFor(
      (message) => message.to === owner.loginEmail && /break-glass code/.test(message.subject ?? ''),
      60_000,
    );
    expect(told.text).toContain(practice.name);
    await desk.goto(`${base}/settings/break-glass`);
    await expect(desk.getByRole('row', { name: /\(you\)/ })).toContainText('7');
    await expect(desk.getByText(`a code of ${owner.name}`)).toBeVisible();
    await house.lastWords(practice.practiceId);
    outbox.claim(() => true);
  });
});
