'use client';
// What a publisher says: what changed, who must know, whose plan it is, from when, and when to look again.
import { Field, Select, TextArea } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
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
  const { state, form, kept } = useKeptForm(publish);
  const names = people.map(({ id, name }) => ({ value: id, word: name }));
  const sent = state.error !== null;
  // The draft moved on since it was sent: whose steps changed meanwhile must know too.
  const moved = sent && kept('seq', '') !== String(runbook.seq);
  const ticked = (name: string, otherwise: boolean) =>
    sent ? kept(name, '') === 'on' || (moved && otherwise) : otherwise;
  return (
    <form {...form} className="max-w-prose space-y-6">
      <Said {...state} />
      <Hidden fields={{ practice, runbookId: runbook.id, seq: String(runbook.seq) }} />
      <TextArea
        label="What changed, and why"
        hint="Everybody who follows the plan reads this. Never anything about a patient."
        name="changeNote"
        maxLength={500}
        required
        defaultValue={kept('changeNote', '')}
      />
      <fieldset key={runbook.seq}>
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
          defaultValue={kept('ownerId', runbook.ownerId ?? '')}
          options={[{ value: '', word: 'Nobody yet' }, ...names]}
        />
        <Select
          label="Approved by"
          name="approvedBy"
          defaultValue={kept('approvedBy', '')}
          options={[{ value: '', word: 'Nobody in particular' }, ...names]}
        />
        <Field
          label="In force from"
          type="date"
          name="effectiveOn"
          min={today}
          defaultValue={kept('effectiveOn', today)}
        />
        <Field
          label="Next review"
          type="date"
          name="reviewOn"
          min={today}
          defaultValue={kept('reviewOn', reviewOn)}
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
