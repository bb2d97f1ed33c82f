'use client';
// When a page fails: calm words, a number for us, and a way on. The live checklist does not depend on these pages.
import { PlainPage } from '@/components/plain-page';
import { Button, ButtonAnchor } from '@/components/ui/button';

export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <PlainPage>
      <title>Something went wrong · Holdfast</title>
      <h1 className="text-2xl">This page could not be shown</h1>
      <p className="text-l mt-4">
        Something went wrong on our side. Nothing was changed. During a downtime, go to the live checklist: it
        works without this page.
      </p>
      {error.digest && (
        <p className="text-ink-2 mt-4">
          If it happens again, tell us this number: <span className="tabular-nums">{error.digest}</span>
        </p>
      )}
      <div className="mt-8 flex flex-wrap gap-3">
        <Button look="strong" onClick={retry}>
          Try again
        </Button>
        <ButtonAnchor href="/live">Go to the live checklist</ButtonAnchor>
      </div>
    </PlainPage>
  );
}
