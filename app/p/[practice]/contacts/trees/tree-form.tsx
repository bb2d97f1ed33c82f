'use client';
// The editor of a whole contact tree. What keeps it from working is said while one writes, before anything is sent.
import { useId, useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { FormEnd, Hidden, useKeptForm } from '@/components/ui/form';
import { useRows } from '@/components/ui/rows';
import { plural } from '@/lib/core';
import { MOST_BRANCHES, treeFindings, type TreePersonFacts } from '@/lib/contacts/rules';
import { makeTree, saveTree } from './actions';
import { BranchFields } from './branch-fields';
import { namesOf, newBranch, sentOf, shapeOf, type BranchDraft } from './editor';
import { Findings } from './findings';

export interface TreeFormProps {
  practice: string;
  /** Null: a new one. */
  editing: { treeId: string; print: string } | null;
  name: string;
  branches: BranchDraft[];
  people: (readonly [string, TreePersonFacts])[];
  /** Who stands in another tree. */
  elsewhere: string[];
}

export function TreeForm({ practice, editing, name: first, branches, people, elsewhere }: TreeFormProps) {
  const { state, form, kept } = useKeptForm(editing ? saveTree : makeTree);
  const [name, setName] = useState(first);
  const list = useRows<BranchDraft>(branches, 'Branch');
  const listId = useId();
  const names = useMemo(() => namesOf(people), [people]);
  const drafts = list.rows.map(({ value }) => value);
  const findings = useMemo(
    () =>
      treeFindings(
        list.rows.map(({ value }) => shapeOf(value)),
        new Map(people),
        new Set(elsewhere),
      ),
    [list.rows, people, elsewhere],
  );
  const errors = findings.filter(({ level }) => level === 'error').length;
  const warnings = findings.length - errors;
  const whole = findings.filter(({ branch }) => branch === null);
  const full = list.rows.length >= MOST_BRANCHES;
  return (
    <form {...form} className="max-w-3xl space-y-8">
      <Hidden fields={{ practice, branches: JSON.stringify(drafts.map(sentOf)) }} />
      {editing && (
        <Hidden
          fields={{ treeId: editing.treeId, opened: kept('opened', editing.print), seen: editing.print }}
        />
      )}
      <datalist id={listId}>
        {people.map(([id]) => (
          <option key={id} value={names.labelOf.get(id)} />
        ))}
      </datalist>
      <Field
        label="Name of the tree"
        hint="Like Office hours, Nights and weekends, or Cyber attack."
        name="name"
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <div id={list.id} className="space-y-8">
        {list.rows.map(({ key, value }, at) => (
          <div key={key} data-row={key} className="border-line border-t pt-5">
            <BranchFields
              draft={value}
              place={at}
              count={list.rows.length}
              others={drafts.flatMap((other, place) =>
                other.key === value.key
                  ? []
                  : [{ key: other.key, name: other.name.trim() || `branch ${place + 1}` }],
              )}
              names={names}
              list={listId}
              findings={findings.filter(({ branch }) => branch === value.key)}
              change={(part) => list.change(key, part)}
              move={(by) => list.move(key, by)}
              remove={() => list.remove(key)}
            />
          </div>
        ))}
        <p role="status" className="sr-only">
          {list.said}
        </p>
        <Button
          type="button"
          data-add
          aria-disabled={full}
          onClick={() => !full && list.add(newBranch(crypto.randomUUID()))}
        >
          {full ? `${MOST_BRANCHES} branches is the most a tree holds` : 'Add a branch'}
        </Button>
      </div>
      <div className="border-line space-y-4 border-t pt-5">
        <h2 className="text-xl">Before you save</h2>
        <p role="status">
          {errors > 0 && `${plural(errors, 'thing')} to fix first. `}
          {warnings > 0 && `${plural(warnings, 'thing')} to look at. `}
          {findings.length === 0 && 'Nothing to fix.'}
        </p>
        <Findings findings={whole} />
        {(warnings > 0 || state.error !== null) && (
          <label className="flex min-h-12 items-center gap-3">
            <input type="checkbox" name="warningsSeen" className="accent-accent size-6 shrink-0" />
            {warnings > 0
              ? `I looked at ${plural(warnings, 'thing')}; save all the same`
              : 'Save all the same'}
          </label>
        )}
      </div>
      <FormEnd
        state={state}
        busy="Saving…"
        back={`/p/${practice}/contacts/trees${editing ? `/${editing.treeId}` : ''}`}
      >
        {editing ? 'Save this tree' : 'Add this tree'}
      </FormEnd>
    </form>
  );
}
