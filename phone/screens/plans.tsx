/** @jsxImportSource preact */
// Reading the plans.
import { clockWords, day, plainDay, spell } from '@/lib/core';
import type { Due } from '@/lib/runbooks/rules';
import type { RunbookStep, RunbookView } from '@/lib/runbooks/schema';
import { place, to } from '../route';
import { state } from '../state';
import { roleWord } from '../ui/checklist';
import { HowTo } from '../ui/how-to';
import { Icon } from '../ui/icon';
import { Page } from '../ui/page';
import { sentences, t } from '../words';

const s = sentences('plans');

/** "by minute 15", "2 h 00 min before", "by close of business, the day before"; '' without a clock. */
function dueWords(due: Due | null): string {
  if (due === null) return '';
  if ('minutes' in due) {
    if (due.minutes === 0) return s('atStart');
    return s(due.minutes < 0 ? 'before' : 'within', { time: spell(Math.abs(due.minutes)) });
  }
  const time = due.at === 'open' || due.at === 'close' ? s(due.at) : clockWords(due.at);
  const names = { '-1': s('dayBefore'), '0': s('sameDay'), '1': s('dayAfter') } as Record<string, string>;
  const day = names[due.day] ?? s(due.day < 0 ? 'daysBefore' : 'daysAfter', { n: Math.abs(due.day) });
  return s('by', { time, day });
}

function Step({ step }: { step: RunbookStep }) {
  const due = dueWords(step.due);
  return (
    <li class="planstep">
      <h3>
        {step.title} {step.critical && <b class="critical">{t('critical')}</b>}
      </h3>
      <p class="label">
        {roleWord(step.role)}
        {due && ` · ${due}`}
      </p>
      <HowTo text={step.detail} />
    </li>
  );
}

function Plan({ plan }: { plan: RunbookView }) {
  const zone = state.here?.practice.zone ?? 'UTC';
  const linked = (state.snapshot?.runbooks ?? []).filter((other) => plan.escalatesTo.includes(other.slug));
  return (
    <Page title={plan.title}>
      <p class="note">
        {s('version', { n: plan.version, date: day(new Date(plan.publishedAt), zone) })}
        {plan.reviewOn && ` ${s('review', { date: plainDay(plan.reviewOn.slice(0, 10)) })}`}
      </p>
      <p>{plan.trigger}</p>
      <p class="note">{plan.anchor}</p>
      {plan.sections.map((section) => (
        <section key={section.title}>
          <h2>{section.title}</h2>
          <ol class="plansteps">
            {section.steps.map((step) => (
              <Step key={step.key} step={step} />
            ))}
          </ol>
        </section>
      ))}
      {linked.length > 0 && (
        <>
          <h2>{s('goesOn')}</h2>
          <PlanLinks plans={linked} />
        </>
      )}
      <p>
        <a href={`/p/${place().slug}/runbooks/${plan.slug}`}>{s('print')}</a>
      </p>
    </Page>
  );
}

function PlanLinks({ plans }: { plans: RunbookView[] }) {
  return (
    <ul class="links">
      {plans.map((plan) => (
        <li key={plan.id}>
          <a href={to('plans', plan.slug)}>
            {plan.title} <Icon name="next" />
          </a>
        </li>
      ))}
    </ul>
  );
}

export function Plans({ id }: { id: string }) {
  const plans = state.snapshot?.runbooks;
  const plan = plans?.find((one) => one.slug === id);
  if (plan) return <Plan plan={plan} />;
  return (
    <Page title={s('title')}>
      {plans === undefined ? <p class="note">{s('reading')}</p> : id && <p>{s('noSuch')}</p>}
      <PlanLinks plans={plans ?? []} />
    </Page>
  );
}
