// What a plan's keepers can do with it besides writing: export, look at its starter, discard the draft, remove it.
import { ActForm } from '@/components/ui/form';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page-head';
import type { RunbookView } from '@/lib/runbooks/schema';
import { bringBack, discard, remove } from '../actions';

export function Keeping({ slug, plan, draft }: { slug: string; plan: RunbookView; draft: boolean }) {
  const at = `/p/${slug}/runbooks/${plan.slug}`;
  const fields = { practice: slug, runbookId: plan.id };
  return (
    <div className="no-print">
      <Section title="Keeping this plan">
        <ul className="mb-4">
          <li>
            <a href={`${at}/export?version=${plan.version}`} className="inline-flex min-h-12 items-center">
              Export version {plan.version} as a file
            </a>
          </li>
          <li>
            <Link href={`${at}/starter`} className="inline-flex min-h-12 items-center">
              Compare it with its starter
            </Link>
          </li>
        </ul>
        <div className="flex flex-wrap gap-3">
          {plan.removed ? (
            <ActForm act={bringBack} fields={fields} word="Put it back on the shelf" busy="Putting back…" />
          ) : (
            <>
              {draft && (
                <ActForm
                  act={discard}
                  fields={fields}
                  word="Discard the draft’s changes"
                  busy="Discarding…"
                />
              )}
              <ActForm act={remove} fields={fields} word="Remove this plan" busy="Removing…" look="danger" />
            </>
          )}
        </div>
      </Section>
    </div>
  );
}
