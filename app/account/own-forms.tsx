'use client';
// The forms of one's own account: password, e-mail address, number, and the code that proves the new one.
import { CodeField } from '@/components/code-field';
import { Field } from '@/components/ui/field';
import { FormEnd, Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { LEAST_PASSWORD } from '@/lib/identity/rules';
import { changeEmail, changeMobile, proveAddress, savePassword } from './actions';

export function PasswordForm({ has, email }: { has: boolean; email: string }) {
  const { state, form } = useKeptForm(savePassword, 'empties');
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      {/* For password managers: whose password this is. */}
      <input type="text" autoComplete="username" defaultValue={email} hidden readOnly />
      <Field
        label="New password"
        hint={`At least ${LEAST_PASSWORD} characters. Three or four words in a row are good.`}
        name="password"
        type="password"
        autoComplete="new-password"
        required
      />
      <label className="flex min-h-12 items-center gap-3">
        <input type="checkbox" name="others" defaultChecked className="size-6 shrink-0" />
        Sign out my other devices
      </label>
      <Submit busy="Saving…">{has ? 'Change the password' : 'Set the password'}</Submit>
    </form>
  );
}

export function EmailForm() {
  const { state, form, kept } = useKeptForm(changeEmail);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Field
        label="New e-mail address"
        hint="We send a code there first. Your other devices are signed out, and the old address is told."
        name="email"
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={kept('email', '')}
      />
      <Submit busy="Sending a code…">Send a code there</Submit>
    </form>
  );
}

export function MobileForm({ has }: { has: boolean }) {
  const { state, form, kept } = useKeptForm(changeMobile);
  return (
    <form {...form} className="space-y-4">
      <Said {...state} />
      <Field
        label={has ? 'New mobile number' : 'Mobile number'}
        hint="We text a code there. Message and data rates may apply."
        name="mobile"
        type="tel"
        autoComplete="tel"
        required
        maxLength={40}
        defaultValue={kept('mobile', '')}
      />
      <Submit busy="Sending a code…">Text me a code</Submit>
    </form>
  );
}

export function ProveForm({ pass, word }: { pass: string; word: string }) {
  const { state, form, kept } = useKeptForm(proveAddress);
  return (
    <form {...form} className="space-y-6">
      <Hidden fields={{ pass }} />
      <CodeField defaultValue={kept('code', '')} />
      <FormEnd state={state} busy="Checking…" back="/account">
        {word}
      </FormEnd>
    </form>
  );
}
