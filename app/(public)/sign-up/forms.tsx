'use client';
// Signing up: who you are, and the code that shows it.
import { CodeField } from '@/components/code-field';
import { Field } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { askSignUp, enterSignUp } from './actions';

export function SignUpForm() {
  const { state, form, kept } = useKeptForm(askSignUp);
  return (
    <form {...form} className="space-y-6">
      <Said {...state} />
      <Field
        label="Your name"
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        defaultValue={kept('name', '')}
      />
      <Field
        label="E-mail"
        hint="An address you can read when your practice’s own e-mail is down is best."
        name="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={kept('email', '')}
      />
      <Submit look="strong" busy="Sending a code…" className="w-full">
        Send me a code
      </Submit>
    </form>
  );
}

export function SignUpCodeForm({ pass }: { pass: string }) {
  const { state, form, kept } = useKeptForm(enterSignUp);
  return (
    <form {...form} className="space-y-6">
      <Said {...state} />
      <Hidden fields={{ pass }} />
      <CodeField defaultValue={kept('code', '')} />
      <Submit look="strong" busy="Checking…" className="w-full">
        Go on
      </Submit>
    </form>
  );
}
