// Where a code from an e-mail or a text is typed; phones offer to fill it in.
import type { ComponentProps } from 'react';
import { Field } from './ui/field';

export function CodeField({ hint, ...rest }: Pick<ComponentProps<typeof Field>, 'defaultValue' | 'hint'>) {
  return (
    <Field
      label="Code"
      hint={hint ?? '8 digits. Spaces do not matter.'}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={40}
      required
      className="text-xl tracking-widest"
      {...rest}
    />
  );
}
