'use client';
// Adds a thing to the kit, or changes what one says. For managers.
import { Field, Select, TextArea } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import type { KitItem } from '@/lib/readiness/schema';
import { addItem, editItem } from './actions';

interface Option {
  value: string;
  word: string;
}

export interface Choices {
  sites: Option[];
  people: Option[];
}

export function KitItemForm({
  practice,
  editing,
  sites,
  people,
}: {
  practice: string;
  /** Null: a new one. */
  editing: KitItem | null;
} & Choices) {
  const { state, form, kept } = useKeptForm(editing ? editItem : addItem, editing ? 'keeps' : 'empties');
  return (
    <form {...form} className="max-w-prose space-y-4">
      <Said {...state} />
      <Hidden fields={{ practice, ...(editing && { item: editing.id }) }} />
      <Field
        label="What it is"
        name="name"
        maxLength={120}
        required
        defaultValue={kept('name', editing?.name ?? '')}
      />
      <TextArea
        label="What to look at"
        hint="So that anybody can look and say yes or no."
        name="detail"
        maxLength={500}
        defaultValue={kept('detail', editing?.detail ?? '')}
      />
      <Select
        label="Where"
        name="site"
        defaultValue={kept('site', editing?.siteId ?? '')}
        options={[{ value: '', word: 'The whole practice' }, ...sites]}
      />
      <Select
        label="Who looks after it"
        name="owner"
        defaultValue={kept('owner', editing?.ownerId ?? '')}
        options={[{ value: '', word: 'Nobody yet: managers are reminded' }, ...people]}
      />
      <Field
        label="Check it every how many days"
        hint="7 is every week, 30 every month, 90 every three months."
        name="days"
        inputMode="numeric"
        pattern="[0-9]{1,3}"
        maxLength={3}
        required
        className="max-w-32"
        defaultValue={kept('days', String(editing?.everyDays ?? 30))}
      />
      <Submit look="strong" busy={editing ? 'Saving…' : 'Adding…'}>
        {editing ? 'Save the changes' : 'Add it to the kit'}
      </Submit>
    </form>
  );
}
