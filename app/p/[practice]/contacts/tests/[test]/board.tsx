'use client';
// Who answered a contact test, while it runs and after. Looks again every few seconds while somebody looks at it.
import { useCallback, useEffect, useRef, useState } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { ActForm } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { useLook } from '@/components/use-look';
import { When } from '@/components/when';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { plural, stopwatch } from '@/lib/core';
import type { TestBoard, TestPerson } from '@/lib/notifications/schema';
import { endEarly } from '../actions';

const LOOK_MS = 2_500;
const TICK_MS = 500;

/** What the server says now; null when it could not be asked or nobody is signed in any more. */
async function look(address: string): Promise<TestBoard | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: 'application/json' }, redirect: 'error' });
    return answer.ok ? ((await answer.json()) as TestBoard) : null;
  } catch {
    return null;
  }
}

function useBoard(first: TestBoard, address: string): { test: TestBoard; stale: boolean; leftMs: number } {
  const [test, setTest] = useState(first);
  const [stale, setStale] = useState(false);
  const [leftMs, setLeftMs] = useState(() => Date.parse(first.endsAt) - Date.parse(first.now));
  // This machine's clock may be wrong: only how long ago the server spoke is taken from it.
  const heard = useRef<{ at: number; leftMs: number } | null>(null);
  const running = test.endedAt === null;
  useEffect(() => {
    heard.current = { at: performance.now(), leftMs: Date.parse(test.endsAt) - Date.parse(test.now) };
  }, [test]);
  // What comes late is shown too, for as long as somebody looks; an old result stays as it is.
  const recent = running || Date.parse(first.now) - Date.parse(first.endsAt) < 3_600_000;
  const again = useCallback(
    async (gone: () => boolean) => {
      const said = await look(address);
      if (gone()) return;
      setStale(said === null);
      if (said) setTest(said);
    },
    [address],
  );
  useLook(again, LOOK_MS, recent);
  useEffect(() => {
    if (!running) return;
    const ticking = setInterval(() => {
      const last = heard.current;
      if (last && !document.hidden) setLeftMs(last.leftMs - (performance.now() - last.at));
    }, TICK_MS);
    return () => clearInterval(ticking);
  }, [running]);
  return { test, stale, leftMs: Math.max(0, leftMs) };
}

function wordOf({ word, seconds }: TestPerson): string {
  const after = stopwatch((seconds ?? 0) * 1000);
  switch (word) {
    case 'answered':
      return `Answered in ${after}`;
    case 'late':
      return `Late, after ${after}: counts as none`;
    case 'delivered':
      return 'Delivered, no answer';
    case 'handed-over':
      return 'Handed over, no answer';
    case 'waiting':
      return 'Waiting to be sent';
    case 'opted-out':
      return 'Opted out of our texts';
    case 'not-reached':
      return 'Not reached';
  }
}

const VIA: Record<string, string> = { text: 'by text', link: 'by link' };

export function Board({
  practice,
  zone,
  first,
  now,
  again,
}: {
  practice: string;
  zone: string;
  first: TestBoard;
  /** Where the same is asked again. */
  now: string;
  /** Where those who did not answer are tested again; null when the tree is no more. */
  again: string | null;
}) {
  const { test, stale, leftMs } = useBoard(first, now);
  const { counts, endedAt, people } = test;
  return (
    <div className="space-y-8">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div>
          <p role="status" className="text-xl">
            {counts.inTime} of {plural(counts.total, 'person', 'people')} answered in time
            {endedAt !== null && `: ${counts.percent}%`}
          </p>
          {endedAt === null ? (
            <p className="text-ink-2 tabular-nums">{stopwatch(leftMs)} left</p>
          ) : (
            <p className="text-ink-2">
              Ended <When at={endedAt < test.endsAt ? endedAt : test.endsAt} zone={zone} />
              {endedAt < test.endsAt && ', stopped early'}.
              {counts.late > 0 && ` ${counts.late} more came late and count as none.`}
            </p>
          )}
        </div>
        <div className="no-print">
          {again !== null && endedAt !== null && counts.inTime < counts.total && (
            <ButtonLink href={again}>Test who did not answer again</ButtonLink>
          )}
          <ActForm
            act={endEarly}
            fields={{ practice, testId: test.id }}
            word="End the test now"
            busy="Ending…"
            offered={endedAt === null}
          />
        </div>
      </div>
      {stale && (
        <Notice>This page could not be brought up to date just now. It tries again by itself.</Notice>
      )}
      <table className="stack table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Job</th>
            <th scope="col">Result</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.personId}>
              <th scope="row">{person.name}</th>
              <td>{person.jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', ')}</td>
              <td className={person.word === 'answered' ? 'font-strong text-ok' : undefined}>
                {wordOf(person)}
                {person.via && ` ${VIA[person.via] ?? ''}`}
              </td>
              <td className="text-ink-2">{person.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-ink-2 max-w-prose">
        Only a person’s own answer counts. That a provider took or delivered a message does not say that
        somebody read it.
      </p>
    </div>
  );
}
