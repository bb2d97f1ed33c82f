'use client';
// Somebody new: who they are, and the ways to reach them.
import { Field } from '@/components/ui/field';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import { PERSON_WORDS } from '@/lib/contacts/rules';
import { makePerson } from '../actions';
import { PersonFields } from '../person-fields';

const NOBODY = { name: '', jobRoles: [], siteId: null, language: 'en', notes: '' } as const;

export function NewPersonForm({
  practice,
  sites,
}: {
  practice: string;
  sites: readonly { id: string; name: string }[];
}) {
  const { state, form, kept } = useKeptForm(makePerson);
  return (
    <form {...form} className="max-w-prose space-y-10">
      <Hidden fields={{ practice }} />
      <PersonFields first={NOBODY} sites={sites} state={state} kept={kept} />
      <div className="space-y-5">
        <h2 className="text-xl">How to reach them</h2>
        <Field
          label={PERSON_WORDS.mobile}
          hint="Like 312-555-0100. One from another country begins with +."
          name="mobile"
          type="tel"
          maxLength={60}
          autoComplete="off"
          defaultValue={kept('mobile', '')}
        />
        <Field
          label={PERSON_WORDS.second}
          hint="For when the mobile is off. May be empty."
          name="second"
          type="tel"
          maxLength={60}
          autoComplete="off"
          defaultValue={kept('second', '')}
        />
        <Field
          label={PERSON_WORDS.email}
          hint="Better a private one: the practice’s own mail may be what is down."
          name="email"
          inputMode="email"
          maxLength={254}
          autoComplete="off"
          defaultValue={kept('email', '')}
        />
      </div>
      <FormEnd state={state} busy="Adding…" back={`/p/${practice}/contacts`}>
        Add this person
      </FormEnd>
    </form>
  );
}
