'use client';
// "Reviewed, no change": an act with a name. A plan that needs a change is edited instead.
import { Select, TextArea } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
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
  const { state, form, kept } = useKeptForm(reviewPlan);
  return (
    <form {...form} className="max-w-prose space-y-4">
      <Said {...state} />
      <Hidden fields={{ practice, runbook }} />
      <TextArea
        label="What you looked at"
        hint="Kept with your name and today’s date. May be empty."
        name="note"
        maxLength={500}
        defaultValue={kept('note', '')}
      />
      <Select
        label="Next review"
        name="next"
        defaultValue={kept('next', next[0]?.value ?? '')}
        options={next}
      />
      <Submit look="strong" busy="Saving…" aria-label={`Reviewed, no change: ${title}`}>
        Reviewed, no change
      </Submit>
    </form>
  );
}
