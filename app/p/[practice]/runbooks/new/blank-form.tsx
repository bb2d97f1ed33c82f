'use client';
// A plan from nothing.
import { Field, Select } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { MOST_TITLE, RUNBOOK_KIND_WORDS, RUNBOOK_KINDS } from '@/lib/runbooks/rules';
import { addBlank } from '../actions';

export function BlankForm({ practice }: { practice: string }) {
  const { state, form, kept } = useKeptForm(addBlank);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Hidden fields={{ practice }} />
      <Field label="Title" name="title" maxLength={MOST_TITLE} required defaultValue={kept('title', '')} />
      <Select
        label="Kind"
        name="kind"
        defaultValue={kept('kind', 'short')}
        options={RUNBOOK_KINDS.map((kind) => ({ value: kind, word: RUNBOOK_KIND_WORDS[kind] }))}
      />
      <Submit busy="Adding…">Add an empty plan</Submit>
    </form>
  );
}
