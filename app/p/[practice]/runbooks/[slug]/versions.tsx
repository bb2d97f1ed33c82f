// Every version that was ever published: to read, and for keepers to begin again from.
import { ActForm } from '@/components/ui/form';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/page-head';
import { day } from '@/lib/core';
import type { RunbookView } from '@/lib/runbooks/schema';
import { restore } from '../actions';

export function Versions({
  slug,
  plan,
  zone,
  keeper,
}: {
  slug: string;
  plan: RunbookView;
  zone: string;
  keeper: boolean;
}) {
  const at = `/p/${slug}/runbooks/${plan.slug}`;
  return (
    <div className="no-print">
      <Section title="Versions">
        <ul className="border-line border-t">
          {plan.versions.map(({ number, publishedAt, changeNote }) => (
            <li
              key={number}
              className="border-line flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b py-3"
            >
              <div className="max-w-prose min-w-0 flex-1 basis-80">
                <Link href={`${at}?version=${number}`} className="reach">
                  Version {number}
                </Link>
                , {day(new Date(publishedAt), zone)}
                <p className="text-ink-2">{changeNote}</p>
              </div>
              {keeper && number !== plan.versions[0]?.number && (
                <details>
                  <summary className="inline-flex min-h-12 items-center">
                    Begin again from version {number}
                  </summary>
                  <ActForm
                    act={restore}
                    fields={{ practice: slug, runbookId: plan.id, number: String(number) }}
                    word={`Put version ${number} into the draft`}
                    busy="Restoring…"
                  >
                    <label className="inline-flex min-h-12 items-center gap-3">
                      <input type="checkbox" name="overDraft" className="accent-accent size-6" />
                      Overwrite a draft with changes
                    </label>
                  </ActForm>
                </details>
              )}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
