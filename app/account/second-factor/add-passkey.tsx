'use client';
// Adds a passkey of this device.
import { Field } from '@/components/ui/field';
import { PasskeyForm } from '@/components/ui/passkey';
import { addPasskey, askPasskey } from '../factor-actions';
import { OthersBox } from '../others-box';

export function AddPasskey({ device }: { device: string }) {
  return (
    <>
      <PasskeyForm
        ask={askPasskey}
        answer={addPasskey}
        fields={{}}
        word="Add a passkey"
        busy="Your device asks you…"
      >
        <Field
          label="Name"
          hint="So that you know it again in this list."
          name="name"
          defaultValue={device}
          maxLength={60}
          required
        />
        <OthersBox adding />
      </PasskeyForm>
      <noscript>
        <p className="text-ink-2">Passkeys need scripts, which are off in this browser.</p>
      </noscript>
    </>
  );
}
