// A number one taps to call.
import { phoneWords } from '@/lib/core';

export function PhoneLink({ number }: { number: string }) {
  const dial = number.replace(/[^\d+]/g, '');
  // Words instead of a number cannot be dialed.
  if (dial === '') return <span>{number}</span>;
  return (
    <a
      href={`tel:${dial}`}
      className="inline-flex min-h-12 items-center whitespace-nowrap tabular-nums sm:min-h-0"
    >
      {phoneWords(number)}
    </a>
  );
}
