'use client';
// The one button of this page, and what became of it.
import { useActionState } from 'react';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import { applyVersion } from './actions';

interface Props {
  practice: string;
  incident: string;
  run: string;
  /** Where the incident's record is. */
  back: string;
  /** What can be applied; null when there is nothing to apply. */
  offer: { version: string; command: string; words: string } | null;
}

export function ApplyForm({ practice, incident, run, back, offer }: Props) {
  const [state, send] = useActionState(applyVersion, { error: null, done: null, values: {} });
  return (
    <form action={send} className="space-y-4">
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      {state.done && (
        <Notice kind="ok" live>
          <p>{state.done}</p>
          <Link href={back} className="inline-flex min-h-12 items-center">
            Open the incident record
          </Link>
        </Notice>
      )}
      {offer && (
        <>
          <input type="hidden" name="practice" value={practice} />
          <input type="hidden" name="incident" value={incident} />
          <input type="hidden" name="run" value={run} />
          <input type="hidden" name="version" value={offer.version} />
          <input type="hidden" name="command" value={offer.command} />
          <Submit look="strong" busy="Applying…">
            {offer.words}
          </Submit>
        </>
      )}
    </form>
  );
}
