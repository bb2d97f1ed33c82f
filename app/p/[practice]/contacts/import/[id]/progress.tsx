'use client';
// Looks again each second while a list is taken in and somebody looks at it.
import { useRouter } from 'next/navigation';
import { useCallback, useTransition } from 'react';
import { useLook } from '@/components/use-look';

export function Progress({ done, total }: { done: number; total: number }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const look = useCallback(() => {
    start(() => router.refresh());
    return Promise.resolve();
  }, [router]);
  // A look that takes longer than a second is waited for.
  useLook(look, 1000, !busy);
  return (
    <div className="max-w-prose space-y-2">
      <p role="status">
        {done} of {total} rows are in.
      </p>
      <progress
        aria-label="Rows that are in"
        value={done}
        max={total}
        className="accent-accent block h-4 w-full"
      />
      <p className="text-ink-2 text-s">You can leave this page: it goes on by itself.</p>
      <noscript>
        <p>Reload this page to see how far it is.</p>
      </noscript>
    </div>
  );
}
