// That the check of axe-phone and axe-laptop can fail, and that nothing is wider than a small screen.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/test';
import { TAGS } from './axe';
import { allPages, look } from './pages';

test('a planted fault is found: the check can fail', async ({ open, guard }) => {
  guard.allow(/status of 404/);
  const { page } = await open(null);
  // A page without scripts: nothing takes the fault out again.
  await page.goto('/r/AAAAAAAAAAAAAAAA');
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.style.color = '#777';
    button.style.background = '#888';
    button.textContent = 'pale';
    document.querySelector('main')?.append(button, document.createElement('button'));
  });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(TAGS).analyze();
  expect(violations.map((violation) => violation.id)).toEqual(
    expect.arrayContaining(['button-name', 'color-contrast']),
  );
});

test('nothing is wider than the screen at 320 pixels', async ({ house, practice, open, outbox, guard }) => {
  test.setTimeout(300_000);
  guard.allow(/status of 404/);
  const pages = await allPages(house, practice);
  outbox.claim(() => true);
  const viewport = { width: 320, height: 640 };
  const devices = {
    owner: await open(practice.who('owner'), { viewport }),
    manager: await open(practice.who('manager'), { viewport }),
    lead: await open(practice.who('lead'), { viewport }),
    staff: await open(practice.who('staff'), { viewport }),
    nobody: await open(null, { viewport }),
  };
  const wide: string[] = [];
  for (const one of pages) {
    const { page } = devices[one.as ?? 'nobody'];
    await look(page, one);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > viewport.width) wide.push(`${one.name}: ${width}`);
  }
  expect(wide).toEqual([]);
});
