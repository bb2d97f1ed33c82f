'use client';
// One field. It is sent as a plain form when scripts do not run.
import { Field } from '@/components/ui/field';
import { Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { openBreakGlass } from './actions';

export function BreakGlassForm() {
  const { state, form, kept } = useKeptForm(openBreakGlass);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Field
        label="Code from your sheet"
        hint="16 letters and digits. Dashes and capitals do not matter."
        name="code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={60}
        required
        defaultValue={kept('code', '')}
        className="font-mono tracking-wider"
      />
      <Submit look="strong" busy="Opening…" className="w-full">
        Open the downtime plan
      </Submit>
    </form>
  );
}
