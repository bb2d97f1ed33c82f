'use client';
// One line over every page until the practice is set up: how far, what is next, and the way back.
import { usePathname } from 'next/navigation';
import { Link } from '@/components/ui/link';
import { SET_UP_WORDS } from '@/lib/readiness/rules';
import type { SetUp } from '@/lib/readiness/schema';

export function SetUpLine({ slug, setUp: { done, next, steps } }: { slug: string; setUp: SetUp }) {
  const page = `/p/${slug}/set-up`;
  if (usePathname() === page) return null;
  return (
    <aside aria-label="Set-up" className="no-print border-line bg-paper-2 border-b">
      <p className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 px-5">
        <span className="py-2">
          Set-up: {done} of {steps.length} done
          {next ? `, next: ${SET_UP_WORDS[next]}.` : '. The rest is for later.'}
        </span>
        <Link href={page} className="inline-flex min-h-12 items-center">
          Go on with set-up
        </Link>
      </p>
    </aside>
  );
}
