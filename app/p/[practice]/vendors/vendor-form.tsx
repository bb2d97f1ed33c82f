'use client';
// Adds a vendor, or changes what one says.
import { Field, Select, TextArea } from '@/components/ui/field';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import { VENDOR_KINDS, VENDOR_KIND_WORDS, VENDOR_WORDS, type Fields } from '@/lib/practices/rules';
import type { Vendor } from '@/lib/practices/schema';
import { makeVendor, saveVendor } from './actions';

export function VendorForm({
  practice,
  editing,
}: {
  practice: string;
  /** Null: a new one. */
  editing: { value: Vendor; fields: Fields } | null;
}) {
  const { state, form, kept } = useKeptForm(editing ? saveVendor : makeVendor);
  const vendor = editing?.value;
  const now = JSON.stringify(editing?.fields ?? {});
  return (
    <form {...form} className="max-w-prose space-y-10">
      <Hidden fields={{ practice }} />
      {vendor && <Hidden fields={{ vendorId: vendor.id, opened: kept('opened', now), seen: now }} />}
      <div className="space-y-5">
        <Field
          label={VENDOR_WORDS.name}
          name="name"
          required
          maxLength={120}
          defaultValue={kept('name', vendor?.name ?? '')}
        />
        <Select
          label={VENDOR_WORDS.kind}
          name="kind"
          defaultValue={kept('kind', vendor?.kind ?? 'ehr')}
          options={VENDOR_KINDS.map((kind) => ({ value: kind, word: VENDOR_KIND_WORDS[kind] }))}
        />
        <Field
          label={VENDOR_WORDS.supportLine}
          hint="The number to call when it is down, at any hour."
          name="supportLine"
          required
          maxLength={40}
          inputMode="tel"
          defaultValue={kept('supportLine', vendor?.supportLine ?? '')}
        />
        <Field
          label={VENDOR_WORDS.accountNumber}
          hint="What they ask for first."
          name="accountNumber"
          maxLength={80}
          defaultValue={kept('accountNumber', vendor?.accountNumber ?? '')}
        />
        <Field
          label={VENDOR_WORDS.statusPage}
          hint="An address that starts with https://."
          name="statusPage"
          inputMode="url"
          maxLength={500}
          defaultValue={kept('statusPage', vendor?.statusPage ?? '')}
        />
      </div>
      <div className="space-y-5">
        <h2 className="text-xl">The contract’s promise, in its own terms</h2>
        <TextArea
          label={VENDOR_WORDS.promise}
          hint="Copy the sentence: of what time, what counts as down, what does not."
          name="promise"
          maxLength={500}
          defaultValue={kept('promise', vendor?.promise ?? '')}
        />
        <Field
          label={VENDOR_WORDS.promisePercent}
          hint="Like 99.9. Leave it empty when it promises none."
          name="promisePercent"
          inputMode="decimal"
          maxLength={12}
          className="max-w-40"
          defaultValue={kept('promisePercent', vendor?.promisePercent ?? '')}
        />
        <Field
          label={`${VENDOR_WORDS.countsFrom}, in minutes`}
          hint="Shorter ones do not count. Leave it empty when the contract does not say."
          name="countsFrom"
          type="number"
          inputMode="numeric"
          min={0}
          max={10080}
          className="max-w-40"
          defaultValue={kept('countsFrom', vendor?.countsFrom?.toString() ?? '')}
        />
        <Field
          label={VENDOR_WORDS.claimDays}
          hint="After them, no credit. Leave it empty when the contract does not say."
          name="claimDays"
          type="number"
          inputMode="numeric"
          min={1}
          max={3650}
          className="max-w-40"
          defaultValue={kept('claimDays', vendor?.claimDays?.toString() ?? '')}
        />
      </div>
      <div className="space-y-5">
        <h2 className="text-xl">Leaving, and our data</h2>
        <TextArea
          label={VENDOR_WORDS.exitFacts}
          hint="When the contract ends, what is owed, how long we can still read."
          name="exitFacts"
          maxLength={500}
          defaultValue={kept('exitFacts', vendor?.exitFacts ?? '')}
        />
        <TextArea
          label={VENDOR_WORDS.dataExport}
          hint="Who asks whom, how long it takes, in what form it comes."
          name="dataExport"
          maxLength={500}
          defaultValue={kept('dataExport', vendor?.dataExport ?? '')}
        />
      </div>
      <FormEnd state={state} busy="Saving…" back={`/p/${practice}/vendors`}>
        {vendor ? 'Save this vendor' : 'Add this vendor'}
      </FormEnd>
    </form>
  );
}
