// What was put aside: it can come back, with whatever anybody wrote in it since.
import type * as Y from 'yjs';
import { Button } from '@/components/ui/button';
import { plural } from '@/lib/core';
import { setGone, type DraftView } from '@/lib/runbooks/draft';

export function Removed({
  doc,
  goneSections,
  goneSteps,
}: { doc: Y.Doc } & Pick<DraftView, 'goneSections' | 'goneSteps'>) {
  const count = goneSections.length + goneSteps.length;
  if (count === 0) return null;
  return (
    <details className="border-line mt-8 border-t py-2">
      <summary className="flex min-h-12 items-center">Removed from this draft ({count})</summary>
      <ul className="pb-3">
        {goneSections.map(({ key, title, keys }) => (
          <li key={key} className="flex flex-wrap items-center justify-between gap-x-4 py-1">
            <span>
              Section “{title || 'without a title'}” with {plural(keys.length, 'step')}
            </span>
            <Button type="button" onClick={() => setGone(doc, 'section', key, false)}>
              Put back<span className="sr-only"> the section {title}</span>
            </Button>
          </li>
        ))}
        {goneSteps.map(({ key, title, section }) => (
          <li key={key} className="flex flex-wrap items-center justify-between gap-x-4 py-1">
            <span>
              “{title || 'A step without a title'}”{section && ` of “${section}”`}
            </span>
            <Button type="button" onClick={() => setGone(doc, 'step', key, false)}>
              Put back<span className="sr-only"> {title}</span>
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
