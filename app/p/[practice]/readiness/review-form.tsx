'use client';
// "Reviewed, no change": an act with a name. A plan that needs a change is edited instead.
import { useActionState } from 'react';
import { Select, TextArea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import { reviewPlan } from './actions';

export interface ReviewFormProps {
  practice: string;
  runbook: string;
  title: string;
  /** Days to choose from, the usual one first. */
  next: { value: string; word: string }[];
}

export function ReviewForm({ practice, runbook, title, next }: ReviewFormProps) {
  const [state, send] = useActionState(reviewPlan, { error: null, done: null, values: {} });
  const chosen = state.values['next'] ?? next[0]?.value ?? '';
  return (
    <form action={send} className="max-w-prose space-y-4">
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      <input type="hidden" name="practice" value={practice} />
      <input type="hidden" name="runbook" value={runbook} />
      <TextArea
        label="What you looked at"
        hint="Kept with your name and today’s date. May be empty."
        name="note"
        maxLength={500}
        defaultValue={state.values['note'] ?? ''}
      />
      <Select label="Next review" name="next" key={chosen} defaultValue={chosen} options={next} />
      <Submit look="strong" busy="Saving…" aria-label={`Reviewed, no change: ${title}`}>
        Reviewed, no change
      </Submit>
    </form>
  );
}
