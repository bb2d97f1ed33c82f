'use client';
// One button about a binder. What it answered stays when the button is not needed any more.
import { useActionState } from 'react';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import { makeAgain, tick } from './actions';

const ACTS = {
  make: { action: makeAgain, word: 'Make it again now', busy: 'Making it…', look: 'plain' },
  tick: { action: tick, word: 'The new print is in the binder', busy: 'Keeping it…', look: 'strong' },
} as const;

export function PressForm({
  act,
  fields,
  about,
  offered,
}: {
  act: keyof typeof ACTS;
  fields: Record<string, string>;
  /** Which binder, for whoever hears the button only. */
  about: string;
  offered: boolean;
}) {
  const { action, word, busy, look } = ACTS[act];
  const [state, send] = useActionState(action, { error: null, done: null, values: {} });
  return (
    <form action={send} className="space-y-3 empty:hidden">
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      {state.done && !offered && (
        <Notice kind="ok" live>
          {state.done}
        </Notice>
      )}
      {offered && (
        <>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Submit look={look} busy={busy} aria-label={`${word}: ${about}`}>
            {word}
          </Submit>
        </>
      )}
    </form>
  );
}
