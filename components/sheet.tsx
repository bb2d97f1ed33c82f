// A printable page: its head (practice, what it is, version, date) repeats on every sheet of paper.
import type { ReactNode } from 'react';

export function Sheet({
  practice,
  title,
  version,
  printed,
  children,
}: {
  practice: string;
  title: string;
  version?: string;
  printed: string;
  children: ReactNode;
}) {
  return (
    <div className="sheet">
      <div className="sheet-head print-only" aria-hidden>
        <div className="border-ink mb-4 flex justify-between gap-4 border-b pb-1">
          <span className="font-strong">{practice}</span>
          <span>{[title, version].filter(Boolean).join(' · ')}</span>
          <span className="whitespace-nowrap">Printed {printed}</span>
        </div>
      </div>
      <div className="sheet-body">{children}</div>
    </div>
  );
}
