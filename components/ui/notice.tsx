// A sentence that must not be missed: a word and a shape with every color.
import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

const KINDS = {
  info: { look: 'border-line-2 bg-paper-2', Icon: Info },
  danger: { look: 'border-danger bg-danger-2 text-danger', Icon: CircleAlert },
  ok: { look: 'border-ok bg-ok-2 text-ok', Icon: CircleCheck },
} as const;

export function Notice({
  kind = 'info',
  live = false,
  children,
}: {
  kind?: keyof typeof KINDS;
  /** Read out when it appears. */
  live?: boolean;
  children: ReactNode;
}) {
  const { look, Icon } = KINDS[kind];
  return (
    <div
      role={live ? (kind === 'danger' ? 'alert' : 'status') : undefined}
      className={cx('flex gap-3 border-l-4 px-4 py-3', look)}
    >
      <Icon aria-hidden className="mt-1 size-5 shrink-0" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
