// A number one taps to call.
import { phoneWords } from '@/lib/core';

export function PhoneLink({ number }: { number: string }) {
  const dial = number.replace(/[^\d+]/g, '');
  return (
    <a
      href={`tel:${dial}`}
      className="inline-flex min-h-12 items-center whitespace-nowrap tabular-nums sm:min-h-0"
    >
      {phoneWords(number)}
    </a>
  );
}
