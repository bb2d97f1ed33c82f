'use client';
// Adds a site, or changes what one says.
import { Field, TextArea } from '@/components/ui/field';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import { SITE_WORDS, type Fields } from '@/lib/practices/rules';
import type { OwnSite } from '@/lib/practices/schema';
import { makeSite, saveSite } from './actions';
import { FactsField, type FactsFieldProps } from './facts-field';
import { HoursField } from './hours-field';
import { ZoneField } from './zone-field';
import type { ZoneGroup } from './zones';

export function SiteForm({
  practice,
  editing,
  zones,
  practiceZone,
  uses,
  shared,
}: {
  practice: string;
  /** Null: a new one. */
  editing: { value: OwnSite; fields: Fields } | null;
  zones: ZoneGroup[];
  practiceZone: string;
} & Pick<FactsFieldProps, 'uses' | 'shared'>) {
  const { state, form, kept } = useKeptForm(editing ? saveSite : makeSite);
  const site = editing?.value;
  const now = JSON.stringify(editing?.fields ?? {});
  return (
    <form {...form} className="space-y-10">
      <Hidden fields={{ practice }} />
      {site && <Hidden fields={{ siteId: site.id, opened: kept('opened', now), seen: now }} />}
      <div className="max-w-prose space-y-5">
        <Field
          label={SITE_WORDS.name}
          name="name"
          required
          maxLength={120}
          defaultValue={kept('name', site?.name ?? '')}
        />
        <TextArea
          label={SITE_WORDS.address}
          name="address"
          required
          rows={2}
          maxLength={300}
          defaultValue={kept('address', site?.address ?? '')}
        />
        <Field
          label={SITE_WORDS.phone}
          name="phone"
          required
          maxLength={40}
          inputMode="tel"
          defaultValue={kept('phone', site?.phone ?? '')}
        />
        <ZoneField groups={zones} practiceZone={practiceZone} first={kept('zone', site?.zone ?? '')} />
      </div>
      <HoursField hours={site?.hours ?? {}} />
      <FactsField facts={site?.facts ?? {}} uses={uses} shared={shared} />
      <FormEnd state={state} busy="Saving…" back={`/p/${practice}/sites`}>
        {site ? 'Save this site' : 'Add this site'}
      </FormEnd>
    </form>
  );
}
