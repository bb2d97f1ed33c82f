'use client';
// The frame of every form: sent once, what was typed stays, and what the server said stands beside it.
import {
  startTransition,
  useActionState,
  useEffect,
  useRef,
  type ComponentProps,
  type ReactNode,
  type SubmitEvent,
} from 'react';
import type { FormAction, FormState } from '@/lib/web/schema';
import { ButtonLink, type Button } from './button';
import { Notice } from './notice';
import { Submit } from './submit';

const NOTHING: FormState = { error: null, done: null, values: {} };

export interface Kept {
  state: FormState;
  form: Pick<ComponentProps<'form'>, 'action' | 'onSubmit'>;
  /** What was typed when the server refused it, else what the field began with. */
  kept: (name: string, first: string) => string;
}

/** `after`: whether a form that was carried out keeps what it says, or is empty for the next. */
export function useKeptForm(action: FormAction, after: 'keeps' | 'empties' = 'keeps'): Kept {
  const [state, send] = useActionState(action, NOTHING);
  const busy = useRef<HTMLFormElement | null>(null);
  useEffect(() => {
    if (state.done !== null && after === 'empties') busy.current?.reset();
    busy.current = null;
  }, [state, after]);
  // React empties a form after its action; sent like this it stays as it is, and a second press sends nothing twice.
  const onSubmit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy.current) return;
    busy.current = event.currentTarget;
    const given = new FormData(event.currentTarget, event.submitter);
    startTransition(() => send(given));
  };
  return { state, form: { action: send, onSubmit }, kept: (name, first) => state.values[name] ?? first };
}

/** What the server said. */
export function Said({ error, done, confirm }: Pick<FormState, 'error' | 'done' | 'confirm'>) {
  return (
    <>
      {error && (
        <Notice kind="danger" live>
          <span className="whitespace-pre-line">{error}</span>
          {confirm && (
            <p className="mt-2">
              <a href="/confirm" target="_blank" rel="noopener" className="inline-block py-1">
                Confirm in a new tab
              </a>
              , come back here and press the button again.
            </p>
          )}
        </Notice>
      )}
      {done && (
        <Notice kind="ok" live>
          <span className="whitespace-pre-line">{done}</span>
        </Notice>
      )}
    </>
  );
}

/** The end of a form: what the server said, the button, and the way out. */
export function FormEnd({
  state,
  busy,
  back,
  children,
}: {
  state: FormState;
  busy: string;
  back: string;
  /** What the button does, in words. */
  children: ReactNode;
}) {
  return (
    <div className="max-w-prose space-y-4">
      <Said {...state} />
      <div className="flex flex-wrap gap-3">
        <Submit look="strong" busy={busy}>
          {children}
        </Submit>
        <ButtonLink href={back}>Leave it as it was</ButtonLink>
      </div>
    </div>
  );
}

interface Act {
  act: FormAction;
  /** Hidden fields; the practice's slug among them. */
  fields: Readonly<Record<string, string>>;
  /** What the button does. */
  word: string;
  /** The same and about what, for whoever hears only the button. */
  label?: string;
  busy: string;
  look?: ComponentProps<typeof Button>['look'];
  /** For a button that comes and goes: what it did is said while it is away. */
  offered?: boolean;
  children?: ReactNode;
}

/** A form that is one button, or a field or two and a button. */
export function ActForm({ act, fields, word, label, busy, look = 'plain', offered, children }: Act) {
  const { state, form } = useKeptForm(act);
  return (
    <form {...form} className="space-y-3 empty:hidden">
      <Said {...state} done={offered === true ? null : state.done} />
      {offered !== false && (
        <>
          <Hidden fields={fields} />
          {children}
          <Submit look={look} busy={busy} aria-label={label}>
            {word}
          </Submit>
        </>
      )}
    </form>
  );
}

export function Hidden({ fields }: { fields: Readonly<Record<string, string>> }) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
