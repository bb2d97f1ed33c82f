'use client';
// Codes that are shown once, on a page made to be printed: they come with the answer of the form and are kept nowhere.
import type { ReactNode } from 'react';
import type { FormAction } from '@/lib/web/schema';
import { Hidden, Said, useKeptForm } from './ui/form';
import { Notice } from './ui/notice';
import { PrintButton } from './ui/print-button';
import { Submit } from './ui/submit';

export function PrintedCodes({
  act,
  fields,
  word,
  busy,
  sheet,
  children,
}: {
  /** Says in `done` the codes, with spaces between. */
  act: FormAction;
  fields: Readonly<Record<string, string>>;
  word: string;
  busy: string;
  /** What stands above the codes on paper. */
  sheet: ReactNode;
  /** What stands beside the button before it was pressed. */
  children: ReactNode;
}) {
  const { state, form } = useKeptForm(act);
  if (state.done === null) {
    return (
      <form {...form} className="space-y-4">
        <Said {...state} />
        <Hidden fields={fields} />
        {children}
        <Submit look="strong" busy={busy}>
          {word}
        </Submit>
      </form>
    );
  }
  return (
    <section aria-label="Your codes">
      <div className="no-print mb-6 space-y-4">
        <Notice kind="ok" live>
          These codes are shown now and never again. Print this page, or write them down.
        </Notice>
        <PrintButton />
      </div>
      {sheet}
      <ol className="mt-4 grid list-decimal gap-x-12 gap-y-2 pl-8 sm:grid-cols-2 print:grid-cols-2">
        {state.done.split(' ').map((code) => (
          <li key={code} className="text-l pl-2 font-mono">
            {code}
          </li>
        ))}
      </ol>
      <p className="mt-4">Cross out each code when you have used it.</p>
    </section>
  );
}
