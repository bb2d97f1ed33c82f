'use client';
// The ways to confirm that it is you.
import { CodeField } from '@/components/code-field';
import { Field } from '@/components/ui/field';
import { ActForm, Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { confirmCode, confirmPassword, sendConfirmCode } from './actions';

const onward = (next: string | null): Record<string, string> => (next ? { next } : {});

export function PasswordForm({ email, next }: { email: string; next: string | null }) {
  const { state, form } = useKeptForm(confirmPassword);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Hidden fields={onward(next)} />
      {/* For password managers: whose password is asked for. */}
      <input type="text" autoComplete="username" defaultValue={email} hidden readOnly />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <Submit look="strong" busy="Checking…">
        Confirm
      </Submit>
    </form>
  );
}

export function SendForm({
  by,
  to,
  next,
  again,
}: {
  by: 'email' | 'sms';
  to: string;
  next: string | null;
  again: boolean;
}) {
  const what = again ? 'a new code' : 'a code';
  return (
    <ActForm
      act={sendConfirmCode}
      fields={{ by, ...onward(next) }}
      word={by === 'email' ? `E-mail ${what} to ${to}` : `Text ${what} to ${to}`}
      busy="Sending a code…"
    />
  );
}

export function CodeForm({ pass, next }: { pass: string; next: string | null }) {
  const { state, form, kept } = useKeptForm(confirmCode);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Hidden fields={{ pass, ...onward(next) }} />
      <CodeField defaultValue={kept('code', '')} />
      <Submit look="strong" busy="Checking…">
        Confirm
      </Submit>
    </form>
  );
}
