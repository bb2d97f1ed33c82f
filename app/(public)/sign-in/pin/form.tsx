'use client';
// An enrolled phone opens with six digits. It is sent as a plain form when scripts do not run.
import { PinField } from '@/components/pin-field';
import { ActForm, Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { forgetPin, openPin } from './actions';

export function PinDoor({ name, locked, next }: { name: string; locked: boolean; next: string | null }) {
  const { state, form } = useKeptForm(openPin);
  return (
    <section className="mb-10 space-y-4" aria-labelledby="pin">
      <h2 id="pin" className="text-xl">
        {name}
      </h2>
      {locked ? (
        <p>
          Too many wrong PINs. Sign in below with your password or a code; after that your PIN works again.
        </p>
      ) : (
        <form {...form} className="space-y-4">
          <Said {...state} />
          <Hidden fields={next ? { next } : {}} />
          <PinField label="PIN" name="pin" autoComplete="off" />
          <Submit look="strong" busy="Opening…" className="w-full">
            Open with your PIN
          </Submit>
        </form>
      )}
      <details>
        <summary className="inline-flex min-h-12 items-center">Not {name}?</summary>
        <div className="pt-2">
          <p className="mb-3">
            Sign in below as yourself. If this phone is not {name}’s any more, forget the PIN.
          </p>
          <ActForm act={forgetPin} fields={{}} word="Forget the PIN of this phone" busy="Forgetting…" />
        </div>
      </details>
    </section>
  );
}
