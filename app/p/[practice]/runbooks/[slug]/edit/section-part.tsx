// One section of the outline: its title, its steps, and what can be done with it.
import { memo, useRef } from 'react';
import type * as Y from 'yjs';
import { GripVertical, Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { plural } from '@/lib/core';
import { setSectionTitle } from '@/lib/runbooks/draft';
import { MOST_TITLE, type PlanSection } from '@/lib/runbooks/rules';
import { useDragging } from './dragging';
import { SharedText } from './shared-text';
import { StepForm, type StepActs } from './step-form';
import { arrows, StepRow } from './step-row';
import type { Others } from './use-draft';

export interface SectionActs extends StepActs {
  open(key: string): void;
  addLast(section: string): void;
  moveSection(key: string, by: -1 | 1): void;
  removeSection(key: string): void;
}

interface Props {
  doc: Y.Doc;
  section: PlanSection;
  sections: readonly { key: string; title: string }[];
  /** The step that is open, when it is one of ours. */
  openKey: string | null;
  wrong: ReadonlyMap<string, 'error' | 'warning'>;
  others: Others;
  zone: string;
  acts: SectionActs;
}

export const SectionPart = memo(function SectionPart(props: Props) {
  const { doc, section, sections, openKey, wrong, others, zone, acts } = props;
  const { key } = section;
  const part = useRef<HTMLElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const { line, dragging } = useDragging(part, handle, { what: 'section', key, section: key });
  const title = section.title.trim() || 'a section without a title';
  return (
    <section
      ref={part}
      id={`section-${key}`}
      aria-label={title}
      className={cx(
        'mt-8 scroll-mt-40',
        dragging && 'opacity-50',
        line === 'above' && 'shadow-[0_-3px_0_0_var(--accent)]',
        line === 'below' && 'shadow-[0_3px_0_0_var(--accent)]',
      )}
    >
      <div className="flex items-end gap-1">
        <button
          ref={handle}
          type="button"
          id={`handle-${key}`}
          className="text-ink-2 inline-flex min-h-12 w-10 shrink-0 cursor-grab items-center justify-center"
          aria-label={`Move the section: ${title}`}
          aria-describedby="how-to-move"
          onKeyDown={arrows((by) => acts.moveSection(key, by))}
        >
          <GripVertical aria-hidden className="size-5" />
        </button>
        <SharedText
          label={`Title of the section ${title}`}
          hidden
          id={`section-title-${key}`}
          value={section.title}
          max={MOST_TITLE}
          className="font-strong text-l"
          onType={(text) => setSectionTitle(doc, key, text)}
        />
      </div>
      <ol className="mt-2">
        {section.steps.map((step) => (
          <StepRow
            key={step.key}
            step={step}
            section={key}
            open={step.key === openKey}
            wrong={wrong.get(step.key) ?? null}
            other={others.get(step.key)}
            zone={zone}
            onOpen={acts.open}
            onMove={acts.moveBy}
          >
            {step.key === openKey && (
              <StepForm doc={doc} step={step} section={key} sections={sections} acts={acts} />
            )}
          </StepRow>
        ))}
      </ol>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button type="button" onClick={() => acts.addLast(key)}>
          <Plus aria-hidden className="size-5" />
          Add a step
        </Button>
        <Button type="button" onClick={() => acts.removeSection(key)}>
          Remove this section ({plural(section.steps.length, 'step')})
        </Button>
      </div>
    </section>
  );
});
