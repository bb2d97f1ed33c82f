// One step, opened: what it says, whose it is, when it is due, what it needs and asks for, and where it stands.
import { memo } from 'react';
import type * as Y from 'yjs';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { JOB_ROLE_WORDS, JOB_ROLES, type JobRole } from '@/lib/access/rules';
import { setStep } from '@/lib/runbooks/draft';
import {
  EVIDENCE,
  MOST_DETAIL,
  MOST_TITLE,
  NEED_WORDS,
  NEEDS,
  type Evidence,
  type PlanStep,
} from '@/lib/runbooks/rules';
import { DueField } from './due-field';
import { SharedText } from './shared-text';

const EVIDENCE_WORDS: Record<Evidence, string> = {
  none: 'Nothing: a tick is enough',
  note: 'A note',
  number: 'A number',
  time: 'A time',
  photo: 'A photo',
  signature: 'A signature',
};

export interface StepActs {
  moveBy(key: string, by: -1 | 1): void;
  moveTo(key: string, section: string): void;
  duplicate(key: string): void;
  addBelow(key: string): void;
  remove(key: string): void;
  close(): void;
}

function Check({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange(on: boolean): void;
}) {
  return (
    <label className="inline-flex min-h-12 items-center gap-3">
      <input
        type="checkbox"
        className="accent-accent size-6"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

export const StepForm = memo(function StepForm({
  doc,
  step,
  section,
  sections,
  acts,
}: {
  doc: Y.Doc;
  step: PlanStep;
  section: string;
  sections: readonly { key: string; title: string }[];
  acts: StepActs;
}) {
  const { key } = step;
  const set = (fields: Parameters<typeof setStep>[2]) => setStep(doc, key, fields);
  return (
    <div className="border-accent mb-4 space-y-4 border-l-4 py-2 pl-4">
      <SharedText
        label="What to do"
        hint="Begin with a verb: “Print the schedule”."
        id={`title-${key}`}
        value={step.title}
        max={MOST_TITLE}
        onType={(title) => set({ title })}
      />
      <SharedText
        label="How to do it"
        hint="Lines, lists (- or 1.) and **bold**. Write {{site.phone}} or {{site.any_fact}} where sites differ."
        value={step.detail}
        max={MOST_DETAIL}
        rows={5}
        onType={(detail) => set({ detail })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Whose step"
          value={step.role}
          options={JOB_ROLES.map((role) => ({ value: role, word: JOB_ROLE_WORDS[role] }))}
          onChange={(event) => set({ role: event.currentTarget.value as JobRole })}
        />
        <DueField due={step.due} onChange={(due) => set({ due })} />
        <Select
          label="Asks for"
          value={step.evidence}
          options={EVIDENCE.map((evidence) => ({ value: evidence, word: EVIDENCE_WORDS[evidence] }))}
          onChange={(event) => set({ evidence: event.currentTarget.value as Evidence })}
        />
        <Select
          label="Section"
          value={section}
          options={sections.map((each) => ({
            value: each.key,
            word: each.title || 'A section without a title',
          }))}
          onChange={(event) => acts.moveTo(key, event.currentTarget.value)}
        />
      </div>
      <fieldset>
        <legend className="font-strong text-s">Cannot be done without</legend>
        <div className="flex flex-wrap gap-x-6">
          {NEEDS.map((need) => (
            <Check
              key={need}
              label={NEED_WORDS[need]}
              checked={step.needs.includes(need)}
              onChange={(on) =>
                set({ needs: on ? [...step.needs, need] : step.needs.filter((one) => one !== need) })
              }
            />
          ))}
        </div>
      </fieldset>
      <Check
        label="Critical: asks twice, and cannot be left open silently"
        checked={step.critical}
        onChange={(critical) => set({ critical })}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="button" onClick={() => acts.moveBy(key, -1)}>
          Move up
        </Button>
        <Button type="button" onClick={() => acts.moveBy(key, 1)}>
          Move down
        </Button>
        <Button type="button" onClick={() => acts.addBelow(key)}>
          Add a step below
        </Button>
        <Button type="button" onClick={() => acts.duplicate(key)}>
          Duplicate
        </Button>
        <Button type="button" look="danger" onClick={() => acts.remove(key)}>
          Remove
        </Button>
        <Button type="button" onClick={acts.close}>
          Close
        </Button>
      </div>
    </div>
  );
});
