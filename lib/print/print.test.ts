// What comes out of the press: sound files, right numbers, nothing lost, nothing torn, whatever was typed.
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ensurePdfTools, pdfFacts, pdfPages } from '@/lib/testing/pdf';
import { Press } from './press';
import type { Block, PrintDocument, PrintSheet } from './schema';

const press = new Press();

// Starting a thread and reading what it printed takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

beforeAll(() => ensurePdfTools(), 600_000);
afterAll(() => press.end());

const sheet = (title: string, blocks: Block[], more: Partial<PrintSheet> = {}): PrintSheet => ({
  place: 'Lakeside · Main',
  title,
  version: 'Version 3, published Nov 22, 2026',
  url: 'https://hold.example/live/lakeside/plans/short',
  blocks,
  ...more,
});

const paper = (sheets: PrintSheet[], more: Partial<PrintDocument> = {}): PrintDocument => ({
  title: 'Short downtime, Lakeside',
  language: 'en',
  paper: 'letter',
  madeAt: '2026-11-28T08:00:00.000Z',
  made: 'Nov 28, 2026',
  sheets,
  ...more,
});

const step = (title: string, detail: string): Block => ({
  kind: 'step',
  due: 'Within 15 min',
  title,
  critical: true,
  detail: [{ kind: 'paragraph', words: detail }],
  extra: 'Needs the phones.',
});

const squeezed = (text: string): string => text.replace(/\s+/g, '');
/** The text of all pages without spaces and line ends. */
const allText = (pages: string[]): string => squeezed(pages.join('\n'));

async function printed(document: PrintDocument) {
  const { bytes, pages } = await press.print(document);
  const texts = pdfPages(bytes);
  expect(texts).toHaveLength(pages);
  for (const [at, text] of texts.entries()) expect(text).toContain(`Page ${at + 1} of ${pages}`);
  return { bytes, texts, facts: pdfFacts(bytes) };
}

test('every page says whose it is, which version, when it was made and which page of how many', async () => {
  const steps = Array.from({ length: 40 }, (_, at) => step(`Step ${at + 1}`, 'How it is done. '.repeat(12)));
  const { texts, facts } = await printed(
    paper([
      sheet('Binder', [{ kind: 'contents' }]),
      sheet('Short downtime', [{ kind: 'head', text: 'First' }, ...steps], {
        part: 'Front desk',
        listed: { title: 'Short downtime', note: 'Version 3' },
      }),
      sheet('Short downtime', [step('The last', 'Of all.')], {
        part: 'Clinician',
        listed: { title: 'Short downtime', note: 'Version 3' },
      }),
      sheet('Log', [{ kind: 'ruled', columns: [{ head: 'Time', share: 1 }], pages: 2 }], {
        listed: { title: 'Log', note: '' },
      }),
    ]),
  );
  for (const text of texts) {
    expect(text).toContain('Lakeside · Main');
    expect(text).toContain('Version 3, published Nov 22, 2026');
    expect(text).toContain('Printed Nov 28, 2026');
  }
  const pageOf = (words: string): number => texts.findIndex((text) => text.includes(words)) + 1;
  const clinician = pageOf('The last');
  expect(squeezed(texts[0] ?? '')).toContain(`Frontdesk2,Clinician${clinician}`);
  expect(squeezed(texts[0] ?? '')).toContain(`page${clinician + 1}`);
  expect(facts.faults).toBe('');
  expect(facts.fonts.length).toBeGreaterThan(1);
  for (const font of facts.fonts) expect(font).toMatchObject({ embedded: true, unicode: true });
  expect(facts.plain.includes('/Lang (en)')).toBe(true);
  expect(facts.plain.includes('(Short downtime, Lakeside)')).toBe(true);
  expect(facts.plain.includes('/Marked true')).toBe(true);
});

test('a step is never torn over two pages, unless it is longer than one', async () => {
  const lines = (name: string, count: number): string =>
    Array.from({ length: count }, (_, at) => `${name}-${at + 1}`).join('\n');
  const { texts } = await printed(
    paper([
      sheet('Plan', [
        step('Small one', lines('a', 22)),
        step('Whole one', lines('b', 22)),
        step('Huge one', lines('c', 120)),
      ]),
    ]),
  );
  const holding = (words: string): number[] =>
    texts.flatMap((text, at) => (new RegExp(`\\b${words}\\b`).test(text) ? [at] : []));
  expect(holding('a-1')).toEqual(holding('a-22'));
  expect(holding('b-1')).toEqual(holding('b-22'));
  expect(holding('b-1')).toEqual(holding('Whole one'));
  expect(holding('c-120')[0]).toBeGreaterThan(holding('c-1')[0] ?? 99);
  for (let at = 1; at <= 120; at += 1) expect(holding(`c-${at}`)).toHaveLength(1);
});

describe('hostile text', () => {
  const script =
    '<script>alert(1)</script> <img src=x onerror=alert(1)> {{site.x}} ${7*7} %PDF-1.7 /JS /Launch (a) \\';
  const arabic = 'اتصل بالمختبر فورا';
  const hebrew = 'התקשר למעבדה (עכשיו)';
  const emoji = '🏥 👩‍⚕️ 🇺🇸 😀';
  const long = 'Donaudampfschifffahrt'.repeat(40);

  test('comes out as it was typed, and runs nowhere', async () => {
    const blocks: Block[] = [
      step(script, `${arabic}\n${hebrew}\n${emoji}\n${long}\n\u0000\u0007\ud800end \u202eabc\u202c`),
      { kind: 'card', title: script, tag: arabic, facts: [[hebrew, long]] },
      { kind: 'table', columns: [{ head: emoji, share: 1 }], rows: [[script], [long], ['']] },
      { kind: 'fields', rows: [[arabic, long]] },
      { kind: 'code', url: 'https://maps.example/?q=%22%3E', words: script },
      { kind: 'text', blocks: [{ kind: 'list', ordered: true, items: [hebrew, long, ''] }] },
    ];
    const { texts, facts } = await printed(
      paper([sheet(script, blocks, { place: hebrew, part: emoji, version: arabic })], {
        title: '<b>&amp; Title</b>',
      }),
    );
    const text = allText(texts);
    expect(text).toContain(squeezed('<script>alert(1)</script> <img src=x onerror=alert(1)>'));
    expect(text).toContain('Donaudampfschifffahrt');
    for (const [word] of [...hebrew.matchAll(/\p{L}+/gu), ...arabic.matchAll(/\p{L}{4,}/gu)])
      expect(text.normalize('NFKC')).toContain(word);
    for (const one of ['🏥', '👩‍⚕️', '🇺🇸', '😀']) expect(text).toContain(one);
    expect(facts.faults).toBe('');
    expect(/\/(?:JS|JavaScript|Launch|OpenAction|EmbeddedFile)\b/.exec(facts.plain)).toBeNull();
    const addresses = [...facts.plain.matchAll(/\/URI \(([^)]*)\)/g)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/^https:\/\//);
  });

  test('500 steps, every tenth of 4,000 letters', { timeout: 60_000 }, async () => {
    const words = 'Sehr lange Anleitung, die niemand ganz liest. ';
    const detail = words.repeat(90).slice(0, 4000);
    const blocks = Array.from({ length: 500 }, (_, at) =>
      step(`Number ${at + 1}`, at % 10 === 0 ? detail : words),
    );
    const { texts, facts } = await printed(paper([sheet('Long', blocks)]));
    expect(facts.faults).toBe('');
    const text = texts.join('\n');
    for (let at = 1; at <= 500; at += 1) expect(text).toMatch(new RegExp(`\\bNumber ${at}\\b`));
  });
});

describe('the thread', () => {
  const one = paper([sheet('One', [step('Do it', 'Now.')])]);

  test('answers those who wait, in their order', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => press.print(one)));
    expect(all.map(({ pages }) => pages)).toEqual([1, 1, 1, 1, 1]);
  });

  test('that dies in the middle refuses its own work in words, and the next one prints', async () => {
    const long = paper([
      sheet(
        'Long',
        Array.from({ length: 300 }, () => step('x', 'words '.repeat(300))),
      ),
    ]);
    const lost = press.print(long);
    const after = press.print(one);
    await Promise.all([
      press.end(),
      expect(lost).rejects.toMatchObject({ code: 'unavailable', message: /could not be printed/ }),
    ]);
    expect((await after).pages).toBe(1);
  });

  test('that takes too long is ended, and says so', async () => {
    const hasty = new Press(1);
    await expect(hasty.print(one)).rejects.toMatchObject({ code: 'unavailable', message: /too long/ });
    await hasty.end();
  });

  test('takes so many at once and no more', async () => {
    const busy = new Press();
    const asked = Array.from({ length: 25 }, () => busy.print(one));
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(4);
    await busy.end();
  });
});

test('A4 is A4', async () => {
  const { facts } = await printed(paper([sheet('One', [])], { paper: 'a4' }));
  expect(facts.plain).toMatch(/\/MediaBox \[\s*0\s+0\s+595\.28\s+841\.89\s*\]/);
});
