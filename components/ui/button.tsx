// Buttons and links that look like them. Their words say what will happen.
import type { ComponentProps } from 'react';
import { cx } from './cx';
import { Link } from './link';

type Look = 'strong' | 'plain' | 'danger';

const BASE =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-corner border px-5 py-2 text-m font-strong no-underline';
const LOOKS: Record<Look, string> = {
  strong: 'border-accent bg-accent text-accent-ink hover:underline',
  plain: 'border-line-2 bg-transparent text-ink hover:bg-paper-2',
  danger: 'border-danger bg-transparent text-danger hover:bg-danger-2',
};

export function Button({ look = 'plain', className, ...rest }: ComponentProps<'button'> & { look?: Look }) {
  return <button className={cx(BASE, LOOKS[look], className)} {...rest} />;
}

/** A plain anchor: for /live, files and telephone numbers, which are not Next's pages. */
export function ButtonAnchor({
  look = 'plain',
  className,
  children,
  ...rest
}: ComponentProps<'a'> & { look?: Look }) {
  return (
    <a className={cx(BASE, LOOKS[look], className)} {...rest}>
      {children}
    </a>
  );
}

/** A link to another page of ours that looks like a button. */
export function ButtonLink({
  look = 'plain',
  className,
  ...rest
}: ComponentProps<typeof Link> & { look?: Look }) {
  return <Link className={cx(BASE, LOOKS[look], className)} {...rest} />;
}
