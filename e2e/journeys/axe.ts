// WCAG 2.2 AA by axe: every page of app and phone, at one size, light and dark, without one violation.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/test';
import { allPages, look, SCHEMES, type SIZES } from './pages';

export const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];

/** One test. Two files call it, one for each size, so that two workers share the longest work there is. */
export function testEveryPage({ name: size, ...viewport }: (typeof SIZES)[number]): void {
  test(`every page on a ${size}, light and dark`, async ({ house, practice, open, outbox, guard }) => {
    test.setTimeout(900_000);
    guard.allow(/status of 404/);
    const pages = await allPages(house, practice);
    outbox.claim(() => true);
    const devices = {
      owner: await open(practice.who('owner'), { viewport }),
      manager: await open(practice.who('manager'), { viewport }),
      lead: await open(practice.who('lead'), { viewport }),
      staff: await open(practice.who('staff'), { viewport }),
      nobody: await open(null, { viewport }),
    };
    const found: string[] = [];
    for (const one of pages) {
      const { page } = devices[one.as ?? 'nobody'];
      await look(page, one);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
        // In the dark the page is the same but for its colors.
        const { violations } = await (
          colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules('color-contrast')
        ).analyze();
        for (const { id, nodes } of violations) {
          const where = nodes
            .slice(0, 3)
            .map((node) => `${node.target.join(' ')} (${node.failureSummary ?? ''})`);
          found.push(`${one.name}, ${colorScheme}: ${id}: ${where.join('; ')}`);
        }
      }
    }
    expect(found).toEqual([]);
  });
}
