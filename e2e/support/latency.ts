// How long a tick on one phone takes to be seen on another. Both clocks are this machine's.
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    seenDone?: Record<string, number>;
  }
}

/** From now on the page notes when it first shows a step as done. */
export async function watchSteps(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.seenDone = {};
    const look = (): void => {
      const now = Date.now();
      const shown = new Set<string>();
      for (const row of document.querySelectorAll('li.row.done .title')) {
        const title = row.firstChild?.textContent ?? '';
        shown.add(title);
        if (window.seenDone && !(title in window.seenDone)) window.seenDone[title] = now;
      }
      for (const title of Object.keys(window.seenDone ?? {})) {
        if (!shown.has(title)) delete window.seenDone?.[title];
      }
    };
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
  });
}

/** Presses the step's square on one page; milliseconds until the other shows it as done. */
export async function tickAndSee(from: Page, to: Page, title: string): Promise<number> {
  const pressed = await from.evaluate((label) => {
    const square = document.querySelector<HTMLButtonElement>(
      `li.row button[aria-label="Mark done: ${label}"]`,
    );
    if (!square) throw new Error(`No square for ${label}`);
    const at = Date.now();
    square.click();
    return at;
  }, title);
  const seen = await to.waitForFunction((label) => window.seenDone?.[label], title, { timeout: 10_000 });
  return Number(await seen.jsonValue()) - pressed;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
