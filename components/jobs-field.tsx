// The jobs of somebody, as boxes: one may hold several.
import { JOB_ROLE_WORDS, JOB_ROLES, type JobRole } from '@/lib/access/rules';

export function JobsField({
  legend,
  hint,
  first,
  values,
}: {
  legend: string;
  hint?: string;
  first: readonly JobRole[];
  /** What was sent and refused: a box that is not in it was not ticked. */
  values: Readonly<Record<string, string>> | null;
}) {
  return (
    <fieldset>
      <legend className="font-strong">{legend}</legend>
      {hint && <p className="text-ink-2 text-s">{hint}</p>}
      <div className="mt-1 grid sm:grid-cols-2">
        {JOB_ROLES.map((role) => (
          <label key={role} className="flex min-h-12 items-center gap-3">
            <input
              type="checkbox"
              name={`job_${role}`}
              defaultChecked={values ? values[`job_${role}`] === 'on' : first.includes(role)}
              className="accent-accent size-6"
            />
            {JOB_ROLE_WORDS[role]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
