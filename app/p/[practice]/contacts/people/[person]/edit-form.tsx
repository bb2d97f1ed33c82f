'use client';
// Who somebody is, to be changed. What somebody else changed meanwhile is said, and nothing typed is lost.
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import type { Fields } from '@/lib/practices/rules';
import { savePerson } from '../actions';
import { PersonFields, type PersonFacts } from '../person-fields';

export function EditPersonForm({
  practice,
  personId,
  facts,
  fields,
  sites,
}: {
  practice: string;
  personId: string;
  facts: PersonFacts;
  fields: Fields;
  sites: readonly { id: string; name: string }[];
}) {
  const { state, form, kept } = useKeptForm(savePerson);
  const now = JSON.stringify(fields);
  return (
    <form {...form} className="max-w-prose space-y-5">
      <Hidden fields={{ practice, personId, opened: kept('opened', now), seen: now }} />
      <PersonFields first={facts} sites={sites} state={state} kept={kept} />
      <Said {...state} />
      <Submit look="strong" busy="Saving…">
        Save who they are
      </Submit>
    </form>
  );
}
