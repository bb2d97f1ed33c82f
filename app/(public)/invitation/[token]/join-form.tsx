'use client';
// A name and a password for somebody who has no log-in yet. Sent as a plain form when scripts do not run.
import { Field } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { LEAST_PASSWORD, MOST_PASSWORD } from '@/lib/identity/rules';
import { join } from './actions';

export function JoinForm({
  token,
  name,
  email,
  practice,
}: {
  token: string;
  name: string;
  email: string;
  practice: string;
}) {
  const { state, form, kept } = useKeptForm(join);
  return (
    <form {...form} className="space-y-6">
      <Said {...state} />
      <Hidden fields={{ token }} />
      {/* For the password manager: which log-in this password belongs to. */}
      <Field label="E-mail" type="email" autoComplete="username" readOnly defaultValue={email} />
      <Field
        label="Your name"
        name="name"
        required
        maxLength={120}
        autoComplete="name"
        defaultValue={kept('name', name)}
      />
      <Field
        label="A password"
        hint={`At least ${LEAST_PASSWORD} characters. Three or four words are easy to remember.`}
        name="password"
        type="password"
        required
        minLength={LEAST_PASSWORD}
        maxLength={MOST_PASSWORD}
        autoComplete="new-password"
      />
      <Submit look="strong" busy="Joining…" className="w-full">
        Join {practice}
      </Submit>
    </form>
  );
}
