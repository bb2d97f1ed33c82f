// Where an account is signed in: each device, how it came in, when it was last used, and how to end it.
import { ActForm } from '@/components/ui/form';
import { dayAndClock } from '@/lib/core';
import { IDLE_HOURS, SESSION_DAYS } from '@/lib/identity/rules';
import type { SessionLine, SignInMethod } from '@/lib/identity/schema';
import { endAll, endOthers, endSession } from './actions';

const METHODS: Record<SignInMethod, string> = {
  password: 'with a password',
  link: 'with a code or link',
  passkey: 'with a passkey',
  pin: 'with the PIN of this phone',
  'break-glass': 'with a printed break-glass code',
};

export function Sessions({
  sessions,
  here,
  zone,
}: {
  sessions: readonly SessionLine[];
  /** The id of the session that looks. */
  here: string;
  zone: string;
}) {
  return (
    <section>
      <h2 className="mt-12 mb-3 text-xl">Where you are signed in</h2>
      <p className="text-ink-2 mb-4">
        A phone you lost? End it here: it is signed out at once. Each one ends by itself after {IDLE_HOURS}{' '}
        hours without use, and {SESSION_DAYS} days after signing in at the latest.
      </p>
      <ul className="border-line border-t">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="border-line flex flex-wrap items-center justify-between gap-4 border-b py-3"
          >
            <div className="min-w-0">
              <p className="font-strong">
                {session.device}
                {session.id === here && <span className="text-ink-2 font-normal"> (this device)</span>}
              </p>
              <p className="text-ink-2 text-s">
                Last used {dayAndClock(new Date(session.lastSeenAt), zone)}
                <br />
                Signed in {METHODS[session.method]}, {dayAndClock(new Date(session.createdAt), zone)}
              </p>
            </div>
            {session.id !== here && (
              <ActForm
                act={endSession}
                fields={{ session: session.id }}
                word="Sign out"
                label={`Sign out ${session.device}`}
                busy="Signing it out…"
              />
            )}
          </li>
        ))}
      </ul>
      <div className="mt-6 space-y-3">
        <ActForm
          act={endOthers}
          fields={{}}
          word="Sign out all other devices"
          busy="Signing them out…"
          offered={sessions.length > 1}
        />
        {sessions.length > 1 && (
          <ActForm
            act={endAll}
            fields={{}}
            word="Sign out everywhere, here too"
            busy="Signing out everywhere…"
            look="danger"
          />
        )}
      </div>
    </section>
  );
}
