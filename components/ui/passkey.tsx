'use client';
// Asks the browser for a passkey between two sends: the server's question, the device's answer. Needs script; where there
// is none, or no passkeys, it is not there.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import {
  startTransition,
  useActionState,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
  type SubmitEvent,
} from 'react';
import type { FormAction, FormState } from '@/lib/web/schema';
import { Button } from './button';
import { Hidden, Said } from './form';

const NOTHING: FormState = { error: null, done: null, values: {} };

type Asked = { pass: string } & (
  { make: PublicKeyCredentialCreationOptionsJSON } | { use: PublicKeyCredentialRequestOptionsJSON }
);

const nothing = () => () => undefined;

function whyNot(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'This device has a passkey for your account already.';
  return 'Your device did not give a passkey. Nothing was changed. Press the button again, or choose another way.';
}

export function PasskeyForm({
  ask,
  answer,
  fields,
  word,
  busy,
  look = 'plain',
  children,
}: {
  /** Says in `done` what the browser is to be asked, as JSON. */
  ask: FormAction;
  answer: FormAction;
  fields: Readonly<Record<string, string>>;
  word: string;
  busy: string;
  look?: 'plain' | 'strong';
  children?: ReactNode;
}) {
  const [state, send, sending] = useActionState(answer, NOTHING);
  const [said, setSaid] = useState<FormState | null>(null);
  const [asking, setAsking] = useState(false);
  const running = useRef(false);
  const here = useSyncExternalStore(nothing, browserSupportsWebAuthn, () => false);
  if (!here) return null;

  const begin = async (form: FormData): Promise<void> => {
    const asked = await ask(NOTHING, form);
    if (asked.done === null) return setSaid(asked);
    const question = JSON.parse(asked.done) as Asked;
    const credential =
      'make' in question
        ? await startRegistration({ optionsJSON: question.make })
        : await startAuthentication({ optionsJSON: question.use });
    form.set('pass', question.pass);
    form.set('response', JSON.stringify(credential));
    setSaid(null);
    startTransition(() => send(form));
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (running.current || sending) return;
    running.current = true;
    setAsking(true);
    begin(new FormData(event.currentTarget))
      .catch((error: unknown) => setSaid({ ...NOTHING, error: whyNot(error) }))
      .finally(() => {
        running.current = false;
        setAsking(false);
      });
  };
  const waits = asking || sending;
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <Said {...(said ?? state)} />
      <Hidden fields={fields} />
      {children}
      <Button type="submit" look={look} aria-disabled={waits} className="w-full">
        {waits ? busy : word}
      </Button>
    </form>
  );
}
