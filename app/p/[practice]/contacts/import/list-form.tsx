'use client';
// A staff list, pasted or from a file. A file is read in the browser; what is too long is never sent.
import { useRef, useState, type SubmitEvent } from 'react';
import { TextArea } from '@/components/ui/field';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import { readList as sendList } from './actions';
import { readList, tooMuch } from './read-file';

export function ListForm({ practice }: { practice: string }) {
  const { state, form, kept } = useKeptForm(sendList);
  const [problem, setProblem] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [fileName, setFileName] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const area = () => box.current?.querySelector('textarea') ?? null;
  const choose = async (chosen: File | undefined) => {
    setProblem(null);
    setNote('');
    setFileName('');
    if (!chosen) return;
    const read = readList(new Uint8Array(await chosen.arrayBuffer()));
    if ('fault' in read) return setProblem(read.fault);
    const target = area();
    if (target) target.value = read.text;
    setNote(read.note);
    setFileName(chosen.name.slice(0, 200));
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    const fault = tooMuch(area()?.value ?? '');
    setProblem(fault);
    if (fault === null) return form.onSubmit?.(event);
    event.preventDefault();
  };
  return (
    <form {...form} onSubmit={onSubmit} className="max-w-prose space-y-6">
      <Hidden fields={{ practice, fileName, note }} />
      <div className="space-y-1">
        <label htmlFor="list-file" className="font-strong block">
          A file
        </label>
        <p id="list-file-hint" className="text-ink-2 text-s">
          CSV, as Excel, Google Sheets or the payroll program save it.
        </p>
        <input
          id="list-file"
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          aria-describedby="list-file-hint"
          className="min-h-12 w-full"
          onChange={(event) => void choose(event.currentTarget.files?.[0])}
        />
      </div>
      <div ref={box}>
        <TextArea
          label="Or paste the list here"
          hint="With its first line, like: Name, Job, Mobile, E-mail. Copied cells of a spreadsheet work too."
          name="text"
          required
          rows={10}
          spellCheck={false}
          className="font-mono"
          defaultValue={kept('text', '')}
        />
      </div>
      {note !== '' && <p role="status">{note}</p>}
      <FormEnd
        state={problem === null ? state : { ...state, error: problem }}
        busy="Reading…"
        back={`/p/${practice}/contacts`}
      >
        Look at this list
      </FormEnd>
    </form>
  );
}
