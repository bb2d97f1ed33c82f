'use client';
// The editor of a plan: an outline one writes in, what is wrong with it, and how it will look.
import { useCallback, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Plus } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { lint, type LintFinding, type LintWorld } from '@/lib/runbooks/rules';
import type { EditorView } from '@/lib/runbooks/schema';
import { Findings } from './findings';
import { PlanPart } from './plan-part';
import { Preview } from './preview';
import { Removed } from './removed';
import { SectionPart } from './section-part';
import { Toolbar } from './toolbar';
import { useActs } from './use-acts';
import { useDraft } from './use-draft';

interface Props {
  view: EditorView;
  world: LintWorld;
  practice: { id: string; slug: string; zone: string };
  personId: string;
  /** The step to begin at, when one came for it. */
  step: string | null;
  /** The practice's other plans in force. */
  others: readonly { slug: string; title: string }[];
}

const NONE: ReadonlyMap<string, 'error' | 'warning'> = new Map();

export function Editor({ view, world, practice, personId, step: first, others }: Props) {
  const draft = useDraft(view, practice.id, personId);
  const { plan, doc } = draft;
  const [openKey, setOpenKey] = useState<string | null>(first);
  const [said, setSaid] = useState('');
  const wanted = useRef<string | null>(first && `title-${first}`);
  const open = useCallback((key: string | null) => setOpenKey((now) => (now === key ? null : key)), []);
  const focus = useCallback((id: string) => {
    wanted.current = id;
  }, []);
  const acts = useActs(doc, plan, { open, say: setSaid, focus });

  const saying = (act: (() => void) | null, words: string) =>
    act &&
    (() => {
      act();
      setSaid(words);
    });
  const undo = saying(draft.undo, 'The last change was taken back.');
  const redo = saying(draft.redo, 'The change was made again.');

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const at = document.getElementById(wanted.current);
    if (!at) return;
    at.focus();
    wanted.current = null;
  });

  // Undo is the draft's, also while a field has the focus: the browser's own would not know of the others.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const act = key === 'y' || (key === 'z' && event.shiftKey) ? redo : key === 'z' ? undo : null;
      if (key !== 'z' && key !== 'y') return;
      event.preventDefault();
      act?.();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });

  // The outline answers each letter at once; what is drawn beside it may come a moment later.
  const late = useDeferredValue(plan);
  const findings = useMemo(() => lint(late, world), [late, world]);
  const wrong = useMemo(() => {
    const found = new Map<string, 'error' | 'warning'>();
    for (const { step, level } of findings) if (step && found.get(step) !== 'error') found.set(step, level);
    return found.size === 0 ? NONE : found;
  }, [findings]);
  // The same list while no section was added, renamed or moved.
  const titles = JSON.stringify(plan.sections.map(({ key, title }) => ({ key, title })));
  const sections = useMemo(() => JSON.parse(titles) as { key: string; title: string }[], [titles]);

  const go = useCallback((finding: LintFinding) => {
    const { step, section } = finding;
    if (step === undefined) wanted.current = `section-title-${section ?? ''}`;
    else {
      setOpenKey(step);
      wanted.current = `title-${step}`;
    }
    setSaid('');
  }, []);

  return (
    <>
      {draft.line.version !== view.version && (
        <div className="mb-4">
          <Notice live>
            Version {draft.line.version} of this plan was published meanwhile. What you write from here on
            belongs to the next version.
          </Notice>
        </div>
      )}
      {draft.line.removed && (
        <div className="mb-4">
          <Notice live>
            This plan was taken off the shelf. What you write is kept; it is offered again once the plan is
            back.
          </Notice>
        </div>
      )}
      <p className="sr-only" role="status">
        {said}
      </p>
      <p id="how-to-move" className="sr-only">
        Press the up or down arrow key to move it, or drag it with the mouse.
      </p>
      <div className="gap-x-12 lg:grid lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div>
          <Toolbar
            line={draft.line}
            zone={practice.zone}
            findings={findings}
            undo={undo}
            redo={redo}
            flush={draft.flush}
            publishHref={`/p/${practice.slug}/runbooks/${view.slug}/publish`}
          />
          <Findings findings={findings} onGo={go} />
          <PlanPart doc={doc} plan={plan} others={others} />
          {plan.sections.map((section) => (
            <SectionPart
              key={section.key}
              doc={doc}
              section={section}
              sections={sections}
              openKey={section.steps.some(({ key }) => key === openKey) ? openKey : null}
              wrong={wrong}
              others={draft.others}
              zone={practice.zone}
              acts={acts}
            />
          ))}
          <div className="mt-8">
            <Button type="button" id="add-section" onClick={acts.addSection}>
              <Plus aria-hidden className="size-5" />
              Add a section
            </Button>
          </div>
          <Removed doc={doc} goneSections={draft.goneSections} goneSteps={draft.goneSteps} />
        </div>
        <aside aria-label="Preview" className="mt-10 lg:sticky lg:top-4 lg:mt-0 lg:self-start">
          <Preview plan={late} sites={world.sites} openKey={openKey} />
        </aside>
      </div>
    </>
  );
}
