'use client';
// What a publisher says: what changed, who must know, whose plan it is, from when, and when to look again.
import { useActionState } from 'react';
import { Field, Select, TextArea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Submit } from '@/components/ui/submit';
import { JOB_ROLE_WORDS, JOB_ROLES, type JobRole } from '@/lib/access/rules';
import { plural } from '@/lib/core';
import { publish } from '../../actions';

interface Props {
  practice: string;
  runbook: { id: string; seq: number; number: number; ownerId: string | null };
  people: readonly { id: string; name: string; jobRoles: readonly JobRole[] }[];
  /** Job roles to be told unless unticked. */
  touched: readonly JobRole[];
  warnings: number;
  /** Days as the practice counts them. */
  today: string;
  reviewOn: string;
}

export function PublishForm({ practice, runbook, people, touched, warnings, today, reviewOn }: Props) {
  const [state, send] = useActionState(publish, { error: null, done: null, values: {} });
  const { values } = state;
  const sent = Object.keys(values).length > 0;
  const names = people.map(({ id, name }) => ({ value: id, word: name }));
  // The draft moved on since it was sent: whose steps changed meanwhile must know too.
  const moved = sent && values['seq'] !== String(runbook.seq);
  const ticked = (name: string, otherwise: boolean) =>
    sent ? values[name] === 'on' || (moved && otherwise) : otherwise;
  return (
    <form action={send} key={`${runbook.seq} ${JSON.stringify(values)}`} className="max-w-prose space-y-6">
      {state.error && (
        <Notice kind="danger" live>
          {state.error}
        </Notice>
      )}
      <input type="hidden" name="practice" value={practice} />
      <input type="hidden" name="runbookId" value={runbook.id} />
      <input type="hidden" name="seq" value={runbook.seq} />
      <TextArea
        label="What changed, and why"
        hint="Everybody who follows the plan reads this. Never anything about a patient."
        name="changeNote"
        maxLength={500}
        required
        defaultValue={values['changeNote'] ?? ''}
      />
      <fieldset>
        <legend className="font-strong">Who must know</legend>
        <p className="text-ink-2 text-s">
          They get an e-mail (or a text) that says where to read it. Ticked: those whose steps changed.
        </p>
        <div className="grid sm:grid-cols-2">
          {JOB_ROLES.map((role) => {
            const count = people.filter(({ jobRoles }) => jobRoles.includes(role)).length;
            return (
              <label key={role} className="inline-flex min-h-12 items-center gap-3">
                <input
                  type="checkbox"
                  name={`tell-${role}`}
                  className="accent-accent size-6"
                  defaultChecked={ticked(`tell-${role}`, touched.includes(role))}
                />
                {JOB_ROLE_WORDS[role]} ({plural(count, 'person', 'people')})
              </label>
            );
          })}
        </div>
      </fieldset>
      <div className="grid gap-6 sm:grid-cols-2">
        <Select
          label="Owner: keeps it true"
          name="ownerId"
          defaultValue={values['ownerId'] ?? runbook.ownerId ?? ''}
          options={[{ value: '', word: 'Nobody yet' }, ...names]}
        />
        <Select
          label="Approved by"
          name="approvedBy"
          defaultValue={values['approvedBy'] ?? ''}
          options={[{ value: '', word: 'Nobody in particular' }, ...names]}
        />
        <Field
          label="In force from"
          type="date"
          name="effectiveOn"
          min={today}
          defaultValue={values['effectiveOn'] ?? today}
        />
        <Field
          label="Next review"
          type="date"
          name="reviewOn"
          min={today}
          defaultValue={values['reviewOn'] ?? reviewOn}
        />
      </div>
      {warnings > 0 && (
        <label className="flex min-h-12 items-center gap-3">
          <input
            type="checkbox"
            name="warningsSeen"
            className="accent-accent size-6 shrink-0"
            defaultChecked={ticked('warningsSeen', false)}
          />
          I looked at {plural(warnings, 'thing')} above; publish all the same
        </label>
      )}
      <Submit look="strong" busy="Publishing…">
        Publish version {runbook.number}
      </Submit>
    </form>
  );
}
