'use client';
// A plan from nothing.
import { useActionState } from 'react';
import { Field, Select } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import { MOST_TITLE, RUNBOOK_KIND_WORDS, RUNBOOK_KINDS } from '@/lib/runbooks/rules';
import { addBlank } from '../actions';

export function BlankForm({ practice }: { practice: string }) {
  const [state, send] = useActionState(addBlank, { error: null, done: null, values: {} });
  return (
    <form action={send} className="space-y-4">
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      <input type="hidden" name="practice" value={practice} />
      <Field
        label="Title"
        name="title"
        maxLength={MOST_TITLE}
        required
        defaultValue={state.values['title'] ?? ''}
      />
      <Select
        key={state.values['kind']}
        label="Kind"
        name="kind"
        defaultValue={state.values['kind'] ?? 'short'}
        options={RUNBOOK_KINDS.map((kind) => ({ value: kind, word: RUNBOOK_KIND_WORDS[kind] }))}
      />
      <Submit busy="Adding…">Add an empty plan</Submit>
    </form>
  );
}
