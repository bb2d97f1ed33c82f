// The head of a page: where back leads, what this is, and what one can do with it.
import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from './link';

export function PageHead({
  title,
  back,
  lede,
  actions,
}: {
  title: string;
  back?: { href: string; word: string };
  lede?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-8 print:mb-4">
      {back && (
        <nav aria-label="Back" className="no-print mb-2 -ml-1">
          <Link href={back.href} className="inline-flex min-h-12 items-center gap-1">
            <ChevronLeft aria-hidden className="size-5" />
            {back.word}
          </Link>
        </nav>
      )}
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div className="max-w-prose min-w-0">
          <h1 className="text-xl sm:text-2xl">{title}</h1>
          {lede && <div className="text-ink-2 text-l mt-2">{lede}</div>}
        </div>
        {actions && <div className="no-print flex flex-wrap gap-3">{actions}</div>}
      </div>
    </header>
  );
}

export function Section({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  return (
    <section className="mt-10 first:mt-0 print:mt-6" aria-labelledby={id ?? title.replace(/\W+/g, '-')}>
      <h2 id={id ?? title.replace(/\W+/g, '-')} className="mb-3 text-xl">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** When there is nothing yet: what to do next. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="text-ink-2 border-line max-w-prose border-l-4 py-1 pl-4">{children}</p>;
}
