// WCAG 2.2 AA by axe: every page of app and phone, on a phone and a laptop, light and dark, without one violation.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/test';
import { allPages, look, SCHEMES, SIZES } from './pages';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

test('every page, both sizes, light and dark', async ({ house, practice, open, outbox, guard }) => {
  test.setTimeout(600_000);
  guard.allow(/status of 404/);
  const pages = await allPages(house, practice);
  outbox.claim(() => true);
  const found: string[] = [];
  for (const { name: size, ...viewport } of SIZES) {
    const devices = {
      manager: await open(practice.who('manager'), { viewport }),
      lead: await open(practice.who('lead'), { viewport }),
      staff: await open(practice.who('staff'), { viewport }),
      nobody: await open(null, { viewport }),
    };
    for (const one of pages) {
      const { page } = devices[one.as ?? 'nobody'];
      await look(page, one);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        const axe = new AxeBuilder({ page }).setLegacyMode();
        // In the dark the page is the same but for its colors.
        const { violations } = await (
          colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules('color-contrast')
        ).analyze();
        for (const violation of violations) {
          const where = violation.nodes
            .slice(0, 3)
            .map((node) => `${node.target.join(' ')} (${node.failureSummary ?? ''})`);
          found.push(`${one.name}, ${size}, ${colorScheme}: ${violation.id}: ${where.join('; ')}`);
        }
      }
    }
    for (const { context } of Object.values(devices)) await context.close();
  }
  expect(found).toEqual([]);
});

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
