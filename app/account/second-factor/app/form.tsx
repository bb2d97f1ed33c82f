'use client';
// The first code of an app that is being set up.
import { Field } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { confirmApp } from '../../factor-actions';
import { OthersBox } from '../../others-box';

export function AppForm({ factor }: { factor: string }) {
  const { state, form } = useKeptForm(confirmApp);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Hidden fields={{ factor }} />
      <Field
        label="Code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        required
        className="tabular-nums"
      />
      <OthersBox adding />
      <Submit look="strong" busy="Checking…">
        Add this app
      </Submit>
    </form>
  );
}
