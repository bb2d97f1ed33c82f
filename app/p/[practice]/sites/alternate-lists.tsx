'use client';
// The two lists of an alternate site: who reports where, and what must be true to go.
import { Button } from '@/components/ui/button';
import { useRows } from '@/components/ui/rows';
import { JOB_ROLES, JOB_ROLE_WORDS, type JobRole } from '@/lib/access/rules';
import { ALTERNATE_WORDS, MOST_CHECKS } from '@/lib/practices/rules';

const BOX = 'rounded-corner border-line-2 bg-paper text-ink text-m block w-full border px-3 py-2 min-h-12';

export function ChecksField({ checks }: { checks: readonly string[] }) {
  const list = useRows(
    checks.map((words) => ({ words })),
    'Check',
  );
  return (
    <fieldset id={list.id} className="min-w-0 space-y-3">
      <legend className="font-strong mb-2 text-xl">{ALTERNATE_WORDS.checks}</legend>
      <p className="text-ink-2 max-w-prose">
        Short sentences that are all true when it is a go. One that is not true is a no. Ten is a good number.
      </p>
      <input
        type="hidden"
        name="checks"
        value={JSON.stringify(
          list.rows.map(({ value }) => value.words).filter((words) => words.trim() !== ''),
        )}
      />
      <ol className="space-y-2">
        {list.rows.map(({ key, value }, at) => (
          <li key={key} data-row={key} className="flex flex-wrap items-center gap-2">
            <span aria-hidden className="text-ink-2 w-7 text-right tabular-nums">
              {at + 1}.
            </span>
            <textarea
              rows={1}
              aria-label={`Check ${at + 1}`}
              className={`${BOX} field-sizing-content min-w-40 flex-1`}
              maxLength={200}
              value={value.words}
              onChange={(event) => list.change(key, { words: event.currentTarget.value })}
            />
            <span className="flex flex-wrap gap-2">
              <Button
                type="button"
                data-move={-1}
                aria-label={`Move check ${at + 1} up`}
                aria-disabled={at === 0}
                className="aria-disabled:text-ink-2 px-3"
                onClick={() => list.move(key, -1)}
              >
                Up
              </Button>
              <Button
                type="button"
                data-move={1}
                aria-label={`Move check ${at + 1} down`}
                aria-disabled={at === list.rows.length - 1}
                className="aria-disabled:text-ink-2 px-3"
                onClick={() => list.move(key, 1)}
              >
                Down
              </Button>
              <Button
                type="button"
                aria-label={`Remove check ${at + 1}`}
                className="px-3"
                onClick={() => list.remove(key)}
              >
                Remove
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {list.said}
      </p>
      <Button
        type="button"
        data-add
        aria-disabled={list.rows.length >= MOST_CHECKS}
        onClick={() => list.rows.length < MOST_CHECKS && list.add({ words: '' })}
      >
        {list.rows.length < MOST_CHECKS ? 'Add a check' : `${MOST_CHECKS} checks is the most`}
      </Button>
    </fieldset>
  );
}

export function ReportsField({ reports }: { reports: readonly { role: JobRole; where: string }[] }) {
  const list = useRows(reports, 'Line');
  const free = JOB_ROLES.filter((role) => !list.rows.some(({ value }) => value.role === role));
  return (
    <fieldset id={list.id} className="min-w-0 space-y-3">
      <legend className="font-strong mb-2 text-xl">{ALTERNATE_WORDS.reportsThere}</legend>
      <input
        type="hidden"
        name="reportsThere"
        value={JSON.stringify(list.rows.map(({ value }) => value).filter(({ where }) => where.trim() !== ''))}
      />
      <ul className="space-y-2">
        {list.rows.map(({ key, value }, at) => (
          <li key={key} data-row={key} className="flex flex-wrap gap-2">
            <select
              aria-label={`Job ${at + 1}`}
              className={`${BOX} max-w-44`}
              value={value.role}
              onChange={(event) => list.change(key, { role: event.currentTarget.value as JobRole })}
            >
              {JOB_ROLES.map((role) => (
                <option key={role} value={role}>
                  {JOB_ROLE_WORDS[role]}
                </option>
              ))}
            </select>
            <input
              aria-label={`Where ${JOB_ROLE_WORDS[value.role]} reports`}
              className={`${BOX} min-w-40 flex-1`}
              maxLength={200}
              value={value.where}
              onChange={(event) => list.change(key, { where: event.currentTarget.value })}
            />
            <Button
              type="button"
              aria-label={`Remove the line of ${JOB_ROLE_WORDS[value.role]}`}
              onClick={() => list.remove(key)}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <p role="status" className="sr-only">
        {list.said}
      </p>
      {list.rows.length < 20 && (
        <Button type="button" data-add onClick={() => list.add({ role: free[0] ?? 'front_desk', where: '' })}>
          Add a job
        </Button>
      )}
    </fieldset>
  );
}
