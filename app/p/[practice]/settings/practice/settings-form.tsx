'use client';
// What the practice sets for itself, in one form.
import { useId } from 'react';
import { Field, Select } from '@/components/ui/field';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import { SETTINGS_WORDS, type Fields } from '@/lib/practices/rules';
import type { PracticeSettings } from '@/lib/practices/schema';
import type { ZoneGroup } from '../../sites/zones';
import { saveSettings } from '../actions';

const MARKS = [
  'Update staff',
  'Ask: short or long?',
  'Go long',
  'First review',
  'Second review',
  'Third review',
  'Fourth review',
  'Fifth review',
  'Sixth review',
];

export function SettingsForm({
  practice,
  editing,
  zones,
}: {
  practice: string;
  editing: { value: PracticeSettings; fields: Fields };
  zones: ZoneGroup[];
}) {
  const { state, form, kept } = useKeptForm(saveSettings);
  const { value } = editing;
  const now = JSON.stringify(editing.fields);
  const number = (name: string, label: string, hint: string, first: number, least: number, most: number) => (
    <Field
      label={label}
      hint={hint}
      name={name}
      type="number"
      inputMode="numeric"
      required
      min={least}
      max={most}
      className="max-w-40"
      defaultValue={kept(name, String(first))}
    />
  );
  return (
    <form {...form} className="max-w-prose space-y-10">
      <Hidden fields={{ practice, opened: kept('opened', now), seen: now }} />
      <div className="space-y-5">
        <h2 className="text-xl">Who you are</h2>
        <Field
          label={SETTINGS_WORDS.name}
          name="name"
          required
          maxLength={120}
          defaultValue={kept('name', value.name)}
        />
        <Field
          label={SETTINGS_WORDS.kind}
          name="kind"
          required
          maxLength={80}
          defaultValue={kept('kind', value.kind)}
        />
        <Field label={SETTINGS_WORDS.ehr} name="ehr" maxLength={200} defaultValue={kept('ehr', value.ehr)} />
        <Zone zones={zones} first={kept('zone', value.zone)} />
      </div>
      <div className="space-y-5">
        <h2 className="text-xl">Who messages are from</h2>
        <Field
          label={SETTINGS_WORDS.smsName}
          hint="The first word of every text. Plain letters, digits and spaces, at most 20."
          name="smsName"
          required
          maxLength={20}
          defaultValue={kept('smsName', value.smsName)}
        />
        <Field
          label={SETTINGS_WORDS.mailName}
          hint="E-mails say they are from this name, via Holdfast. Empty: the practice’s name."
          name="mailName"
          maxLength={60}
          defaultValue={kept('mailName', value.mailName)}
        />
      </div>
      <div className="space-y-5">
        <h2 className="text-xl">During an incident</h2>
        {number(
          'reportMinutes',
          `${SETTINGS_WORDS.reportMinutes}, in minutes`,
          'When nobody takes a report. 5 to 60. It counts for reports made from now on.',
          value.reportMinutes,
          5,
          60,
        )}
        <Select
          label={SETTINGS_WORDS.photos}
          hint="What a step that asks for a photo takes, such as a door sign that is up. A photo can show more than was meant: a name on a screen, a schedule on a wall. The phone warns of it, and no place or camera is kept."
          name="photos"
          options={[
            { value: 'off', word: 'Off: the step takes a note' },
            { value: 'on', word: 'On: the step takes a photo or a note' },
          ]}
          defaultValue={kept('photos', value.photos ? 'on' : 'off')}
        />
        <fieldset className="space-y-3">
          <legend className="font-strong">{SETTINGS_WORDS.clockMarks}</legend>
          <p className="text-ink-2 text-s">
            Minutes from when it was noticed, each later than the one before. An open incident follows them
            from the next look at it.
          </p>
          <div className="grid gap-4 sm:grid-cols-3">
            {MARKS.map((label, place) => (
              <Field
                key={label}
                label={label}
                name={`mark${place}`}
                type="number"
                inputMode="numeric"
                required
                min={1}
                max={43200}
                defaultValue={kept(`mark${place}`, String(value.clockMarks[place] ?? ''))}
              />
            ))}
          </div>
        </fieldset>
      </div>
      <div className="space-y-5">
        <h2 className="text-xl">What is old, and asked again</h2>
        {number(
          'keepYears',
          SETTINGS_WORDS.keepYears,
          'Past these years an owner can delete closed incidents and old messages under Old records. Nothing is deleted by itself. At least 6, as long as HIPAA wants them kept (45 CFR 164.316(b)(2)).',
          value.keepYears,
          6,
          50,
        )}
        {number(
          'confirmDays',
          SETTINGS_WORDS.confirmDays,
          'How often everybody is asked whether their numbers are still right. 30 to 365.',
          value.confirmDays,
          30,
          365,
        )}
      </div>
      <FormEnd state={state} busy="Saving…" back={`/p/${practice}/settings`}>
        Save these settings
      </FormEnd>
    </form>
  );
}

function Zone({ zones, first }: { zones: readonly ZoneGroup[]; first: string }) {
  const id = useId();
  return (
    <div className="space-y-1">
      <label htmlFor={id} className="font-strong block">
        {SETTINGS_WORDS.zone}
      </label>
      <p id={`${id}-hint`} className="text-ink-2 text-s">
        Changing it changes how times are shown and when your working day begins. What happened keeps its
        moment: 8:00 AM in Chicago is then shown as 9:00 AM in New York. Sites with a zone of their own keep
        it.
      </p>
      <select
        id={id}
        name="zone"
        aria-describedby={`${id}-hint`}
        defaultValue={first}
        className="rounded-corner border-line-2 bg-paper text-m text-ink block min-h-12 w-full border px-3 py-2"
      >
        {zones.map((group) => (
          <optgroup key={group.name} label={group.name}>
            {group.zones.map(({ value, word }) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
