'use client';
// The forms of one member: right, jobs and site, what they are at one site, and coming back.
import type { ReactNode } from 'react';
import { JobsField } from '@/components/jobs-field';
import { Select } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import type { JobRole, Right } from '@/lib/access/rules';
import type { FormAction } from '@/lib/web/schema';
import { bringBack, setJobs, setPart, setRight } from './actions';
import { rightChoices, type Choice } from './invite-forms';

interface Of {
  practice: string;
  person: string;
}

function Frame({
  action,
  fields,
  word,
  label,
  children,
}: {
  action: FormAction;
  fields: Record<string, string>;
  word: string;
  label?: string;
  children: (form: {
    kept: (name: string, first: string) => string;
    values: Record<string, string> | null;
  }) => ReactNode;
}) {
  const { state, form, kept } = useKeptForm(action);
  const values = Object.keys(state.values).length > 0 ? state.values : null;
  return (
    <form {...form} className="max-w-prose space-y-4">
      <Hidden fields={fields} />
      {children({ kept, values })}
      <Said {...state} />
      <Submit look="strong" busy="Saving…" aria-label={label}>
        {word}
      </Submit>
    </form>
  );
}

export function RightForm({
  practice,
  person,
  right,
  rights,
}: Of & { right: Right | null; rights: readonly Right[] }) {
  return (
    <Frame
      action={setRight}
      fields={{ practice, person }}
      word={right === null ? 'Give access again' : 'Change the right'}
    >
      {({ kept }) => (
        <Select
          label="Right everywhere"
          name="right"
          defaultValue={kept('right', right ?? 'staff')}
          options={rightChoices(rights)}
        />
      )}
    </Frame>
  );
}

export function JobsForm({
  practice,
  person,
  jobRoles,
  site,
  sites,
}: Of & { jobRoles: readonly JobRole[]; site: string | null; sites: readonly Choice[] }) {
  return (
    <Frame action={setJobs} fields={{ practice, person }} word="Change jobs and site">
      {({ kept, values }) => (
        <>
          <JobsField legend="Jobs everywhere" first={jobRoles} values={values} />
          <Select label="Site" name="site" defaultValue={kept('site', site ?? '')} options={sites} />
        </>
      )}
    </Frame>
  );
}

export function PartForm({
  practice,
  person,
  site,
  name,
  right,
  jobRoles,
  rights,
}: Of & {
  site: string;
  name: string;
  right: Right | null;
  jobRoles: readonly JobRole[];
  rights: readonly Right[];
}) {
  return (
    <Frame
      action={setPart}
      fields={{ practice, person, site }}
      word="Save"
      label={`Save what they are at ${name}`}
    >
      {({ kept, values }) => (
        <>
          <Select
            label={`Right at ${name}`}
            name="right"
            defaultValue={kept('right', right ?? '')}
            options={[
              { value: '', word: 'As everywhere' },
              ...rightChoices(rights.filter((one) => one !== 'owner')),
            ]}
          />
          <JobsField
            legend={`Jobs at ${name}`}
            hint="None ticked: as everywhere."
            first={jobRoles}
            values={values}
          />
        </>
      )}
    </Frame>
  );
}

export function BackForm({
  practice,
  person,
  name,
  rights,
}: Of & {
  name: string;
  /** Empty for somebody who never had a log-in. */
  rights: readonly Right[];
}) {
  return (
    <Frame action={bringBack} fields={{ practice, person }} word={`Bring ${name} back`}>
      {({ kept }) => (
        <Select
          label="With which right"
          name="right"
          defaultValue={kept('right', '')}
          options={[{ value: '', word: 'None: on the list of people only' }, ...rightChoices(rights)]}
        />
      )}
    </Frame>
  );
}
