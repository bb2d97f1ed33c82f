// Lists in and out: what spreadsheets write is read, and what we write no spreadsheet runs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '@/lib/core/csv';
import { readRows } from './csv';
import { guessColumns, readPersonRow, sameGiven } from './import-rows';

const cells = (text: string) => readRows(text, 100).map((row) => row.cells);

describe('reading', () => {
  it.each([
    ['commas', 'Name,Mobile\r\nAna,1\r\n'],
    ['semicolons', 'Name;Mobile\nAna;1'],
    ['tabs', 'Name\tMobile\rAna\t1'],
    ['a BOM', '\uFEFFName,Mobile\nAna,1'],
    ['quotes', '"Name","Mobile"\n"Ana","1"\n'],
    ['NUL', 'Na\0me,Mobile\nAna,\u00001'],
  ])('takes %s', (_, text) => {
    expect(cells(text)).toEqual([
      ['Name', 'Mobile'],
      ['Ana', '1'],
    ]);
  });

  it('keeps newlines and separators inside quotes, and counts rows as the spreadsheet does', () => {
    const rows = readRows('Name,Notes\n\n"Lee, Ana","two\nlines, ""quoted"""\n\nKim,x\n', 100);
    expect(rows).toEqual([
      { row: 1, cells: ['Name', 'Notes'] },
      { row: 3, cells: ['Lee, Ana', 'two\nlines, "quoted"'] },
      { row: 5, cells: ['Kim', 'x'] },
    ]);
  });

  it('stops one row after the most', () => {
    expect(readRows('a\n'.repeat(1_000_000), 5000)).toHaveLength(5001);
    expect(readRows('\n'.repeat(1_000_000), 5000)).toHaveLength(0);
  });
});

describe('writing and reading again', () => {
  const risky = fc
    .tuple(fc.constantFrom('', '=', '+', '-', '@', "'", "'=", '"', ';'), fc.string({ unit: 'grapheme' }))
    .map((parts) => parts.join('').toWellFormed().replaceAll('\0', '').trim());

  it('gives back what it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(risky, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
        (rows) => {
          const full = [['Name', 'Notes'], ...rows.filter((row) => row.some((each) => each !== ''))];
          expect(cells(csvOf(full))).toEqual(full);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('rows', () => {
  const world = { country: 'US' as const, sites: [{ id: 's1', name: 'Lakeside Main' }] };

  it('have their columns guessed, in English and Spanish', () => {
    expect(
      guessColumns(['First Name', 'Last Name', 'Job Title', 'Cell Phone', 'E-mail', 'Shoe size']),
    ).toEqual(['first', 'last', 'jobs', 'mobile', 'email', '']);
    expect(
      guessColumns(['Nombre', 'Teléfono', 'Correo electrónico', 'Puesto', 'Idioma', 'Teléfono']),
    ).toEqual(['name', 'mobile', 'email', 'jobs', 'language', '']);
  });

  it.each([
    [['', 'MA', '', ''], 'There is no name.'],
    [['Ana', 'Wizard', '', ''], 'We do not know the job “wizard”'],
    [['Ana', 'MA', '911', ''], '“911” is an emergency or help line'],
    [['Ana', 'MA', '', 'ana@@x'], '“ana@@x” '],
    [['x'.repeat(121), 'MA', '', ''], 'The name is longer than 120 characters'],
  ])('are left out with a reason: %j', (row, reason) => {
    expect(readPersonRow(row, ['name', 'jobs', 'mobile', 'email'], world)).toContain(reason);
  });

  it('know our own words for jobs, and others’', () => {
    const jobs = (cell: string) => {
      const read = readPersonRow(['Ana', cell], ['name', 'jobs'], world);
      return typeof read === 'string' ? read : read.jobRoles;
    };
    expect(jobs('MA / nurse')).toEqual(['ma_nurse']);
    expect(jobs('Front desk, MA / nurse, IT / privacy')).toEqual(['front_desk', 'ma_nurse', 'it_privacy']);
    expect(jobs('Recepción; facturación')).toEqual(['front_desk', 'billing']);
  });

  it('are of one person when the words or the given name are the same', () => {
    expect(sameGiven('Ana Lopez', 'Ana Ruiz')).toBe(true);
    expect(sameGiven('Lopez, Ana', 'ana lópez')).toBe(true);
    expect(sameGiven('Ana Lopez', 'Bob Lopez')).toBe(false);
  });
});
