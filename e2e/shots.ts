// Pictures of every page, on a phone and a laptop, light and dark, into test-results/shots.
import path from 'node:path';
import { allPages, look, SCHEMES, SIZES } from './journeys/pages';
import { root } from './support/run';
import { test } from './support/test';

test('pictures of every page', async ({ house, practice, open, outbox, guard }) => {
  test.setTimeout(900_000);
  guard.allow(/status of 404/);
  const pages = await allPages(house, practice);
  outbox.claim(() => true);
  for (const { name: size, ...viewport } of SIZES) {
    const devices = {
      owner: await open(practice.who('owner'), { viewport }),
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
        const file = `${one.name}-${size}-${colorScheme}.png`;
        await page.screenshot({ path: path.join(root, 'test-results', 'shots', file), fullPage: true });
      }
    }
    for (const { context } of Object.values(devices)) await context.close();
  }
});
