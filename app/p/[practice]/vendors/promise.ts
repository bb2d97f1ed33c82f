// A contract's promise as one line: "99.9% · outages from 15 minutes count · claim within 30 days". Pure.
import { plural } from '@/lib/core';
import type { Vendor } from '@/lib/practices/schema';

export function promiseTerms(vendor: Pick<Vendor, 'promisePercent' | 'countsFrom' | 'claimDays'>): string {
  const { promisePercent, countsFrom, claimDays } = vendor;
  return [
    promisePercent !== '' && `${promisePercent}%`,
    countsFrom !== null && `outages from ${plural(countsFrom, 'minute')} count`,
    claimDays !== null && `claim within ${plural(claimDays, 'day')}`,
  ]
    .filter(Boolean)
    .join(' · ');
}
