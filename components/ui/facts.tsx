// Facts as a list of terms: term left, word right; one above the other on a phone.
import type { ReactNode } from 'react';

export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid content-start gap-x-6 gap-y-1 sm:grid-cols-[minmax(9rem,max-content)_1fr] sm:gap-y-2">
      {facts
        .filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false)
        .map(([term, value]) => (
          <div key={term} className="keep mb-2 sm:col-span-2 sm:mb-0 sm:grid sm:grid-cols-subgrid">
            <dt className="text-ink-2">{term}</dt>
            <dd className="min-w-0">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
