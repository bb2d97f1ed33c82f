'use client';
// Somebody looked at a thing of the kit: one tap when it is fine; a note when there is something to say.
import { useFormStatus } from 'react-dom';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { checkItem } from './actions';

/** Two buttons of one form; only the one that was pressed says that it saves. */
function Buttons({ name }: { name: string }) {
  const { pending, data } = useFormStatus();
  const saving = (value: string) => pending && data.get('fine') === value;
  return (
    <div className="flex flex-wrap gap-3">
      <Button
        type="submit"
        name="fine"
        value="yes"
        aria-disabled={pending}
        aria-label={`Fine, with this note: ${name}`}
      >
        {saving('yes') ? 'Saving…' : 'Fine, with this note'}
      </Button>
      <Button
        type="submit"
        name="fine"
        value="no"
        look="danger"
        aria-disabled={pending}
        aria-label={`Something is wrong: ${name}`}
      >
        {saving('no') ? 'Saving…' : 'Something is wrong'}
      </Button>
    </div>
  );
}

export function CheckForm({ practice, item, name }: { practice: string; item: string; name: string }) {
  const { state, form, kept } = useKeptForm(checkItem, 'empties');
  return (
    <div className="no-print mt-3 space-y-1 lg:mt-0">
      <Said {...state} />
      <form {...form}>
        <Hidden fields={{ practice, item, fine: 'yes', note: '' }} />
        <Submit busy="Saving…" aria-label={`Checked, it is fine: ${name}`}>
          Checked, it is fine
        </Submit>
      </form>
      <details open={state.error !== null || undefined}>
        <summary className="inline-flex min-h-12 items-center underline">
          Add a note, or say what is wrong<span className="sr-only"> with {name}</span>
        </summary>
        <form {...form} className="mt-2 max-w-prose space-y-3">
          <Hidden fields={{ practice, item }} />
          <Field
            label="Note or number"
            hint="A count, a serial, minutes, what is wrong. Never anything that tells who a patient is."
            name="note"
            maxLength={300}
            defaultValue={kept('note', '')}
          />
          <Buttons name={name} />
        </form>
      </details>
    </div>
  );
}
