'use client';
// The sign-in form. It is sent as a plain form when scripts do not run.
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import { Said } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { signIn } from './actions';

export function SignInForm({ next, offerPin }: { next: string | null; offerPin: boolean }) {
  const [state, send] = useActionState(signIn, { error: null, done: null, values: {} });
  return (
    <form action={send} className="space-y-6">
      <Said {...state} />
      {next && <input type="hidden" name="next" value={next} />}
      <Field
        label="E-mail"
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={state.values['email'] ?? ''}
      />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      {offerPin && (
        <label className="flex min-h-12 items-center gap-3">
          <input type="checkbox" name="setPin" className="size-5 shrink-0" />
          Set a PIN for this phone next
        </label>
      )}
      <Submit look="strong" busy="Signing you in…" className="w-full">
        Sign in
      </Submit>
    </form>
  );
}
