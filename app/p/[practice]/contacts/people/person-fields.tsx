// Who somebody is, as fields: the same for somebody new and somebody known.
import { Field, Select, TextArea } from '@/components/ui/field';
import type { Kept } from '@/components/ui/form';
import { JOB_ROLE_WORDS, JOB_ROLES, type JobRole } from '@/lib/access/rules';
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
  // A box that was not ticked is not sent at all.
  const wasSent = 'name' in state.values;
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
      <fieldset>
        <legend className="font-strong">{PERSON_WORDS.jobRoles}</legend>
        <p className="text-ink-2 text-s">What they do. Steps of a plan go to jobs, not to names.</p>
        <div className="grid sm:grid-cols-2">
          {JOB_ROLES.map((role) => (
            <label key={role} className="inline-flex min-h-12 items-center gap-3">
              <input
                type="checkbox"
                name={`job_${role}`}
                className="accent-accent size-6"
                defaultChecked={wasSent ? `job_${role}` in state.values : first.jobRoles.includes(role)}
              />
              {JOB_ROLE_WORDS[role]}
            </label>
          ))}
        </div>
      </fieldset>
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
