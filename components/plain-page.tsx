// A page outside any practice: the mark, one column, few words.
import type { ReactNode } from 'react';
import { Mark } from './ui/mark';

export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-md px-5 py-10 outline-none sm:py-20">
      <a href="/" className="text-ink mb-10 inline-flex min-h-12 items-center gap-3 no-underline">
        <Mark className="text-accent size-9" />
        <span className="font-strong text-xl">Holdfast</span>
      </a>
      {children}
    </main>
  );
}
