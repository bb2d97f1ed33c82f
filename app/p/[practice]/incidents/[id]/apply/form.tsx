'use client';
// The one button of this page, and what became of it.
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
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
  const { state, form } = useKeptForm(applyVersion);
  return (
    <form {...form} className="space-y-4">
      <Said error={state.error} done={null} />
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
          <Hidden fields={{ practice, incident, run, version: offer.version, command: offer.command }} />
          <Submit look="strong" busy="Applying…">
            {offer.words}
          </Submit>
        </>
      )}
    </form>
  );
}
