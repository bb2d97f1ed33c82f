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
        <div className="space-y-3">
          {plan.removed ? (
            <ActForm act={bringBack} fields={fields} word="Put it back on the shelf" busy="Putting back…" />
          ) : (
            <>
              {draft && (
                <details>
                  <summary className="inline-flex min-h-12 items-center">Discard the draft’s changes</summary>
                  <p className="mb-3 max-w-prose">
                    The draft will read again as what was published last, for everybody who writes in it.
                  </p>
                  <ActForm act={discard} fields={fields} word="Discard the changes" busy="Discarding…" />
                </details>
              )}
              <details>
                <summary className="inline-flex min-h-12 items-center">Remove this plan</summary>
                <p className="mb-3 max-w-prose">
                  Nobody is offered it any more, and the binder is printed without it. Its versions stay in
                  the record, an incident that runs keeps its copy, and it can be brought back from the list
                  of plans.
                </p>
                <ActForm act={remove} fields={fields} word="Remove the plan" busy="Removing…" look="danger" />
              </details>
            </>
          )}
        </div>
      </Section>
    </div>
  );
}
