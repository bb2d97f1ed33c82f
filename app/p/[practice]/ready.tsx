// How ready we are, in words: what is well, and what to fix, each linked to where that is done.
import { Link } from '@/components/ui/link';
import type { Readiness } from '@/lib/readiness/schema';

export function Ready({
  slug,
  readiness: { facts, fixes },
  most,
}: {
  slug: string;
  readiness: Readiness;
  /** How many fixes are shown; all when left out. */
  most?: number;
}) {
  const shown = fixes.slice(0, most);
  const more = fixes.length - shown.length;
  return (
    <div className="text-l max-w-prose">
      {facts.length > 0 && (
        <p>
          <strong>{fixes.length === 0 ? 'Ready:' : 'Readiness:'}</strong> {facts.join(', ')}.
        </p>
      )}
      {fixes.length > 0 && (
        <>
          <p className="mt-3">To fix:</p>
          <ul className="list-disc pl-6">
            {shown.map(({ words, page }, place) => (
              <li key={`${place} ${words}`}>
                <Link href={`/p/${slug}${page}`} className="block py-1.5">
                  {words}
                </Link>
              </li>
            ))}
          </ul>
          {more > 0 && (
            <p className="mt-1">
              And {more} more, <Link href={`/p/${slug}/readiness`}>on the readiness page</Link>.
            </p>
          )}
        </>
      )}
    </div>
  );
}
