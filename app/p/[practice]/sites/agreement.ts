// Whether an agreement still holds, in words. Pure.
import { plainDay, plural } from '@/lib/core';

const SOON_DAYS = 60;

export interface AgreementTerm {
  words: string;
  ended: boolean;
}

/** `today` and `lastDay` are days like 2027-06-30; the last day still counts. */
export function agreementTerm(lastDay: string | null, today: string): AgreementTerm | null {
  if (lastDay === null) return null;
  const days = Math.round((Date.parse(lastDay) - Date.parse(today)) / 86_400_000);
  if (days < 0) return { words: `Ended ${plainDay(lastDay)}: agree again.`, ended: true };
  if (days === 0) return { words: `Ends today, ${plainDay(lastDay)}: agree again.`, ended: false };
  const left = days <= SOON_DAYS ? `, in ${plural(days, 'day')}` : '';
  return { words: `Runs until ${plainDay(lastDay)}${left}.`, ended: false };
}
