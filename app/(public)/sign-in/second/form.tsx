'use client';
// The ways to take the second step. The code is sent as a plain form when scripts do not run.
import { Field } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { PasskeyForm } from '@/components/ui/passkey';
import { Submit } from '@/components/ui/submit';
import { askSecondPasskey, secondByCode, secondByPasskey } from './actions';

export function CodeStep({ fields, app }: { fields: Record<string, string>; app: boolean }) {
  const { state, form } = useKeptForm(secondByCode);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Hidden fields={fields} />
      <Field
        label={app ? 'Code' : 'Backup code'}
        hint={
          app
            ? 'Six digits from your app. Lost the phone? Type one of your printed backup codes.'
            : 'One of your printed codes. Dashes and capitals do not matter.'
        }
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        required
        className="text-xl tracking-wider"
      />
      <Submit look="strong" busy="Checking…" className="w-full">
        Go on
      </Submit>
    </form>
  );
}

export function PasskeyStep({ fields }: { fields: Record<string, string> }) {
  return (
    <PasskeyForm
      ask={askSecondPasskey}
      answer={secondByPasskey}
      fields={fields}
      word="Use your passkey"
      busy="Your device asks you…"
    />
  );
}
