'use client';
// Looks again each second while a list is taken in.
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

export function Progress({ done, total }: { done: number; total: number }) {
  const router = useRouter();
  useEffect(() => {
    const looking = setInterval(() => router.refresh(), 1000);
    return () => clearInterval(looking);
  }, [router]);
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
