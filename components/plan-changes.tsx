// What differs between two versions of a plan: each change with a word and a shape, changed words marked.
import { ArrowUpDown, Minus, Pencil, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { dueWords, type PlanChange, type PlanStep } from '@/lib/runbooks/rules';
import { fieldWords, placeWords, planFieldWords, wordMarks, type DueSpeller } from './plan-change-words';
import { Tag } from './ui/tag';

const SIGNS = {
  added: { word: 'Added', Icon: Plus, look: 'ok' },
  removed: { word: 'Removed', Icon: Minus, look: 'danger' },
  changed: { word: 'Changed', Icon: Pencil, look: 'accent' },
  moved: { word: 'Moved', Icon: ArrowUpDown, look: 'plain' },
} as const;

type Way = keyof typeof SIGNS;

function wayOf(change: PlanChange): Way {
  return change.kind.replace(/^\w+-/, '') as Way;
}

function Sign({ way }: { way: Way }) {
  const { word, Icon, look } = SIGNS[way];
  return (
    <Tag look={look}>
      <Icon aria-hidden className="size-3.5" />
      {word}
    </Tag>
  );
}

function Gone({ children }: { children: ReactNode }) {
  return (
    <del className="text-danger decoration-2">
      <span className="sr-only"> removed: </span>
      {children}
    </del>
  );
}

function Come({ children }: { children: ReactNode }) {
  return (
    <ins className="bg-ok-2 text-ok decoration-2">
      <span className="sr-only"> added: </span>
      {children}
    </ins>
  );
}

/** Old and new in one text, the words that came and went marked; one below the other when all of it is new. */
function Marked({ from, to }: { from: string; to: string }) {
  let at = 0;
  const parts = wordMarks(from, to);
  if (!parts) {
    return (
      <>
        <Gone>{from}</Gone>
        <br />
        <Come>{to}</Come>
      </>
    );
  }
  return parts.map(({ value, added, removed }) => {
    at += 1;
    if (added) return <Come key={at}>{value}</Come>;
    return removed ? <Gone key={at}>{value}</Gone> : value;
  });
}

function Pair({ name, from, to, long }: ReturnType<typeof fieldWords>) {
  return (
    <div className="sm:grid sm:grid-cols-[8rem_1fr] sm:gap-x-4">
      <dt className="text-ink-2 first-letter:uppercase">{name}</dt>
      <dd className="min-w-0 whitespace-pre-line">
        {long ? (
          <Marked from={from} to={to} />
        ) : (
          <>
            <Gone>{from}</Gone> <span aria-hidden>→</span> <Come>{to}</Come>
          </>
        )}
      </dd>
    </div>
  );
}

function Whole({ step, due, place }: { step: PlanStep; due: DueSpeller; place: string | null }) {
  const facts = [place, JOB_ROLE_WORDS[step.role], due(step.due), step.critical && 'Critical'].filter(
    Boolean,
  );
  return (
    <>
      <p className="text-ink-2">{facts.join(' · ')}</p>
      {step.detail && <p className="whitespace-pre-line">{step.detail}</p>}
    </>
  );
}

function Body({ change, due, flat }: { change: PlanChange; due: DueSpeller; flat: boolean }) {
  switch (change.kind) {
    case 'plan-changed':
      return (
        <dl className="space-y-1">
          <Pair {...planFieldWords(change)} />
        </dl>
      );
    case 'section-changed':
      return (
        <p>
          <Marked from={change.from} to={change.to} />
        </p>
      );
    case 'section-moved':
    case 'step-moved':
      return <p>Moved {placeWords(change)}.</p>;
    case 'step-added':
    case 'step-removed':
      return <Whole step={change.step} due={due} place={flat ? change.section.title : null} />;
    case 'step-changed':
      return (
        <dl className="space-y-1">
          {change.fields.map((field) => (
            <Pair key={field.field} {...fieldWords(field, due)} />
          ))}
        </dl>
      );
    default:
      return null;
  }
}

/** What a change is about, as its line's heading. */
function titleOf(change: PlanChange): string {
  if ('step' in change) return change.step.title;
  if (change.kind === 'plan-changed') return 'The plan';
  return `Section “${change.section.title}”`;
}

interface Props {
  changes: readonly PlanChange[];
  /** How due times read; the plan's own way when left out. */
  due?: DueSpeller;
  /** What stands below a change: a remark, a button. */
  action?: (change: PlanChange) => ReactNode;
}

/** Changes one below the other; flat: no heading above says the section, so each step does. */
export function ChangeList({ changes, due = dueWords, action, flat = false }: Props & { flat?: boolean }) {
  return (
    <ul>
      {changes.map((change) => (
        <li
          key={`${change.kind} ${'step' in change ? change.step.key : 'section' in change ? change.section.key : change.field}`}
          className="border-line keep grid gap-x-6 gap-y-1 border-b py-4 sm:grid-cols-[8.5rem_1fr] print:py-2"
        >
          <p>
            <Sign way={wayOf(change)} />
          </p>
          <div className="max-w-prose min-w-0 space-y-1">
            <h3 className="text-l">{titleOf(change)}</h3>
            <Body change={change} due={due} flat={flat} />
            {action?.(change)}
          </div>
        </li>
      ))}
    </ul>
  );
}

interface Group {
  key: string;
  title: string;
  changes: PlanChange[];
}

function grouped(changes: readonly PlanChange[]): Group[] {
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const { key, title } =
      change.kind === 'plan-changed' ? { key: '', title: 'The plan as a whole' } : change.section;
    const group = groups.get(key) ?? { key, title, changes: [] };
    group.changes.push(change);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** All changes between two versions, section by section. */
export function PlanChanges({ changes, ...rest }: Props) {
  return grouped(changes).map((group) => (
    <section key={group.key} className="mt-10 print:mt-5">
      <h2 className="border-line-2 border-b pb-2 text-xl">{group.title}</h2>
      <ChangeList changes={group.changes} {...rest} />
    </section>
  ));
}
