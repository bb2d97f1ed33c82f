// The draft as React sees it: what it reads now, whether it is saved, who else changed what, undo.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import * as Y from 'yjs';
import { draftOf, MINE, readDraft, type DraftView } from '@/lib/runbooks/draft';
import type { PlanStep } from '@/lib/runbooks/rules';
import type { EditorView } from '@/lib/runbooks/schema';
import { decode, DraftLine, type LineView } from './draft-line';

/** Who else changed a step, and when. */
export type Others = ReadonlyMap<string, { by: string; at: string }>;

export interface Draft extends DraftView {
  doc: Y.Doc;
  line: LineView;
  others: Others;
  undo: (() => void) | null;
  redo: (() => void) | null;
  /** Sends what waits; false when it cannot be sent now. */
  flush(): Promise<boolean>;
}

/** The same object for a step that reads the same, so that only rows that changed are drawn again. */
function steady(view: DraftView, known: Map<string, { text: string; step: PlanStep }>): DraftView {
  const sections = view.plan.sections.map((section) => ({
    ...section,
    steps: section.steps.map((step) => {
      const text = JSON.stringify(step);
      const before = known.get(step.key);
      if (before?.text === text) return before.step;
      known.set(step.key, { text, step });
      return step;
    }),
  }));
  return { ...view, plan: { ...view.plan, sections } };
}

/** The steps a change from elsewhere touched. */
function touched(doc: Y.Doc, apply: () => void): string[] {
  const keys = new Set<string>();
  const steps = doc.getMap('steps');
  const look = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
    for (const event of events) {
      const [key] = event.path;
      if (typeof key === 'string') keys.add(key);
      else for (const changed of event.changes.keys.keys()) keys.add(changed);
    }
  };
  steps.observeDeep(look);
  apply();
  steps.unobserveDeep(look);
  return [...keys];
}

export function useDraft(view: EditorView, practiceId: string, personId: string): Draft {
  const [doc] = useState(() => draftOf(decode(view.state)));
  const known = useRef(new Map<string, { text: string; step: PlanStep }>());
  const [now, setNow] = useState<DraftView>(() => readDraft(doc));
  const [others, setOthers] = useState<Others>(new Map());
  const [line, setLine] = useState<LineView>(() => ({
    state: 'saved',
    savedAt: view.savedAt,
    reason: '',
    seq: view.seq,
    version: view.version,
    removed: false,
  }));
  const [steps, setSteps] = useState({ back: 0, forth: 0 });
  const liner = useRef<DraftLine | null>(null);
  const undoer = useRef<Y.UndoManager | null>(null);
  // What it was opened with; a page that is drawn again does not open it again.
  const opened = useRef(view);

  useEffect(() => {
    const read = () => setNow(steady(readDraft(doc), known.current));
    // What came from elsewhere is on the screen before the next key can be: a field that still showed the old text
    // would take the other's words for deleted.
    const onUpdate = (_: Uint8Array, origin: unknown) => (origin === 'server' ? flushSync(read) : read());
    doc.on('update', onUpdate);
    const roots = [doc.getMap('plan'), doc.getMap('sections'), doc.getMap('steps'), doc.getArray('order')];
    const manager = new Y.UndoManager(roots, { trackedOrigins: new Set([MINE]), captureTimeout: 700 });
    undoer.current = manager;
    const count = () => setSteps({ back: manager.undoStack.length, forth: manager.redoStack.length });
    manager.on('stack-item-added', count);
    manager.on('stack-item-popped', count);
    const { draftId, seq, savedAt, version } = opened.current;
    const draftLine = new DraftLine(doc, {
      practiceId,
      draftId,
      personId,
      seq,
      savedAt,
      version,
      onView: setLine,
      onChange: ({ by, at, bytes }) => {
        const keys = touched(doc, () => Y.applyUpdate(doc, decode(bytes), 'server'));
        const mark = { by: by ?? 'Holdfast', at };
        setOthers((before) => new Map([...before, ...keys.map((key) => [key, mark] as const)]));
      },
    });
    liner.current = draftLine;
    const close = draftLine.open();
    read();
    const ask = (event: BeforeUnloadEvent) => {
      if (draftLine.unsent) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
      close();
      manager.destroy();
      doc.off('update', onUpdate);
    };
  }, [doc, practiceId, personId]);

  const undo = useCallback(() => void undoer.current?.undo(), []);
  const redo = useCallback(() => void undoer.current?.redo(), []);
  const flush = useCallback(() => liner.current?.flush() ?? Promise.resolve(true), []);
  return useMemo(
    () => ({
      ...now,
      doc,
      line,
      others,
      undo: steps.back > 0 ? undo : null,
      redo: steps.forth > 0 ? redo : null,
      flush,
    }),
    [now, doc, line, others, steps, undo, redo, flush],
  );
}
