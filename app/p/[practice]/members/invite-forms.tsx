'use client';
// Asks somebody to become a member: who is on the list of people already, or who is new.
import { useRef } from 'react';
import { JobsField } from '@/components/jobs-field';
import { Button } from '@/components/ui/button';
import { Field, Select } from '@/components/ui/field';
import { FormEnd, Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Section } from '@/components/ui/page-head';
import type { Right } from '@/lib/access/rules';
import { RIGHT_WORDS } from '@/lib/practices/rules';
import { inviteListed, inviteNew, inviteSome } from './actions';

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

/** One box a person. Whoever was asked leaves the list, whoever was not stays ticked; gone with the last of them. */
export function SeveralForm({
  practice,
  rights,
  people,
  total,
}: Common & {
  people: readonly Choice[];
  /** How many there are, when these are the first of very many. */
  total: number;
}) {
  const { state, form, kept } = useKeptForm(inviteSome);
  const list = useRef<HTMLFieldSetElement>(null);
  const ticked = Object.values(state.values);
  const tickAll = (): void => {
    for (const box of list.current?.querySelectorAll('input') ?? []) box.checked = true;
  };
  if (people.length === 0 && state.done === null && state.error === null) return null;
  return (
    <Section title="Several people on your list">
      {people.length === 0 ? (
        <Said {...state} />
      ) : (
        <form {...form} className="max-w-prose space-y-5">
          <Hidden fields={{ practice }} />
          <fieldset ref={list}>
            <legend className="font-strong mb-1">Who</legend>
            {people.length < total && (
              <p className="text-ink-2">
                The first {people.length} of {total}. The next come when these were invited.
              </p>
            )}
            <Button type="button" onClick={tickAll} className="my-2">
              Tick all {people.length}
            </Button>
            {people.map(({ value, word }, place) => (
              <label key={value} className="border-line flex min-h-12 items-center gap-3 border-b py-2">
                <input
                  type="checkbox"
                  name={`who_${place}`}
                  value={value}
                  defaultChecked={ticked.includes(value)}
                  className="accent-accent size-6 shrink-0"
                />
                <span className="min-w-0 break-words">{word}</span>
              </label>
            ))}
          </fieldset>
          <Select
            label="Right of each"
            name="right"
            defaultValue={kept('right', 'staff')}
            options={rightChoices(rights)}
          />
          <FormEnd state={state} busy="Sending…" back={`/p/${practice}/members`}>
            Invite who is ticked
          </FormEnd>
        </form>
      )}
    </Section>
  );
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
