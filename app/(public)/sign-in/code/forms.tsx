'use client';
// Asking for a sign-in code, and typing it. Both are sent as plain forms when scripts do not run.
import { CodeField } from '@/components/code-field';
import { Field } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { askCode, enterCode } from './actions';

export function AskForm({ next }: { next: string | null }) {
  const { state, form, kept } = useKeptForm(askCode);
  return (
    <form {...form} className="space-y-6">
      <Said {...state} />
      <Hidden fields={next ? { next } : {}} />
      <Field
        label="E-mail or mobile number"
        name="address"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={kept('address', '')}
      />
      <Submit look="strong" busy="Sending a code…" className="w-full">
        Send me a code
      </Submit>
    </form>
  );
}

export function CodeForm({ pass, next }: { pass: string; next: string | null }) {
  const { state, form, kept } = useKeptForm(enterCode);
  return (
    <form {...form} className="space-y-6">
      <Said {...state} />
      <Hidden fields={{ pass, ...(next && { next }) }} />
      <CodeField defaultValue={kept('code', '')} />
      <Submit look="strong" busy="Signing you in…" className="w-full">
        Sign in
      </Submit>
    </form>
  );
}
