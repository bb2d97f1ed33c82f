// Always in sight: is it saved, undo, what is wrong, and the way to publishing.
import { Redo2, Undo2 } from 'lucide-react';
import { Button, ButtonAnchor } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { clockWithZone, dayAndClock, daysBetween } from '@/lib/core';
import type { LintFinding } from '@/lib/runbooks/rules';
import type { LineView } from './draft-line';
import { countWords } from './findings';

function savedWords(line: LineView, zone: string): string {
  const saved = new Date(line.savedAt);
  const at =
    daysBetween(saved, new Date(), zone) === 0 ? clockWithZone(saved, zone) : dayAndClock(saved, zone);
  if (line.state === 'saving') return 'Saving…';
  if (line.state === 'saved') return `Saved ${at}`;
  return `Not saved since ${at}`;
}

export function Toolbar({
  line,
  zone,
  findings,
  undo,
  redo,
  publishHref,
  flush,
}: {
  line: LineView;
  zone: string;
  findings: readonly LintFinding[];
  undo: (() => void) | null;
  redo: (() => void) | null;
  publishHref: string;
  flush(): Promise<boolean>;
}) {
  return (
    <div className="bg-paper border-line sticky top-0 z-10 border-b py-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="button"
          aria-disabled={!undo}
          onClick={() => undo?.()}
          className="aria-disabled:opacity-50"
        >
          <Undo2 aria-hidden className="size-5" />
          <span className="max-sm:sr-only">Undo</span>
        </Button>
        <Button
          type="button"
          aria-disabled={!redo}
          onClick={() => redo?.()}
          className="aria-disabled:opacity-50"
        >
          <Redo2 aria-hidden className="size-5" />
          <span className="max-sm:sr-only">Redo</span>
        </Button>
        <p className="text-ink-2 min-w-36 grow tabular-nums">{savedWords(line, zone)}</p>
        {findings.length === 0 ? (
          <span>{countWords(findings)}</span>
        ) : (
          <a href="#findings" className="inline-flex min-h-12 items-center">
            {countWords(findings)}
          </a>
        )}
        <ButtonAnchor
          look="strong"
          href={publishHref}
          onClick={(event) => {
            // What was typed a moment ago is published too: first it is saved, then one goes.
            event.preventDefault();
            void flush().then((saved) => {
              if (saved) window.location.assign(publishHref);
            });
          }}
        >
          Publish…
        </ButtonAnchor>
      </div>
      {line.state === 'offline' && (
        <div className="mt-2">
          <Notice live>
            No connection. What you write is kept in this browser and saved by itself when the line is back.
          </Notice>
        </div>
      )}
      {line.state === 'signed-out' && (
        <div className="mt-2">
          <Notice kind="danger" live>
            You were signed out. What you wrote is kept in this browser:{' '}
            <Link href="/sign-in" target="_blank">
              sign in again in another tab
            </Link>
            , and it is saved by itself.
          </Notice>
        </div>
      )}
      {line.state === 'refused' && (
        <div className="mt-2">
          <Notice kind="danger" live>
            {line.reason} Your last change stands on this page only: copy it, then reload the page.
          </Notice>
        </div>
      )}
    </div>
  );
}
