'use client';
import { useActionState } from 'react';
import { signOut } from '../sign-in/actions';
import { Submit } from '@/components/ui/submit';

/** Signs out on this device. */
export function SignOutForm() {
  const [state, send] = useActionState(signOut, { error: null, done: null, values: {} });
  return (
    <form action={send}>
      {state.error && <p role="alert">{state.error}</p>}
      <Submit busy="Signing you out…">Sign out</Submit>
    </form>
  );
}
