'use client';
// What Holdfast must know to begin: the practice, its first site, and what its owner does there.
import { JobsField } from '@/components/jobs-field';
import { Field, TextArea } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import type { ZoneGroup } from '../../../p/[practice]/sites/zones';
import { makeForFile, makePractice } from './actions';
import { ZoneSelect } from './zone-select';

const KINDS = [
  'Family medicine',
  'Internal medicine',
  'Pediatrics',
  'Obstetrics and gynecology',
  'Behavioral health',
  'Dental',
  'Urgent care',
  'Specialty practice',
];
const EHRS = [
  'athenahealth',
  'eClinicalWorks',
  'Epic',
  'NextGen',
  'Oracle Health',
  'Practice Fusion',
  'Veradigm',
];

export function PracticeForm({ formId, zones }: { formId: string; zones: ZoneGroup[] }) {
  const { state, form, kept } = useKeptForm(makePractice);
  const refused = Object.keys(state.values).length > 0;
  return (
    <form {...form} className="space-y-6">
      <Hidden fields={{ formId: kept('formId', formId) }} />
      <Field
        label="Name of the practice"
        name="name"
        required
        maxLength={120}
        autoComplete="organization"
        defaultValue={kept('name', '')}
      />
      <Field
        label="Kind of practice"
        hint="Choose one or write your own."
        name="kind"
        required
        maxLength={80}
        list="kinds"
        defaultValue={kept('kind', '')}
      />
      <datalist id="kinds">
        {KINDS.map((kind) => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      <Field
        label="EHR"
        hint="The system whose failure stops your day. May be empty."
        name="ehr"
        maxLength={200}
        list="ehrs"
        defaultValue={kept('ehr', '')}
      />
      <datalist id="ehrs">
        {EHRS.map((ehr) => (
          <option key={ehr} value={ehr} />
        ))}
      </datalist>
      <ZoneSelect groups={zones} first={refused ? kept('zone', '') : null} />
      <JobsField
        legend="Your own jobs"
        hint="What you do when something is down. You can change it later."
        first={['incident_lead']}
        values={refused ? state.values : null}
      />
      <h2 className="pt-4 text-xl">Your first site</h2>
      <Field
        label="Name of the site"
        hint="As your staff call it: Main, North, Downtown."
        name="siteName"
        required
        maxLength={120}
        defaultValue={kept('siteName', '')}
      />
      <TextArea
        label="Address"
        name="address"
        required
        rows={2}
        maxLength={300}
        defaultValue={kept('address', '')}
      />
      <Field
        label="Phone"
        name="phone"
        required
        maxLength={40}
        inputMode="tel"
        defaultValue={kept('phone', '')}
      />
      <Said {...state} />
      <Submit look="strong" busy="Making your practice and its first plans…" className="w-full">
        Begin this practice
      </Submit>
    </form>
  );
}

/** For a practice that comes in a file: the file says the rest. */
export function FileForm({ formId, zones }: { formId: string; zones: ZoneGroup[] }) {
  const { state, form, kept } = useKeptForm(makeForFile);
  const refused = Object.keys(state.values).length > 0;
  return (
    <form {...form} className="space-y-6">
      <Hidden fields={{ formId: kept('formId', formId) }} />
      <Field
        label="Name of the practice"
        name="name"
        required
        maxLength={120}
        autoComplete="organization"
        defaultValue={kept('name', '')}
      />
      <ZoneSelect groups={zones} first={refused ? kept('zone', '') : null} />
      <JobsField
        legend="Your own jobs"
        hint="What you do when something is down. You can change it later."
        first={['incident_lead']}
        values={refused ? state.values : null}
      />
      <Said {...state} />
      <Submit look="strong" busy="Making an empty practice…" className="w-full">
        Go on to the file
      </Submit>
    </form>
  );
}
