// B20: from a letter typed to its paint in the editor of a plan, with 20 steps and with 200, on a CPU four times slower.
import { chromium, expect } from '@playwright/test';
import { editDraft } from '@/e2e/support/editor';
import { COOKIE, type House } from '@/e2e/support/house';
import type { Minted } from '@/e2e/support/mint';
import { Voice } from '@/e2e/support/said';
import { readDraft, writePlan } from '@/lib/runbooks/draft';
import { findChromium } from '@/scripts/chromium';

const FEW = 20;
const MANY = 200;
const LETTERS = 30;
const SLOWER = 4;

export interface EditorRound {
  /** Milliseconds, the median and the longest letter. */
  few: { median: number; most: number };
  many: { median: number; most: number };
}

/** Makes a plan's draft hold so many steps, in sections of ten. */
async function fill(house: House, voice: Voice, slug: string, count: number): Promise<void> {
  await editDraft(house, voice, slug, (doc) => {
    const { plan } = readDraft(doc);
    const [like] = plan.sections.flatMap((section) => section.steps);
    if (!like) throw new Error('No step to copy.');
    const step = (n: number) => ({
      ...like,
      key: `bench-${n}`,
      title: `Step ${n}`,
      detail: `${like.detail} ${n}`,
    });
    const sections = Array.from({ length: count / 10 }, (_, at) => ({
      key: `section-${at}`,
      title: `Section ${at}`,
      steps: Array.from({ length: 10 }, (__, n) => step(at * 10 + n)),
    }));
    writePlan(doc, { ...plan, sections });
  });
}

/** Few and many, one after the other, in a browser of their own. */
export async function editorRounds(house: House, practice: Minted, rounds: number): Promise<EditorRound[]> {
  const person = practice.who('manager');
  const voice = await Voice.of(house, practice, person);
  await fill(house, voice, 'power-loss', FEW);
  await fill(house, voice, 'recovery', MANY);
  const asRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: asRoot ? ['--no-sandbox'] : [],
  });
  try {
    const context = await browser.newContext({ baseURL: house.url, viewport: { width: 1280, height: 800 } });
    const value = await house.signIn(person.accountId ?? '');
    await context.addCookies([
      { name: COOKIE, value, url: 'https://localhost', secure: true, httpOnly: true, sameSite: 'Lax' },
    ]);
    const typed = async (slug: string) => {
      const page = await context.newPage();
      await page.goto(`/p/${practice.slug}/runbooks/${slug}/edit`);
      await page.getByText(/^Saved /).waitFor();
      await page.locator('button[id^="open-"]').nth(5).click();
      const field = page.getByLabel('How to do it');
      await field.press('Control+End');
      const cdp = await context.newCDPSession(page);
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
      // From the event's own clock to the frame after the one in which the letter was handled.
      const took: number[] = [];
      await page.exposeFunction('holdfastTook', (ms: number) => void took.push(ms));
      await page.evaluate(() => {
        document.addEventListener('input', ({ timeStamp }) => {
          requestAnimationFrame(() =>
            setTimeout(() => Reflect.get(window, 'holdfastTook')(performance.now() - timeStamp)),
          );
        });
      });
      for (let n = 0; n < LETTERS; n += 1) {
        await page.keyboard.type('x');
        await expect.poll(() => took.length).toBe(n + 1);
      }
      await page.close();
      took.sort((a, b) => a - b);
      return { median: took[Math.floor(took.length / 2)] ?? NaN, most: took.at(-1) ?? NaN };
    };
    const done: EditorRound[] = [];
    for (let round = 0; round < rounds; round += 1)
      done.push({ few: await typed('power-loss'), many: await typed('recovery') });
    return done;
  } finally {
    await browser.close();
  }
}
