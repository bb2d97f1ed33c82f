'use client';
// A form that is one button, or a few fields and a button: says what came of it, keeps what was typed.
import { useActionState, type ReactNode } from 'react';
import type { FormAction } from '@/lib/web/schema';
import { Button } from './ui/button';
import { Notice } from './ui/notice';
import { Submit } from './ui/submit';
import type { ComponentProps } from 'react';

interface Props {
  act: FormAction;
  /** Hidden fields; the practice's slug among them. */
  fields: Record<string, string>;
  word: ReactNode;
  busy: string;
  look?: ComponentProps<typeof Button>['look'];
  className?: string;
  children?: ReactNode;
}

export function ActForm({ act, fields, word, busy, look = 'plain', className, children }: Props) {
  const [state, send] = useActionState(act, { error: null, done: null, values: {} });
  return (
    <form action={send} className={className ?? 'space-y-3'}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state.error && (
        <Notice kind="danger" live>
          <span className="whitespace-pre-line">{state.error}</span>
        </Notice>
      )}
      {state.done && (
        <Notice kind="ok" live>
          {state.done}
        </Notice>
      )}
      {children}
      <Submit look={look} busy={busy}>
        {word}
      </Submit>
    </form>
  );
}
