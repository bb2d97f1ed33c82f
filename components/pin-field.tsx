// Six digits that nobody reads over a shoulder; phones show their number pad.
import type { ComponentProps } from 'react';
import { Field } from './ui/field';

export function PinField(
  props: Pick<ComponentProps<typeof Field>, 'label' | 'name' | 'autoComplete' | 'hint'>,
) {
  return (
    <Field
      type="password"
      inputMode="numeric"
      pattern="[0-9]{6}"
      minLength={6}
      maxLength={6}
      required
      className="text-xl tracking-widest"
      {...props}
    />
  );
}
