'use client';
// One branch of a tree while it is edited.
import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Select } from '@/components/ui/field';
import { JOB_ROLES, JOB_ROLE_WORDS, type JobRole } from '@/lib/access/rules';
import { LONGEST_WAIT, MOST_NEEDED, type Finding } from '@/lib/contacts/rules';
import type { BranchDraft, Names } from './editor';
import { Findings } from './findings';
import { MembersField } from './members-field';
import { PersonField } from './person-field';

interface Props {
  draft: BranchDraft;
  place: number;
  count: number;
  /** The other branches, for who tells this one. */
  others: readonly { key: string; name: string }[];
  names: Names;
  list: string;
  findings: readonly Finding[];
  change: (part: Partial<BranchDraft>) => void;
  move: (by: 1 | -1) => void;
  remove: () => void;
}

export function BranchFields({ draft, place, count, others, names, list, findings, ...does }: Props) {
  const { change } = does;
  const id = useId();
  const name = draft.name.trim() || `branch ${place + 1}`;
  return (
    <section aria-labelledby={id} className="min-w-0 space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2 id={id} className="text-l min-w-0">
          {place + 1}. {draft.name.trim() || 'New branch'}
        </h2>
        <span className="flex flex-wrap gap-2">
          {([-1, 1] as const).map((by) => (
            <Button
              key={by}
              type="button"
              data-move={by}
              aria-label={`Move ${name} ${by < 0 ? 'up' : 'down'}`}
              aria-disabled={by < 0 ? place === 0 : place === count - 1}
              className="aria-disabled:text-ink-2 px-3"
              onClick={() => does.move(by)}
            >
              {by < 0 ? 'Up' : 'Down'}
            </Button>
          ))}
          <Button type="button" className="px-3" aria-label={`Remove ${name}`} onClick={does.remove}>
            Remove
          </Button>
        </span>
      </div>
      <Findings findings={findings} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Name of the branch"
          required
          maxLength={120}
          className="text-m"
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label="Its lead is told by"
          value={draft.parentKey ?? ''}
          onChange={(event) => change({ parentKey: event.currentTarget.value || null })}
          options={[
            { value: '', word: 'Whoever starts the calls' },
            ...(draft.parentKey !== null && !others.some(({ key }) => key === draft.parentKey)
              ? [{ value: draft.parentKey, word: 'A branch that is not there any more' }]
              : []),
            ...others.map(({ key, name: word }) => ({ value: key, word: `The lead of ${word}` })),
          ]}
        />
        <PersonField
          label="Lead"
          list={list}
          names={names}
          required
          value={draft.leadId}
          onChoose={(leadId) => change({ leadId })}
        />
        <PersonField
          label="Deputy: takes the branch when the lead does not answer"
          list={list}
          names={names}
          value={draft.deputyId}
          onChoose={(deputyId) => change({ deputyId })}
        />
      </div>
      <MembersField
        branch={name}
        list={list}
        names={names}
        memberIds={draft.memberIds}
        onChange={(memberIds) => change({ memberIds })}
      />
      <div className="grid gap-4 sm:grid-cols-[10rem_8rem_1fr]">
        <Field
          label="Wait, in minutes"
          type="number"
          inputMode="numeric"
          min={1}
          max={LONGEST_WAIT}
          required
          className="text-m text-right tabular-nums"
          value={draft.wait}
          onChange={(event) => change({ wait: event.currentTarget.value })}
        />
        <Field
          label="Needs"
          type="number"
          inputMode="numeric"
          min={1}
          max={MOST_NEEDED}
          className="text-m text-right tabular-nums"
          value={draft.needRole === null ? '' : draft.needCount}
          disabled={draft.needRole === null}
          onChange={(event) => change({ needCount: event.currentTarget.value })}
        />
        <Select
          label="of this job to come"
          value={draft.needRole ?? ''}
          onChange={(event) => change({ needRole: (event.currentTarget.value || null) as JobRole | null })}
          options={[
            { value: '', word: 'No number of anybody' },
            ...JOB_ROLES.map((role) => ({ value: role, word: JOB_ROLE_WORDS[role] })),
          ]}
        />
      </div>
    </section>
  );
}
