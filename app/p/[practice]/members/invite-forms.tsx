'use client';
// Asks somebody to become a member: who is on the list of people already, or who is new.
import { JobsField } from '@/components/jobs-field';
import { Field, Select } from '@/components/ui/field';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import type { Right } from '@/lib/access/rules';
import { RIGHT_WORDS } from '@/lib/practices/rules';
import { inviteListed, inviteNew } from './actions';

export interface Choice {
  value: string;
  word: string;
}

export const rightChoices = (rights: readonly Right[]): Choice[] =>
  rights.map((right) => ({ value: right, word: `${RIGHT_WORDS[right].word}. ${RIGHT_WORDS[right].what}` }));

interface Common {
  practice: string;
  rights: readonly Right[];
}

export function ListedForm({
  practice,
  rights,
  people,
  chosen,
}: Common & { people: readonly Choice[]; chosen: string | null }) {
  const { state, form, kept } = useKeptForm(inviteListed);
  return (
    <form {...form} className="max-w-prose space-y-5">
      <Hidden fields={{ practice }} />
      <Select
        label="Who"
        name="person"
        required
        defaultValue={kept('person', chosen ?? '')}
        options={[{ value: '', word: 'Choose somebody' }, ...people]}
      />
      <Field
        label="E-mail"
        hint="Leave it empty to use the one on your list of people."
        name="email"
        type="email"
        inputMode="email"
        maxLength={254}
        autoCapitalize="none"
        autoComplete="off"
        defaultValue={kept('email', '')}
      />
      <Select
        label="Right"
        name="right"
        defaultValue={kept('right', 'staff')}
        options={rightChoices(rights)}
      />
      <FormEnd state={state} busy="Sending…" back={`/p/${practice}/members`}>
        Send the invitation
      </FormEnd>
    </form>
  );
}

export function NewForm({ practice, rights, sites }: Common & { sites: readonly Choice[] }) {
  const { state, form, kept } = useKeptForm(inviteNew, 'empties');
  const refused = Object.keys(state.values).length > 0;
  return (
    <form {...form} className="max-w-prose space-y-5">
      <Hidden fields={{ practice }} />
      <Field
        label="Name"
        name="name"
        required
        maxLength={120}
        autoComplete="off"
        defaultValue={kept('name', '')}
      />
      <Field
        label="E-mail"
        hint="One that works when the practice’s own e-mail does not, if they have it."
        name="email"
        type="email"
        inputMode="email"
        required
        maxLength={254}
        autoCapitalize="none"
        autoComplete="off"
        defaultValue={kept('email', '')}
      />
      <JobsField legend="Jobs" first={[]} values={refused ? state.values : null} />
      <Select label="Site" name="site" defaultValue={kept('site', sites[0]?.value ?? '')} options={sites} />
      <Select
        label="Right"
        name="right"
        defaultValue={kept('right', 'staff')}
        options={rightChoices(rights)}
      />
      <FormEnd state={state} busy="Sending…" back={`/p/${practice}/members`}>
        Send the invitation
      </FormEnd>
    </form>
  );
}
