'use client';
// A list one edits: rows come, go and change places, and the keyboard's place goes with them.
import { useEffect, useId, useRef, useState } from 'react';

export interface Row<T> {
  key: number;
  value: T;
}

export interface Rows<T> {
  rows: readonly Row<T>[];
  /** For the element around the rows and the button that adds one (which carries data-add). */
  id: string;
  /** Said to screen readers after a change. */
  said: string;
  add: (value: T) => void;
  change: (key: number, part: Partial<T>) => void;
  remove: (key: number) => void;
  move: (key: number, by: 1 | -1) => void;
}

/** Each row's outer element carries data-row with its key, buttons that move it data-move with 1 or -1. */
export function useRows<T extends object>(first: readonly T[], word: string): Rows<T> {
  const [rows, setRows] = useState(() => first.map((value, key): Row<T> => ({ key, value })));
  const [said, setSaid] = useState('');
  const next = useRef(first.length);
  const id = useId();
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    const target = document.getElementById(id)?.querySelector<HTMLElement>(wanted.current);
    wanted.current = null;
    target?.focus();
  }, [id, rows]);
  return {
    rows,
    id,
    said,
    add: (value) => {
      const key = next.current;
      next.current += 1;
      wanted.current = `[data-row="${key}"] :is(input, select, textarea)`;
      setRows([...rows, { key, value }]);
      setSaid('');
    },
    change: (key, part) => {
      setRows(rows.map((row) => (row.key === key ? { key, value: { ...row.value, ...part } } : row)));
    },
    remove: (key) => {
      wanted.current = '[data-add]';
      setRows(rows.filter((row) => row.key !== key));
      setSaid(`${word} removed. ${rows.length - 1} left.`);
    },
    move: (key, by) => {
      const from = rows.findIndex((row) => row.key === key);
      const to = from + by;
      const [moved, other] = [rows[from], rows[to]];
      if (!moved || !other) return;
      // A row that changes places loses the keyboard; its button gets it back.
      wanted.current = `[data-row="${key}"] [data-move="${by}"]`;
      setRows(rows.map((row, at) => (at === from ? other : at === to ? moved : row)));
      setSaid(`${word} moved to place ${to + 1} of ${rows.length}.`);
    },
  };
}
