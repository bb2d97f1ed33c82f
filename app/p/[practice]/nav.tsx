'use client';
// Where one can go in a practice. A row with "More" on a laptop; behind "Menu" on a phone, both also without scripts.
import { ChevronDown, Menu } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Link } from '@/components/ui/link';

const PAGES = [
  ['', 'Home'],
  ['/runbooks', 'Plans'],
  ['/contacts', 'Contacts'],
  ['/sites', 'Sites'],
  ['/incidents', 'Incidents'],
  ['/readiness', 'Readiness'],
] as const;

type Entry = readonly [href: string, word: string];

export interface NavProps {
  slug: string;
  /** Sees what only managers use. */
  manages: boolean;
  /** Has more than one practice to choose from. */
  several: boolean;
}

function entriesOf({ slug, manages, several }: NavProps): { row: Entry[]; more: Entry[] } {
  const base = `/p/${slug}`;
  return {
    row: PAGES.map(([end, word]) => [base + end, word]),
    more: [
      [`${base}/vendors`, 'Vendors'],
      [`${base}/binder`, 'Binder'],
      [`${base}/members`, manages ? 'Members' : 'Your place here'],
      ...(manages ? [[`${base}/settings`, 'Settings'] as const, [`${base}/set-up`, 'Set-up'] as const] : []),
      ...(several ? [['/practices', 'Switch practice'] as const] : []),
    ],
  };
}

function isHere(href: string, path: string, slug: string): boolean {
  return href === `/p/${slug}` ? path === href : path === href || path.startsWith(`${href}/`);
}

const LOOK =
  'text-ink aria-[current]:border-accent aria-[current]:font-strong inline-flex min-h-12 items-center border-b-2 border-transparent px-3 no-underline hover:underline';

function Pages({ entries, path, slug }: { entries: readonly Entry[]; path: string; slug: string }) {
  return entries.map(([href, word]) => (
    <li key={href}>
      <Link href={href} aria-current={isHere(href, path, slug) ? 'page' : undefined} className={LOOK}>
        {word}
      </Link>
    </li>
  ));
}

/** Folds itself away when one looks elsewhere; the browser opens and closes it. */
function More({ entries, path, slug }: { entries: readonly Entry[]; path: string; slug: string }) {
  const box = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const away = (event: Event): void => {
      const inside = event.target instanceof Node && box.current?.contains(event.target);
      if (box.current && !inside) box.current.open = false;
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !box.current?.open) return;
      box.current.open = false;
      box.current.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('keydown', escape);
    };
  }, []);
  const within = entries.some(([href]) => isHere(href, path, slug));
  return (
    <details ref={box} className="relative">
      <summary aria-current={within ? 'true' : undefined} className={`${LOOK} list-none gap-1`}>
        More
        <ChevronDown aria-hidden className="size-4" />
      </summary>
      <ul className="border-line bg-paper absolute right-0 z-10 w-56 border py-2 shadow-none">
        <Pages entries={entries} path={path} slug={slug} />
      </ul>
    </details>
  );
}

export function Nav(props: NavProps) {
  const { slug } = props;
  const path = usePathname();
  const { row, more } = entriesOf(props);
  return (
    <>
      <nav aria-label="Practice" className="hidden lg:block">
        <ul className="flex">
          <Pages entries={row} path={path} slug={slug} />
          {/* A new key closes it when another page is shown. */}
          <li key={path}>
            <More entries={more} path={path} slug={slug} />
          </li>
        </ul>
      </nav>
      <details key={path} className="shrink-0 lg:hidden">
        <summary className="inline-flex min-h-12 list-none items-center gap-2 px-1">
          <Menu aria-hidden className="size-5" />
          Menu
        </summary>
        <nav
          aria-label="Practice"
          className="border-line bg-paper absolute right-0 left-0 z-10 border-y px-2"
        >
          <ul className="py-2">
            <Pages entries={[...row, ...more, ['/account', 'Your account']]} path={path} slug={slug} />
          </ul>
        </nav>
      </details>
    </>
  );
}
