// The `test` every spec uses: a running Holdfast per worker, a practice per test, and nothing unexpected.
import {
  test as base,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from '@playwright/test';
import { Guard } from './guard';
import { COOKIE, House } from './house';
import { mintPractice, type Minted, type Person } from './mint';
import { Outbox } from './outbox';

export { expect } from '@playwright/test';
export type { Minted, Person };

const ANDROID =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36';

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  userAgent: ANDROID,
};
export const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** Opens a browser of its own for somebody; signed in when a person is named. */
export type OpenDevice = (
  person: Person | null,
  device?: BrowserContextOptions,
) => Promise<{ context: BrowserContext; page: Page }>;

interface TestFixtures {
  guard: Guard;
  outbox: Outbox;
  /** A copy of a demo practice for this test alone. */
  mint: (from?: string) => Promise<Minted>;
  practice: Minted;
  open: OpenDevice;
}

export const test = base.extend<TestFixtures, { house: House }>({
  house: [
    async ({}, use, info) => {
      const house = await House.open(`e2e_${info.workerIndex}_${process.pid}`);
      await use(house);
      await house.close();
    },
    { scope: 'worker', timeout: 360_000 },
  ],

  guard: async ({}, use, info) => {
    const guard = new Guard();
    await use(guard);
    if (info.status === info.expectedStatus) guard.check();
  },

  outbox: async ({ house }, use, info) => {
    const outbox = await Outbox.open(house);
    await use(outbox);
    if (info.status === info.expectedStatus) outbox.check();
  },

  mint: async ({ house, outbox }, use) => {
    void outbox;
    const minted: Minted[] = [];
    await use(async (from = 'lakeside') => {
      const practice = await mintPractice(house.db, from, house.nextNumber());
      minted.push(practice);
      return practice;
    });
    // Before the outbox is checked: late words belong to the test that caused them.
    for (const practice of minted) await house.settle(practice.practiceId);
  },

  practice: async ({ mint }, use) => {
    await use(await mint());
  },

  open: async ({ house, guard, browser }, use, info) => {
    const contexts: BrowserContext[] = [];
    await use(async (person, device = PHONE) => {
      const context = await openContext(browser, house, device);
      guard.watch(context);
      contexts.push(context);
      if (person?.accountId) {
        const value = await house.signIn(person.accountId);
        await context.addCookies([
          { name: COOKIE, value, url: 'https://localhost', secure: true, httpOnly: true, sameSite: 'Lax' },
        ]);
      }
      return { context, page: await context.newPage() };
    });
    for (const [at, context] of contexts.entries()) {
      if (info.status !== info.expectedStatus) {
        for (const page of context.pages()) {
          await info.attach(`device-${at + 1}`, { body: await page.screenshot(), contentType: 'image/png' });
        }
      }
      await context.close();
    }
  },
});

function openContext(browser: Browser, house: House, device: BrowserContextOptions): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: house.url,
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    ...device,
  });
}
