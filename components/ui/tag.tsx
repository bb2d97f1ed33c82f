// A short word with a shape: never color alone.
import type { ReactNode } from 'react';
import { cx } from './cx';

const LOOKS = {
  plain: 'border-line-2 text-ink-2',
  danger: 'border-danger text-danger',
  ok: 'border-ok text-ok',
  accent: 'border-accent text-accent',
} as const;

export function Tag({ look = 'plain', children }: { look?: keyof typeof LOOKS; children: ReactNode }) {
  return (
    <span
      className={cx(
        'rounded-corner text-s inline-flex items-center gap-1 border px-2 align-middle whitespace-nowrap',
        LOOKS[look],
      )}
    >
      {children}
    </span>
  );
}

/** Amber, striped, and in words. */
export function DrillTag() {
  return (
    <span className="stripes rounded-corner text-s font-strong print:border-ink inline-block px-2 align-middle print:border">
      DRILL
    </span>
  );
}
