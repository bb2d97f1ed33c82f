// Beside the editor: how it looks on a phone in the first hour, and on paper, with one site's values.
import { memo, useState } from 'react';
import { HowTo } from '@/components/how-to';
import { Select } from '@/components/ui/field';
import { Tag } from '@/components/ui/tag';
import { JOB_ROLE_WORDS, JOB_ROLES, type JobRole } from '@/lib/access/rules';
import { dueWords, fillPlan, type Plan, type PlanStep, type SiteValues } from '@/lib/runbooks/rules';

type Look = 'phone' | 'paper';

function PhoneStep({ step, open }: { step: PlanStep; open: boolean }) {
  return (
    <li className="flex gap-3 border-b border-(--body-line) py-2">
      <span aria-hidden className="mt-1 size-8 shrink-0 border-2 border-current" />
      <span className="min-w-0">
        <span className="font-strong block" dir="auto">
          {step.title || '…'}
        </span>
        {step.critical && <b className="text-danger text-s block">Critical</b>}
        <span className="text-s block text-(--body-ink-2)">
          {JOB_ROLE_WORDS[step.role]} · {dueWords(step.due)}
        </span>
        {open && (
          <span className="mt-2 block border-t border-(--body-line) pt-1">
            <HowTo text={step.detail} />
          </span>
        )}
      </span>
    </li>
  );
}

function Phone({ plan, openKey }: { plan: Plan; openKey: string | null }) {
  return (
    <div className="text-l rounded-corner mx-auto w-full max-w-[390px] overflow-hidden border-4 border-(--panel) bg-(--body) text-(--body-ink)">
      <div className="bg-panel text-panel-ink px-4 py-3">
        <p className="text-2xl tabular-nums">0:00</p>
        <p className="font-strong">{plan.title || '…'}</p>
      </div>
      <div
        className="max-h-[60vh] overflow-y-auto px-4 pb-4"
        tabIndex={0}
        role="region"
        aria-label="Phone preview"
      >
        {plan.sections.map((section) => (
          <div key={section.key}>
            <p className="font-strong mt-4" dir="auto">
              {section.title}
            </p>
            <ol>
              {section.steps.map((step) => (
                <PhoneStep key={step.key} step={step} open={step.key === openKey} />
              ))}
            </ol>
          </div>
        ))}
      </div>
    </div>
  );
}

function Paper({ plan, site }: { plan: Plan; site: string }) {
  return (
    <div
      className="max-h-[70vh] overflow-y-auto border border-black bg-white px-5 py-4 text-[11pt] leading-snug text-black"
      tabIndex={0}
      role="region"
      aria-label="Printed page preview"
    >
      <div className="mb-3 flex justify-between gap-3 border-b border-black pb-1 text-[9pt]">
        <span>{site}</span>
        <span>{plan.title} · draft</span>
      </div>
      {plan.sections.map((section) => (
        <div key={section.key} className="mb-3">
          <p className="font-strong border-b border-black" dir="auto">
            {section.title}
          </p>
          {section.steps.map((step) => (
            <div key={step.key} className="grid grid-cols-[1fr_5.5rem] gap-x-3 border-b border-[#999] py-1">
              <div>
                <p className="font-strong" dir="auto">
                  {step.title} {step.critical && '(CRITICAL)'}
                </p>
                <p className="text-[9pt]">
                  {JOB_ROLE_WORDS[step.role]} · {dueWords(step.due)}
                </p>
                <HowTo text={step.detail} />
              </div>
              <p className="text-right text-[9pt] leading-6">
                ☐ time ____
                <br />
                initials ____
              </p>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** The plan with a site's values, for one job or for all. */
function shown(plan: Plan, site: SiteValues | undefined, role: JobRole | null): Plan {
  const filled = site ? fillPlan(plan, site) : plan;
  return {
    ...filled,
    sections: filled.sections
      .map((section) => ({
        ...section,
        steps: section.steps.filter((step) => role === null || step.role === role),
      }))
      .filter(({ steps }) => steps.length > 0),
  };
}

export const Preview = memo(function Preview({
  plan,
  sites,
  openKey,
}: {
  plan: Plan;
  sites: readonly SiteValues[];
  openKey: string | null;
}) {
  const [look, setLook] = useState<Look>('phone');
  const [place, setPlace] = useState(0);
  const [role, setRole] = useState<JobRole | null>(null);
  const site = sites[place];
  const filled = shown(plan, site, role);
  return (
    <div className="space-y-3">
      <h2 className="text-l font-strong">Preview</h2>
      <div className="grid grid-cols-2 gap-2">
        <Select
          label="As"
          value={look}
          options={[
            { value: 'phone', word: 'Phone' },
            { value: 'paper', word: 'Printed page' },
          ]}
          onChange={(event) => setLook(event.currentTarget.value as Look)}
        />
        <Select
          label="Steps of"
          value={role ?? ''}
          options={[
            { value: '', word: 'Everybody' },
            ...JOB_ROLES.map((job) => ({ value: job, word: JOB_ROLE_WORDS[job] })),
          ]}
          onChange={(event) => setRole(JOB_ROLES.find((job) => job === event.currentTarget.value) ?? null)}
        />
        {sites.length > 1 && (
          <div className="col-span-2">
            <Select
              label="At the site"
              value={String(place)}
              options={sites.map(({ name }, at) => ({ value: String(at), word: name }))}
              onChange={(event) => setPlace(Number(event.currentTarget.value))}
            />
          </div>
        )}
      </div>
      {filled.sections.length === 0 ? (
        <p className="text-ink-2">No step {role ? `for ${JOB_ROLE_WORDS[role]}` : 'yet'}.</p>
      ) : look === 'phone' ? (
        <Phone plan={filled} openKey={openKey} />
      ) : (
        <Paper plan={filled} site={site?.name ?? ''} />
      )}
      <p className="text-ink-2 text-s">
        <Tag>Draft</Tag> Nobody sees this until you publish.
      </p>
    </div>
  );
});
