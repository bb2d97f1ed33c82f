'use client';
// The forms of confirming by passkey or app.
import { Field } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { PasskeyForm } from '@/components/ui/passkey';
import { Submit } from '@/components/ui/submit';
import { askPasskey, confirmApp, confirmPasskey } from './factor-actions';

const onward = (next: string | null): Record<string, string> => (next ? { next } : {});

export function Passkey({ next }: { next: string | null }) {
  return (
    <PasskeyForm
      ask={askPasskey}
      answer={confirmPasskey}
      fields={onward(next)}
      word="Confirm with your passkey"
      busy="Your device asks you…"
    />
  );
}

export function AppCode({ next }: { next: string | null }) {
  const { state, form } = useKeptForm(confirmApp);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Hidden fields={onward(next)} />
      <Field
        label="Code of your app"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        required
        className="text-xl tracking-widest"
      />
      <Submit busy="Checking…">Confirm with this code</Submit>
    </form>
  );
}
