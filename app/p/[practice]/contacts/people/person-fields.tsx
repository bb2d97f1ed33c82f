// Who somebody is, as fields: the same for somebody new and somebody known.
import { JobsField } from '@/components/jobs-field';
import { Field, Select, TextArea } from '@/components/ui/field';
import type { Kept } from '@/components/ui/form';
import type { JobRole } from '@/lib/access/rules';
import { LANGUAGES, LANGUAGE_WORDS, PERSON_WORDS, type Language } from '@/lib/contacts/rules';

export interface PersonFacts {
  name: string;
  jobRoles: readonly JobRole[];
  siteId: string | null;
  language: Language;
  notes: string;
}

export function PersonFields({
  first,
  sites,
  state,
  kept,
}: {
  first: PersonFacts;
  sites: readonly { id: string; name: string }[];
} & Pick<Kept, 'state' | 'kept'>) {
  return (
    <div className="space-y-5">
      <Field
        label={PERSON_WORDS.name}
        name="name"
        required
        maxLength={120}
        autoComplete="off"
        defaultValue={kept('name', first.name)}
      />
      <JobsField
        legend={PERSON_WORDS.jobRoles}
        hint="What they do. Steps of a plan go to jobs, not to names."
        first={first.jobRoles}
        values={'name' in state.values ? state.values : null}
      />
      <Select
        label={PERSON_WORDS.siteId}
        name="siteId"
        defaultValue={kept('siteId', first.siteId ?? '')}
        options={[
          { value: '', word: 'No site in particular' },
          ...sites.map(({ id, name }) => ({ value: id, word: name })),
        ]}
      />
      <Select
        label={`${PERSON_WORDS.language} of their messages`}
        name="language"
        defaultValue={kept('language', first.language)}
        options={LANGUAGES.map((each) => ({ value: each, word: LANGUAGE_WORDS[each] }))}
      />
      <TextArea
        label={PERSON_WORDS.notes}
        hint="What a lead must know to reach them. Never anything about a patient."
        name="notes"
        maxLength={1000}
        defaultValue={kept('notes', first.notes)}
      />
    </div>
  );
}
