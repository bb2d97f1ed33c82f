'use client';
// Adds an alternate site, or changes what one says.
import { Field, Select, TextArea } from '@/components/ui/field';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import { ALTERNATE_WORDS, FIRST_CHECKS, type Fields } from '@/lib/practices/rules';
import type { AlternateSite } from '@/lib/practices/schema';
import { makeAlternate, saveAlternate } from './actions';
import { ChecksField, ReportsField } from './alternate-lists';

/** What is asked in one or two lines: field, most characters, what to think of. */
const ASKED = [
  ['keys', 500, 'Names or an office, with numbers and hours.'],
  ['capacity', 300, 'Rooms, chairs, visits a day.'],
  ['worksThere', 500, 'What you can do for patients there.'],
  ['doesNotWork', 500, 'What you cannot.'],
  ['power', 300, 'Own feed, generator, for what.'],
  ['network', 300, 'Whose line, does the EHR open, is your hotspot’s signal good.'],
  ['phone', 300, 'Which number rings there, how calls are forwarded.'],
  ['coldChain', 300, 'A refrigerator with a logger, room for how much, or where vaccines go instead.'],
  ['drugStorage', 300, 'A locked cabinet registered at that address, or none.'],
] as const;

export function AlternateForm({
  practice,
  siteId,
  editing,
  people,
}: {
  practice: string;
  siteId: string;
  /** Null: a new one. */
  editing: { value: AlternateSite; fields: Fields } | null;
  people: { id: string; name: string }[];
}) {
  const { state, form, kept } = useKeptForm(editing ? saveAlternate : makeAlternate);
  const place = editing?.value;
  const now = JSON.stringify(editing?.fields ?? {});
  const owner = place?.ownerId ?? '';
  const gone = owner !== '' && !people.some(({ id }) => id === owner);
  return (
    <form {...form} className="space-y-10">
      <Hidden fields={{ practice, siteId }} />
      {place && <Hidden fields={{ alternateSiteId: place.id, opened: kept('opened', now), seen: now }} />}
      <div className="max-w-prose space-y-5">
        <Field
          label={ALTERNATE_WORDS.name}
          name="name"
          required
          maxLength={120}
          defaultValue={kept('name', place?.name ?? '')}
        />
        <TextArea
          label={ALTERNATE_WORDS.address}
          name="address"
          required
          rows={2}
          maxLength={300}
          defaultValue={kept('address', place?.address ?? '')}
        />
        <Field
          label={ALTERNATE_WORDS.mapUrl}
          hint="An address that starts with https://, copied from a map."
          name="mapUrl"
          inputMode="url"
          maxLength={500}
          defaultValue={kept('mapUrl', place?.mapUrl ?? '')}
        />
        {ASKED.map(([name, most, hint]) => (
          <TextArea
            key={name}
            label={ALTERNATE_WORDS[name]}
            hint={hint}
            name={name}
            rows={2}
            className="field-sizing-content"
            maxLength={most}
            defaultValue={kept(name, place?.[name] ?? '')}
          />
        ))}
      </div>
      <div className="max-w-prose space-y-5">
        <h2 className="text-xl">The agreement</h2>
        <TextArea
          label={ALTERNATE_WORDS.agreement}
          hint="With whom, for how many days, what was promised. Say so when it is your own second site."
          name="agreement"
          rows={2}
          maxLength={500}
          defaultValue={kept('agreement', place?.agreement ?? '')}
        />
        <Field
          label={ALTERNATE_WORDS.agreementExpires}
          hint="Leave it empty when it has no end."
          name="agreementExpires"
          type="date"
          min="2000-01-01"
          max="2199-12-31"
          className="max-w-56"
          defaultValue={kept('agreementExpires', place?.agreementExpires ?? '')}
        />
        <Select
          label={ALTERNATE_WORDS.ownerId}
          name="ownerId"
          defaultValue={kept('ownerId', owner)}
          options={[
            { value: '', word: 'Nobody yet' },
            ...(gone ? [{ value: owner, word: 'Somebody no longer on your list' }] : []),
            ...people.map(({ id, name }) => ({ value: id, word: name })),
          ]}
        />
      </div>
      <ReportsField reports={place?.reportsThere ?? []} />
      <ChecksField checks={place?.checks ?? FIRST_CHECKS} />
      <FormEnd
        state={state}
        busy="Saving…"
        back={place ? `/p/${practice}/sites/${siteId}/alternate/${place.id}` : `/p/${practice}/sites`}
      >
        {place ? 'Save this alternate site' : 'Add this alternate site'}
      </FormEnd>
    </form>
  );
}
