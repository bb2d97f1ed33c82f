'use client';
// Begins a draft: a press, because looking at a page must not change anything.
import { useActionState } from 'react';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import { beginDraft } from '../../actions';

export function StartForm({ practice, runbook }: { practice: string; runbook: string }) {
  const [state, send] = useActionState(beginDraft, { error: null, done: null, values: {} });
  return (
    <form action={send} className="space-y-4">
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      <input type="hidden" name="practice" value={practice} />
      <input type="hidden" name="runbookId" value={runbook} />
      <Submit look="strong" busy="Opening…">
        Edit this plan
      </Submit>
    </form>
  );
}
