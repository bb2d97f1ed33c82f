// What the plan says about itself: title, kind, when it is used, what minute 0 is, where it can lead.
import { memo } from 'react';
import type * as Y from 'yjs';
import { Select } from '@/components/ui/field';
import { setPlan } from '@/lib/runbooks/draft';
import {
  MOST_TITLE,
  RUNBOOK_KIND_WORDS,
  RUNBOOK_KINDS,
  type Plan,
  type RunbookKind,
} from '@/lib/runbooks/rules';
import { SharedText } from './shared-text';

export const PlanPart = memo(function PlanPart({
  doc,
  plan,
  others,
}: {
  doc: Y.Doc;
  plan: Omit<Plan, 'sections'>;
  /** The practice's other plans. */
  others: readonly { slug: string; title: string }[];
}) {
  // One it leads to and that is not there can be taken off too.
  const lost = plan.escalatesTo.filter((slug) => !others.some((other) => other.slug === slug));
  const all = [...others, ...lost.map((slug) => ({ slug, title: `${slug} (no such plan in force)` }))];
  return (
    <details className="border-line border-y py-2">
      <summary className="font-strong flex min-h-12 items-center">
        About this plan: title, kind, when to use it
      </summary>
      <div className="space-y-4 py-3">
        <SharedText
          label="Title"
          value={plan.title}
          max={MOST_TITLE}
          onType={(title) => setPlan(doc, { title })}
        />
        <Select
          label="Kind"
          value={plan.kind}
          options={RUNBOOK_KINDS.map((kind) => ({ value: kind, word: RUNBOOK_KIND_WORDS[kind] }))}
          onChange={(event) => setPlan(doc, { kind: event.currentTarget.value as RunbookKind })}
        />
        <SharedText
          label="Use it when"
          value={plan.trigger}
          max={1000}
          rows={3}
          onType={(trigger) => setPlan(doc, { trigger })}
        />
        <SharedText
          label="Minute 0 is"
          hint="What the times of the steps count from."
          value={plan.anchor}
          max={500}
          rows={2}
          onType={(anchor) => setPlan(doc, { anchor })}
        />
        {all.length > 0 && (
          <fieldset>
            <legend className="font-strong">Can lead to</legend>
            <div className="grid sm:grid-cols-2">
              {all.map(({ slug, title }) => (
                <label key={slug} className="inline-flex min-h-12 items-center gap-3">
                  <input
                    type="checkbox"
                    className="accent-accent size-6 shrink-0"
                    checked={plan.escalatesTo.includes(slug)}
                    onChange={(event) =>
                      setPlan(doc, {
                        escalatesTo: event.currentTarget.checked
                          ? [...plan.escalatesTo, slug]
                          : plan.escalatesTo.filter((one) => one !== slug),
                      })
                    }
                  />
                  {title}
                </label>
              ))}
            </div>
          </fieldset>
        )}
      </div>
    </details>
  );
});
