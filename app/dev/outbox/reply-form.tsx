'use client';
import { useActionState } from 'react';
import { Button } from '@/components/ui/button';
import { reply } from './actions';

const ANSWERS = [
  ['1', 'coming'],
  ['2', 'cannot'],
  ['3', 'need help'],
] as const;

/** Three buttons, as if one typed the digit on that phone. */
export function ReplyForm({ from }: { from: string }) {
  const [state, send, pending] = useActionState(reply, { error: null, done: null, values: {} });
  return (
    <form action={send} className="mt-3 flex flex-wrap items-center gap-2">
      <input type="hidden" name="from" value={from} />
      {ANSWERS.map(([digit, word]) => (
        <Button key={digit} name="body" value={digit} aria-disabled={pending}>
          Reply {digit} {word}
        </Button>
      ))}
      <p role="status" className={state.error ? 'text-danger' : 'text-ink-2'}>
        {state.error ?? state.done}
      </p>
    </form>
  );
}
