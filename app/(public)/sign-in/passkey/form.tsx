'use client';
// The passkey door of the sign-in page.
import { PasskeyForm } from '@/components/ui/passkey';
import { askPasskey, usePasskey } from './actions';

export function PasskeyDoor({ next }: { next: string | null }) {
  return (
    <PasskeyForm
      ask={askPasskey}
      answer={usePasskey}
      fields={next ? { next } : {}}
      word="Use a passkey"
      busy="Your device asks you…"
    />
  );
}
