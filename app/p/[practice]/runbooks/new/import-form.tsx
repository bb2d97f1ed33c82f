'use client';
// A plan from a file: read in the browser, judged by the server, each error with its place.
import { useEffect, useRef, useState } from 'react';
import { Select } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
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
  const { state, form } = useKeptForm(addFromFile);
  const [problem, setProblem] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const text = useRef<HTMLInputElement>(null);
  // What was refused is changed first: the file is chosen again, and read again with it.
  useEffect(() => {
    if (state.error !== null && file.current) file.current.value = '';
  }, [state]);
  const choose = async (chosen: File | undefined) => {
    if (text.current) text.current.value = '';
    setProblem(null);
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) {
      const size = (chosen.size / 1_000_000).toFixed(1);
      return setProblem(
        `This file has ${size} MB. A plan has at most 1 MB: split it, or choose another file. Nothing was imported.`,
      );
    }
    if (text.current) text.current.value = await chosen.text();
  };
  return (
    <form {...form} className="space-y-4">
      <Said error={problem ?? state.error} done={null} />
      <Hidden fields={{ practice }} />
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
          ref={file}
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
