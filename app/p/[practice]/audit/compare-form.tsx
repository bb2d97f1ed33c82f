'use client';
// What the first lines of an earlier export say, against what stands here now.
import { Field } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { compareExport } from './actions';

export function CompareForm({ practice }: { practice: string }) {
  const { state, form, kept } = useKeptForm(compareExport);
  return (
    <form {...form} className="max-w-prose space-y-4">
      <Hidden fields={{ practice }} />
      <Field
        label="Entry"
        hint="“Last entry” in the exported file."
        name="seq"
        inputMode="numeric"
        required
        maxLength={9}
        className="max-w-40"
        defaultValue={kept('seq', '')}
      />
      <Field
        label="Hash"
        hint="“Its hash” in the exported file."
        name="hash"
        required
        maxLength={80}
        autoComplete="off"
        defaultValue={kept('hash', '')}
      />
      <Said {...state} />
      <Submit busy="Comparing…">Compare</Submit>
    </form>
  );
}
