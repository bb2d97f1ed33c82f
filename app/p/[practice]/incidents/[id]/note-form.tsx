'use client';
// Adds a note to a running incident. What was typed stays until the server has it.
import { TextArea } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { addNote } from './actions';

export function NoteForm({ practice, incident }: { practice: string; incident: string }) {
  const { state, form, kept } = useKeptForm(addNote, 'empties');
  return (
    <form {...form} className="space-y-4">
      <h2 className="text-xl">Add a note</h2>
      <Said {...state} />
      <Hidden fields={{ practice, incident }} />
      <TextArea
        label="What happened"
        hint="Counts, times, serials and ticket numbers. Never a patient’s name or anything that tells who a patient is."
        name="note"
        maxLength={1000}
        required
        defaultValue={kept('note', '')}
      />
      <Submit look="strong" busy="Adding…">
        Add the note to the record
      </Submit>
    </form>
  );
}
