import { expect, it } from 'vitest';
import { agreementTerm } from './agreement';

it('says plainly whether an agreement holds', () => {
  const on = (lastDay: string | null) => agreementTerm(lastDay, '2026-11-28');
  expect(on(null)).toBeNull();
  expect(on('2026-06-30')).toEqual({ words: 'Ended Jun 30, 2026: agree again.', ended: true });
  expect(on('2026-11-27')).toMatchObject({ ended: true });
  expect(on('2026-11-28')).toEqual({ words: 'Ends today, Nov 28, 2026: agree again.', ended: false });
  expect(on('2026-11-29')?.words).toBe('Runs until Nov 29, 2026, in 1 day.');
  expect(on('2027-06-30')?.words).toBe('Runs until Jun 30, 2027.');
});
