// Two people's saves put together, and the few words of places.
import { expect, it } from 'vitest';
import fc from 'fast-check';
import {
  factWord,
  FIRST_CHECKS,
  isZone,
  mergeFields,
  promiseTerms,
  splitWait,
  WAIT_UNITS,
  waitWords,
} from './rules';

it('saves what was changed and leaves what somebody else changed', () => {
  const opened = { name: 'Main', phone: '1', 'facts.safe': 'left' };
  const now = { ...opened, phone: '2', 'facts.new': 'theirs' };
  const merged = mergeFields({ opened, seen: opened, mine: { ...opened, name: 'Mine' } }, now);
  expect(merged).toEqual({
    fields: { name: 'Mine', phone: '2', 'facts.safe': 'left', 'facts.new': 'theirs' },
    changed: ['name'],
    clashes: [],
  });
});

it('tells a clash once: what the form has shown may be replaced', () => {
  const form = { opened: { phone: '1' }, seen: { phone: '1' }, mine: { phone: '3' } };
  const now = { phone: '2' };
  expect(mergeFields(form, now).clashes).toEqual([{ field: 'phone', theirs: '2' }]);
  expect(mergeFields({ ...form, seen: now }, now)).toMatchObject({ fields: { phone: '3' }, clashes: [] });
  expect(mergeFields(form, { phone: '3' })).toMatchObject({ changed: [], clashes: [] });
  // Changed by me, taken away by them.
  expect(mergeFields(form, {}).clashes).toEqual([{ field: 'phone', theirs: '' }]);
});

it('never wipes a change that was not shown', () => {
  const fields = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'constructor'), fc.constantFrom('1', '2', '3'));
  fc.assert(
    fc.property(fields, fields, fields, (opened, mine, now) => {
      const { fields: saved, clashes } = mergeFields({ opened, seen: opened, mine }, now);
      if (clashes.length > 0) return;
      for (const name of ['a', 'b', 'c', 'constructor']) {
        const at = (of: Record<string, string>) => (Object.hasOwn(of, name) ? of[name] : '') ?? '';
        const theirs = at(now) !== at(opened);
        expect(at(saved)).toBe(theirs ? at(now) : at(mine));
      }
    }),
  );
});

it('says how long work can wait', () => {
  expect([0, 1, 45, 60, 90, 240, 1440, 4320].map(waitWords)).toEqual([
    'cannot wait',
    '1 minute',
    '45 minutes',
    '1 hour',
    '90 minutes',
    '4 hours',
    '1 day',
    '3 days',
  ]);
  for (const minutes of [0, 7, 60, 1440]) {
    const { count, unit } = splitWait(minutes);
    expect(count * WAIT_UNITS[unit]).toBe(minutes);
  }
});

it('says facts and promises in words', () => {
  expect(['paper_drawer', 'downtime_pc'].map(factWord)).toEqual(['Paper drawer', 'Downtime PC']);
  expect(promiseTerms({ promisePercent: '99.9', countsFrom: 15, claimDays: 1 })).toBe(
    '99.9% · outages from 15 minutes count · claim within 1 day',
  );
  expect(promiseTerms({ promisePercent: '', countsFrom: null, claimDays: null })).toBe('');
});

it('knows zones and ten first checks', () => {
  expect(['America/Chicago', 'UTC', 'Mars/Olympus', '+05:00', ''].map(isZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(new Set(FIRST_CHECKS).size).toBe(10);
});
