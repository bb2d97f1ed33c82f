'use client';
// The button of a form: says what it does, and what it is doing while it does it. Works without scripts too.
import type { ComponentProps } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from './button';

export function Submit({ busy, children, ...rest }: ComponentProps<typeof Button> & { busy: string }) {
  const { pending } = useFormStatus();
  return (
    <Button type="submit" aria-disabled={pending} {...rest}>
      {pending ? busy : children}
    </Button>
  );
}
