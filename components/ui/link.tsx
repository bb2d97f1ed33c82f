// A link to another page of ours. It fetches nothing ahead: a page of facts is read when it is asked for.
import NextLink from 'next/link';
import type { ComponentProps } from 'react';

export function Link(props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return <NextLink prefetch={false} {...props} />;
}
