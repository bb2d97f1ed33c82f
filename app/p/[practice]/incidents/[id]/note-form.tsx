'use client';
// Adds a note to a running incident. What was typed stays until the server has it.
import { useActionState } from 'react';
import { TextArea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import { addNote } from './actions';

export function NoteForm({ practice, incident }: { practice: string; incident: string }) {
  const [state, send] = useActionState(addNote, { error: null, done: null, values: {} });
  return (
    <form action={send} className="space-y-4">
      <h2 className="text-xl">Add a note</h2>
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      {state.done && (
        <Notice kind="ok" live>
          {state.done}
        </Notice>
      )}
      <input type="hidden" name="practice" value={practice} />
      <input type="hidden" name="incident" value={incident} />
      <TextArea
        label="What happened"
        hint="Counts, times, serials and ticket numbers. Never a patient’s name or anything that tells who a patient is."
        name="note"
        maxLength={1000}
        required
        defaultValue={state.values['note'] ?? ''}
      />
      <Submit look="strong" busy="Adding…">
        Add the note to the record
      </Submit>
    </form>
  );
}
