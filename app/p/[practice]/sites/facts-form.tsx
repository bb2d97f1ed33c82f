'use client';
// Changes the facts that stand at every site that does not say otherwise.
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import type { Fields } from '@/lib/practices/rules';
import { saveFacts } from './actions';
import { FactsField } from './facts-field';
import type { Uses } from './uses';

export function FactsForm({
  practice,
  facts,
  fields,
  uses,
}: {
  practice: string;
  facts: Record<string, string>;
  fields: Fields;
  uses: Uses;
}) {
  const { state, form, kept } = useKeptForm(saveFacts);
  const now = JSON.stringify(fields);
  return (
    <form {...form} className="space-y-8">
      <Hidden fields={{ practice, opened: kept('opened', now), seen: now }} />
      <FactsField facts={facts} uses={uses} shared={null} />
      <FormEnd state={state} busy="Saving…" back={`/p/${practice}/sites`}>
        Save the facts of every site
      </FormEnd>
    </form>
  );
}
