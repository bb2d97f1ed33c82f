'use client';
// Six digits, twice.
import { PinField } from '@/components/pin-field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { setPin } from '../factor-actions';

export function PinForm({ next }: { next: string | null }) {
  const { state, form } = useKeptForm(setPin);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Hidden fields={next ? { next } : {}} />
      <PinField label="PIN, six digits" name="pin" autoComplete="new-password" />
      <PinField label="The same PIN again" name="pinAgain" autoComplete="new-password" />
      <Submit look="strong" busy="Setting it…">
        Set this PIN
      </Submit>
    </form>
  );
}
