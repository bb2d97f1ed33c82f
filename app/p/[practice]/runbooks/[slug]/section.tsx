// The steps of one section: when, what, how, whose; on paper with room for time and initials.
import { HowTo } from '@/components/how-to';
import { Tag } from '@/components/ui/tag';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { listed } from '@/lib/core';
import { dueWords, NEED_WORDS, type Evidence } from '@/lib/runbooks/rules';
import type { RunbookStep } from '@/lib/runbooks/schema';

const EVIDENCE_WORDS: Record<Evidence, string> = {
  none: '',
  note: 'Write a note',
  number: 'Write down the number',
  time: 'Write down the time',
  photo: 'Take a photo, or write a note while photos are off',
  signature: 'Sign',
};

function Step({ step, oneRole }: { step: RunbookStep; oneRole: boolean }) {
  const extra = [
    step.needs.length > 0 && `Needs ${listed(step.needs.map((need) => NEED_WORDS[need]))}`,
    EVIDENCE_WORDS[step.evidence],
  ].filter(Boolean);
  return (
    <li className="border-line keep grid gap-x-6 gap-y-1 border-b py-4 sm:grid-cols-[8.5rem_1fr] print:grid-cols-[7rem_1fr_8.5rem] print:py-2">
      <p className="text-ink-2 pt-0.5 tabular-nums">
        {dueWords(step.due)}
        {!oneRole && (
          <span className="text-ink font-strong block max-sm:inline max-sm:before:content-['_·_']">
            {JOB_ROLE_WORDS[step.role]}
          </span>
        )}
      </p>
      <div className="max-w-prose min-w-0 print:max-w-none">
        <h3 className="text-l">
          {step.title} {step.critical && <Tag look="danger">Critical</Tag>}
        </h3>
        <HowTo text={step.detail} />
        {extra.length > 0 && <p className="text-ink-2 mt-1">{extra.join('. ')}.</p>}
      </div>
      <p className="print-only text-right leading-8" aria-hidden>
        ☐ time _______
        <br />
        initials _____
      </p>
    </li>
  );
}

export function PlanSection({
  title,
  steps,
  oneRole,
}: {
  title: string;
  steps: readonly RunbookStep[];
  oneRole: boolean;
}) {
  return (
    <section className="mt-10 print:mt-5">
      <h2 className="border-line-2 border-b pb-2 text-xl">{title}</h2>
      <ol>
        {steps.map((step) => (
          <Step key={step.id} step={step} oneRole={oneRole} />
        ))}
      </ol>
    </section>
  );
}
