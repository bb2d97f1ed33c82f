'use client';
// Where one can go in a practice. A row on a laptop; behind "Menu" on a phone, also without scripts.
import { Menu } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { Link } from '@/components/ui/link';

const PAGES = [
  ['', 'Home'],
  ['/runbooks', 'Plans'],
  ['/contacts', 'Contacts'],
  ['/sites', 'Sites'],
  ['/vendors', 'Vendors'],
  ['/binder', 'Binder'],
  ['/incidents', 'Incidents'],
  ['/readiness', 'Readiness'],
] as const;

function Pages({ base, path, tall }: { base: string; path: string; tall: boolean }) {
  return (
    <ul className={tall ? 'py-2' : 'flex gap-1'}>
      {PAGES.map(([end, word]) => {
        const here = end === '' ? path === base : path.startsWith(base + end);
        return (
          <li key={end}>
            <Link
              href={base + end}
              aria-current={here ? 'page' : undefined}
              className="text-ink aria-[current]:border-accent aria-[current]:font-strong inline-flex min-h-12 items-center border-b-2 border-transparent px-3 no-underline hover:underline"
            >
              {word}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

export function Nav({ slug }: { slug: string }) {
  const path = usePathname();
  const base = `/p/${slug}`;
  return (
    <>
      <nav aria-label="Practice" className="hidden lg:block">
        <Pages base={base} path={path} tall={false} />
      </nav>
      {/* A new key closes it when another page is shown. */}
      <details key={path} className="shrink-0 lg:hidden">
        <summary className="inline-flex min-h-12 list-none items-center gap-2 px-1">
          <Menu aria-hidden className="size-5" />
          Menu
        </summary>
        <nav
          aria-label="Practice"
          className="border-line bg-paper absolute right-0 left-0 z-10 border-y px-2"
        >
          <Pages base={base} path={path} tall />
          <Link href="/account" className="text-ink inline-flex min-h-12 items-center px-3">
            Your account
          </Link>
        </nav>
      </details>
    </>
  );
}
