'use client';
// A plan from a file: read in the browser, judged by the server, each error with its place.
import { useActionState, useRef, useState } from 'react';
import { Select } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import { addFromFile } from '../actions';

const MOST_BYTES = 1_000_000;

export function ImportForm({
  practice,
  plans,
}: {
  practice: string;
  plans: readonly { id: string; title: string }[];
}) {
  const [state, send] = useActionState(addFromFile, { error: null, done: null, values: {} });
  const [problem, setProblem] = useState<string | null>(null);
  const text = useRef<HTMLInputElement>(null);
  const choose = async (file: File | undefined) => {
    if (text.current) text.current.value = '';
    setProblem(null);
    if (!file) return;
    if (file.size > MOST_BYTES) {
      const size = (file.size / 1_000_000).toFixed(1);
      return setProblem(
        `This file has ${size} MB. A plan has at most 1 MB: split it, or choose another file. Nothing was imported.`,
      );
    }
    if (text.current) text.current.value = await file.text();
  };
  return (
    <form action={send} className="space-y-4">
      {(problem ?? state.error) && (
        <Notice kind="danger" live>
          <span className="whitespace-pre-line">{problem ?? state.error}</span>
        </Notice>
      )}
      <input type="hidden" name="practice" value={practice} />
      <input type="hidden" name="file" ref={text} />
      <div className="space-y-1">
        <label htmlFor="plan-file" className="font-strong block">
          File
        </label>
        <p id="plan-file-hint" className="text-ink-2 text-s">
          One that Holdfast exported, here or at another practice (.json).
        </p>
        <input
          id="plan-file"
          type="file"
          accept=".json,application/json"
          aria-describedby="plan-file-hint"
          required
          className="min-h-12 w-full"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </div>
      <Select
        label="Import it"
        name="into"
        options={[
          { value: '', word: 'as a new plan' },
          ...plans.map(({ id, title }) => ({ value: id, word: `into the draft of “${title}”` })),
        ]}
      />
      <label className="inline-flex min-h-12 items-center gap-3">
        <input type="checkbox" name="overDraft" className="accent-accent size-6" />
        Overwrite a draft with changes
      </label>
      <Submit busy="Importing…">Import the file as a draft</Submit>
    </form>
  );
}
