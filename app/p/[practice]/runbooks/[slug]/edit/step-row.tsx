// One step in the outline: a handle to move it, and the row that opens it.
import { memo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { ChevronDown, ChevronRight, GripVertical } from 'lucide-react';
import { Tag } from '@/components/ui/tag';
import { cx } from '@/components/ui/cx';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { clock } from '@/lib/core';
import { dueWords, type PlanStep } from '@/lib/runbooks/rules';
import { useDragging } from './dragging';

interface Props {
  step: PlanStep;
  section: string;
  open: boolean;
  /** The worst thing lint says of it. */
  wrong: 'error' | 'warning' | null;
  other: { by: string; at: string } | undefined;
  zone: string;
  onOpen(key: string): void;
  onMove(key: string, by: -1 | 1): void;
  children?: ReactNode;
}

/** Arrow keys on a handle. */
export function arrows(move: (by: -1 | 1) => void) {
  return (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1);
  };
}

export const StepRow = memo(function StepRow(props: Props) {
  const { step, section, open, wrong, other, zone, onOpen, onMove, children } = props;
  const { key } = step;
  const row = useRef<HTMLLIElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const { line, dragging } = useDragging(row, handle, { what: 'step', key, section });
  const title = step.title.trim() || 'A step without a title';
  return (
    <li
      ref={row}
      id={`step-${key}`}
      className={cx(
        'border-line relative scroll-mt-40 border-b',
        dragging && 'opacity-50',
        line === 'above' && 'shadow-[0_-3px_0_0_var(--accent)]',
        line === 'below' && 'shadow-[0_3px_0_0_var(--accent)]',
      )}
    >
      <div className="flex items-start gap-1">
        <button
          ref={handle}
          type="button"
          id={`handle-${key}`}
          className="text-ink-2 inline-flex min-h-12 w-10 shrink-0 cursor-grab items-center justify-center"
          aria-label={`Move: ${title}`}
          aria-describedby="how-to-move"
          onKeyDown={arrows((by) => onMove(key, by))}
        >
          <GripVertical aria-hidden className="size-5" />
        </button>
        <button
          type="button"
          id={`open-${key}`}
          className="flex min-h-12 min-w-0 grow items-start gap-2 py-2 text-left"
          aria-expanded={open}
          onClick={() => onOpen(key)}
        >
          {open ? (
            <ChevronDown aria-hidden className="mt-1 size-5 shrink-0" />
          ) : (
            <ChevronRight aria-hidden className="mt-1 size-5 shrink-0" />
          )}
          <span className="min-w-0">
            <span className="font-strong" dir="auto">
              {title}
            </span>{' '}
            {step.critical && <Tag look="danger">Critical</Tag>}{' '}
            {wrong === 'error' && <Tag look="danger">Fix this</Tag>}
            {wrong === 'warning' && <Tag>Look at this</Tag>}
            <span className="text-ink-2 text-s block">
              {JOB_ROLE_WORDS[step.role]} · {dueWords(step.due)}
              {other && (
                <span className="text-accent">
                  {' '}
                  · changed by {other.by}, {clock(new Date(other.at), zone)}
                </span>
              )}
            </span>
          </span>
        </button>
      </div>
      {children}
    </li>
  );
});
