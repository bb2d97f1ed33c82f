// How one signs in: the password, the e-mail address and the number, each with what changes it folded under it.
import type { ReactNode } from 'react';
import { ActForm } from '@/components/ui/form';
import { phoneWords } from '@/lib/core';
import type { Account } from '@/lib/web';
import { removeMobile } from './actions';
import { EmailForm, MobileForm, PasswordForm } from './own-forms';

export function Own({
  account,
  password,
  mobile,
}: {
  account: Account;
  password: boolean;
  mobile: string | null;
}) {
  return (
    <section>
      <h2 className="mt-12 mb-3 text-xl">How you sign in</h2>
      <div className="border-line border-t">
        <Way
          name="Password"
          now={password ? 'Set' : 'None. You sign in with a code.'}
          change={password ? 'Change the password' : 'Set a password'}
        >
          <PasswordForm has={password} email={account.email} />
        </Way>
        <Way name="E-mail" now={account.email} change="Change the e-mail address">
          <EmailForm />
        </Way>
        <Way
          name="Mobile number for codes"
          now={mobile ? phoneWords(mobile) : 'None. Without one you cannot get a code when e-mail is down.'}
          change={mobile ? 'Change or remove the number' : 'Add a number'}
        >
          <MobileForm has={mobile !== null} />
          <div className="mt-4">
            <ActForm
              act={removeMobile}
              fields={{}}
              word="Remove the number"
              busy="Removing it…"
              look="danger"
              offered={mobile !== null}
            />
          </div>
        </Way>
      </div>
    </section>
  );
}

function Way({
  name,
  now,
  change,
  children,
}: {
  name: string;
  now: string;
  change: string;
  children: ReactNode;
}) {
  return (
    <div className="border-line border-b py-3">
      <h3 className="text-ink-2">{name}</h3>
      <p className="break-words">{now}</p>
      <details>
        <summary className="inline-flex min-h-12 items-center underline">{change}</summary>
        <div className="pb-4">{children}</div>
      </details>
    </div>
  );
}
