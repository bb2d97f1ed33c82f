'use client';
// Sends a contact test, with the minutes people have.
import { Select } from '@/components/ui/field';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import { TEST_WINDOWS } from '@/lib/contacts/rules';
import { plural } from '@/lib/core';
import { beginTest } from '../actions';

export function StartForm({
  practice,
  treeId,
  again,
  people,
}: {
  practice: string;
  treeId: string;
  /** The test whose silent people are asked; null: everybody. */
  again: string | null;
  people: number;
}) {
  const { state, form, kept } = useKeptForm(beginTest);
  return (
    <form {...form} className="max-w-prose space-y-6">
      <Hidden fields={{ practice, treeId, again: again ?? '' }} />
      <Select
        label="An answer counts within"
        name="windowMinutes"
        className="max-w-60"
        defaultValue={kept('windowMinutes', String(TEST_WINDOWS[0]))}
        options={TEST_WINDOWS.map((minutes) => ({
          value: String(minutes),
          word: minutes === 60 ? '1 hour' : `${minutes} minutes`,
        }))}
      />
      <FormEnd state={state} busy="Sending…" back={`/p/${practice}/contacts/tests`}>
        Send the test to {plural(people, 'person', 'people')} now
      </FormEnd>
    </form>
  );
}
