'use client';
// The frame of a longer form: sent once, what was typed stays, and what went wrong is said beside the button.
import {
  startTransition,
  useActionState,
  useEffect,
  useRef,
  type ComponentProps,
  type FormEvent,
  type ReactNode,
} from 'react';
import type { FormAction, FormState } from '@/lib/web/schema';
import { ButtonLink } from './button';
import { Notice } from './notice';
import { Submit } from './submit';

const NOTHING: FormState = { error: null, done: null, values: {} };

export interface Kept {
  state: FormState;
  form: Pick<ComponentProps<'form'>, 'action' | 'onSubmit'>;
  /** What was typed when the server refused it, else what the field began with. */
  kept: (name: string, first: string) => string;
}

export function useKeptForm(action: FormAction): Kept {
  const [state, send] = useActionState(action, NOTHING);
  const busy = useRef(false);
  useEffect(() => {
    busy.current = false;
  }, [state]);
  // React empties a form after its action; sent like this it stays as it is, and a second press sends nothing twice.
  const onSubmit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (busy.current) return;
    busy.current = true;
    const given = new FormData(event.currentTarget);
    startTransition(() => send(given));
  };
  return { state, form: { action: send, onSubmit }, kept: (name, first) => state.values[name] ?? first };
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
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        <Submit look="strong" busy={busy}>
          {children}
        </Submit>
        <ButtonLink href={back}>Leave it as it was</ButtonLink>
      </div>
    </div>
  );
}

/** A form of one button: closes, takes off a list, brings back. */
export function OneButton({
  action,
  hidden,
  look,
  busy,
  children,
}: {
  action: FormAction;
  hidden: Readonly<Record<string, string>>;
  look?: 'plain' | 'danger';
  busy: string;
  children: ReactNode;
}) {
  const { state, form } = useKeptForm(action);
  return (
    <form {...form} className="space-y-3">
      <Hidden fields={hidden} />
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      <Submit look={look ?? 'plain'} busy={busy}>
        {children}
      </Submit>
    </form>
  );
}

export function Hidden({ fields }: { fields: Readonly<Record<string, string>> }) {
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}
