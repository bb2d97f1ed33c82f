'use client';
// Which starters this practice keeps: one box each.
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import type { StarterChoice } from '@/lib/readiness/schema';
import { choosePlans } from '../actions';

const STATE: Record<StarterChoice['state'], string> = {
  'in-force': 'in force',
  draft: 'a draft: something must be fixed before it is in force',
  removed: 'not on your shelf',
  none: 'not on your shelf',
};

export function PlansForm({
  practice,
  choices,
  words,
}: {
  practice: string;
  choices: readonly StarterChoice[];
  /** The kind of each plan, in words. */
  words: Readonly<Record<string, string>>;
}) {
  const { state, form } = useKeptForm(choosePlans);
  const refused = Object.keys(state.values).length > 0 ? state.values : null;
  return (
    <form {...form} className="max-w-prose space-y-8">
      <Hidden fields={{ practice }} />
      <fieldset>
        <legend className="font-strong mb-1">Keep these plans</legend>
        {choices.map(({ starter, title, kind, state: stands }) => (
          <label key={starter} className="border-line flex min-h-12 items-center gap-3 border-b py-2">
            <input
              type="checkbox"
              name={`keep-${starter}`}
              defaultChecked={
                refused ? refused[`keep-${starter}`] === 'on' : stands === 'in-force' || stands === 'draft'
              }
              className="accent-accent size-5 shrink-0"
            />
            <span className="min-w-0">
              {title}
              <span className="text-ink-2 text-s block">
                {words[kind] ?? kind}, {STATE[stands]}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <FormEnd state={state} busy="Changing your shelf…" back={`/p/${practice}/set-up`}>
        Keep what is ticked
      </FormEnd>
    </form>
  );
}
