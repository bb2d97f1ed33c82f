// D4. A file that is wrong anywhere changes nothing, and says so in words.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOST_ROWS_A_TABLE } from '@/lib/archive/rules';
import { newId } from '@/lib/core';
import { MOST_PHOTOS } from '@/lib/incidents/photos';
import { useTestDatabase } from '@/lib/testing';
import { testPhoto } from '@/lib/testing/picture';
import { furnishedPractice, rowCounts } from '../walls/furnished';
import { brought, emptyPractice, exported, linesOf } from './archives';

const database = await useTestDatabase();
const superuser = new pg.Client({ connectionString: database.urls.superuser });
await superuser.connect();

afterAll(async () => {
  await superuser.end();
  await database.drop();
});

let out: Buffer;
/** A photo as good as theirs, but not the one that came. */
let another: string;

beforeAll(async () => {
  out = await exported((await furnishedPractice(superuser, 'Harbor Family')).owner);
  another = (await testPhoto('#900')).bytes.toString('hex');
}, 120_000);

/** The same lines with something changed, and a foot that agrees with them. */
function remade(change: (lines: string[]) => string[]): Buffer {
  const lines = change(linesOf(out).slice(0, -1));
  const counts: Record<string, number> = {};
  for (const line of lines.slice(1)) {
    const table = /^\["([a-z_]+)"/.exec(line)?.[1] ?? '';
    counts[table] = (counts[table] ?? 0) + 1;
  }
  const sha256 = createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');
  return gzipSync(`${[...lines, JSON.stringify({ end: true, counts, sha256 })].join('\n')}\n`);
}
const inHead = (change: object) => (lines: string[]) => [
  JSON.stringify({ ...(JSON.parse(lines[0] ?? '') as object), ...change }),
  ...lines.slice(1),
];
const swapped = (from: RegExp, to: string) => (lines: string[]) => {
  expect(lines.some((line) => from.test(line))).toBe(true);
  return lines.map((line) => line.replace(from, to));
};

const PHOTO = /^(\["photo",.*"bytes": "\\\\x)([0-9a-f]+)/;
/** The same photo under other names; nothing for other lines. */
const copies = (line: string, n: number): string[] =>
  Array.from({ length: PHOTO.test(line) ? n : 0 }, () =>
    line.replace(/"id": "[0-9a-f-]+"/, `"id": "${newId()}"`),
  );
const hex = (text: string): string => Buffer.from(text).toString('hex');

const BAD: [name: string, file: () => Buffer, words: RegExp][] = [
  ['nothing at all', () => Buffer.alloc(0), /ends too early|not a file that/],
  ['something else', () => Buffer.from('%PDF-1.7'), /not a file that/],
  ['another gzip', () => gzipSync('hello\n'), /not a file that/],
  ['cut off while downloading', () => out.subarray(0, Math.floor(out.length / 2)), /ends too early/],
  ['cut off at a line', () => gzipSync(`${linesOf(out).slice(0, -30).join('\n')}\n`), /ends too early/],
  ['a plan’s file', () => gzipSync('{"holdfast":"plan","format":1}\n'), /not a file that|another kind/],
  ['another kind', () => remade(inHead({ holdfast: 'plan' })), /another kind \(plan\)/],
  ['a later format', () => remade(inHead({ format: 2 })), /format 2; this Holdfast reads format 1/],
  [
    'a name changed by hand',
    () =>
      gzipSync(
        linesOf(out)
          .map((line) => line.replace('Harbor', 'Hilltop'))
          .join('\n')
          .concat('\n'),
      ),
    /was changed since/,
  ],
  [
    'a record changed, its foot too',
    () => remade(swapped(/"practice\.created"/, '"practice.opened"')),
    /a record in the file was changed\. Entry 1/,
  ],
  [
    'a row that points nowhere',
    () => remade(swapped(/("siteId": )"[0-9a-f-]{36}"/, `$1"${newId()}"`)),
    /not a file that/,
  ],
  ['a table nobody knows', () => remade((lines) => [...lines, '["wish",{"id":"x"}]']), /not a file that/],
  [
    'a column nobody knows',
    () => remade(swapped(/"vendor":\[/, '"vendor":["wish",')),
    /newer Holdfast.*vendor, wish/,
  ],
  [
    'a seal of its own',
    () => remade((lines) => [...lines, `["chain_seal",{"id":"${newId()}"}]`]),
    /not a file that/,
  ],
  [
    'a link that runs',
    () => remade(swapped(/https:\/\/maps\.example\/hall/, 'javascript:alert(1)')),
    /not a file that/,
  ],
  [
    'no such zone',
    () => remade(swapped(/("zone": )"America\/[A-Za-z]+"/, '$1"Mars/Base"')),
    /not a file that/,
  ],
  ['an impossible wait', () => remade(swapped(/("reportMinutes": )\d+/, '$10')), /not a file that/],
  [
    'a language nobody writes here',
    () => remade(swapped(/^(\["person",.*"language": )"en"/, '$1"xx"')),
    /not a file that/,
  ],
  [
    'a branch that waits for ever',
    () => remade(swapped(/^(\["tree_branch",.*"waitMinutes": )\d+/, '$19999999')),
    /not a file that/,
  ],
  [
    'a name as long as a book',
    () => remade(swapped(/"Harbor Family"/, `"${'x'.repeat(5000)}"`)),
    /not a file that/,
  ],
  [
    'more rows than any practice has',
    () =>
      remade((lines) => [
        ...lines,
        ...Array.from({ length: MOST_ROWS_A_TABLE + 1 }, () => '["vendor",{"id":"x"}]'),
      ]),
    /more than can be taken in/,
  ],
  [
    'a page in place of a photo',
    () => remade(swapped(PHOTO, `$1${hex('<html></html>')}`)),
    /not a file that/,
  ],
  ['a photo with more behind it', () => remade(swapped(PHOTO, `$1$2${hex('<html>')}`)), /not a file that/],
  ['another photo', () => remade(swapped(PHOTO, `$1${another}`)), /was changed\. The photo of entry \d+/],
  [
    'a photo nobody took',
    () => remade((lines) => lines.flatMap((line) => [line, ...copies(line, 1)])),
    /was changed\. It holds a photo that no entry speaks of/,
  ],
  [
    'more photos than an incident may have',
    () => remade((lines) => lines.flatMap((line) => [line, ...copies(line, MOST_PHOTOS)])),
    /not a file that/,
  ],
  ['not text', () => remade(swapped(/"Harbor Family"/, '"\\u0000"')), /not a file that/],
  [
    'a wrong id',
    () => remade(swapped(/^(\["vendor",.*"id": ")[0-9a-f-]{36}/, '$1nobody')),
    /not a file that/,
  ],
  ['a line without end', () => gzipSync(Buffer.alloc(40 * 1024 * 1024, 'a')), /more than can be taken in/],
];

test.each([
  ['an emergency line', /^(\["reach",.*"address": ")\+\d+/, '$1+1911', '+1911'],
  ['a number that costs extra', /^(\["reach",.*"address": ")\+\d+/, '$1+19005550100', '+19005550100'],
  [
    'letters in disguise',
    /^(\["reach",.*"address": "[^"@]+@)[^"]+"/,
    '$1p\u0430ypal.example"',
    '%@p\u0430ypal.example',
  ],
])(
  '%s comes in as a way that was taken off: nothing is ever sent there',
  async (_name, from, to, address) => {
    const owner = await emptyPractice();
    let done = false;
    const once = (lines: string[]) =>
      lines.map((line) => {
        if (done || !from.test(line)) return line;
        done = true;
        return line.replace(from, to);
      });
    await brought(owner, remade(once));
    const { rows } = await superuser.query<{ off: boolean }>(
      `select "removedAt" is not null as off from reach where "practiceId" = $1 and address like $2`,
      [owner.practiceId, address],
    );
    expect(rows).toEqual([{ off: true }]);
  },
);

test.each(BAD)('%s: refused in words, and nothing is written', async (_name, file, words) => {
  const owner = await emptyPractice();
  const before = await rowCounts(superuser, owner.practiceId);
  await expect(brought(owner, file())).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(words) as string,
  });
  expect(await rowCounts(superuser, owner.practiceId)).toEqual(before);
});
