// What is off the lists, and the button that brings it back. For managers.
import { ActForm } from '@/components/ui/form';
import { Section } from '@/components/ui/page-head';
import { day } from '@/lib/core';
import type { Closed } from '@/lib/practices/schema';
import type { FormAction } from '@/lib/web/schema';

export function ClosedList({
  title,
  practice,
  zone,
  closed,
  action,
  idName,
  word,
}: {
  title: string;
  practice: string;
  zone: string;
  closed: readonly Closed[];
  action: FormAction;
  /** What the form calls the id. */
  idName: string;
  /** What the button does, before the name. */
  word: string;
}) {
  if (closed.length === 0) return null;
  return (
    <div className="no-print border-line mt-16 border-t pt-8">
      <Section title={title}>
        <ul className="space-y-4">
          {closed.map(({ id, name, closedAt }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
              <span className="min-w-0">
                {name}, since {day(new Date(closedAt), zone)}
              </span>
              <ActForm
                act={action}
                fields={{ practice, [idName]: id }}
                word={`${word} ${name}`}
                busy="Bringing it back…"
              />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
