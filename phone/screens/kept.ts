// What is typed or chosen before it is sent, kept in this tab: a reload or Back must not lose it.
import { useState } from 'preact/hooks';

const PREFIX = 'holdfast:typed:';

/** A tab that keeps nothing still works; it only forgets on reload. */
export function stored<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** Like useState, and still there after a reload. */
export function useKept<T>(name: string, first: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => stored<T>(name) ?? first);
  const keep = (next: T) => {
    setValue(next);
    try {
      sessionStorage.setItem(PREFIX + name, JSON.stringify(next));
    } catch {
      // Nothing is kept here; what is on the screen stays.
    }
  };
  return [value, keep];
}

/** Forgets everything kept under names that begin so. */
export function forget(begin: string): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(PREFIX + begin)) sessionStorage.removeItem(key);
    }
  } catch {
    // Nothing was kept.
  }
}
