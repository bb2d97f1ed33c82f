'use client';
// Looks again every so often, while somebody looks at the page and never twice at once; and at once when they come back.
import { useEffect } from 'react';

/**
 * Calls `look` every `ms` while `on`. `look` is told how to know that nobody waits for what it found any more, and stays
 * the same function from one drawing to the next (useCallback).
 */
export function useLook(look: (gone: () => boolean) => Promise<void>, ms: number, on = true): void {
  useEffect(() => {
    if (!on) return;
    let busy = false;
    let over = false;
    const again = async (): Promise<void> => {
      if (busy || document.hidden) return;
      busy = true;
      try {
        await look(() => over);
      } finally {
        busy = false;
      }
    };
    const looking = setInterval(() => void again(), ms);
    const back = () => void again();
    document.addEventListener('visibilitychange', back);
    return () => {
      over = true;
      clearInterval(looking);
      document.removeEventListener('visibilitychange', back);
    };
  }, [look, ms, on]);
}
