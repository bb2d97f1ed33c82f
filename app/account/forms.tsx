'use client';
import { useActionState } from 'react';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import { endAll, endSession } from './actions';

const START = { error: null, done: null, values: {} };

/** Ends one other session of mine. */
export function EndSessionForm({ session, device }: { session: string; device: string }) {
  const [state, send] = useActionState(endSession, START);
  return (
    <form action={send}>
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      <input type="hidden" name="session" value={session} />
      <Submit busy="Signing it out…" aria-label={`Sign out ${device}`}>
        Sign out
      </Submit>
    </form>
  );
}

/** Ends them all, this one too. */
export function EndAllForm() {
  const [state, send] = useActionState(endAll, START);
  return (
    <form action={send}>
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      <Submit look="danger" busy="Signing out everywhere…">
        Sign out everywhere, here too
      </Submit>
    </form>
  );
}
