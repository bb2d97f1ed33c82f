/** @jsxImportSource preact */
// What only leads do: tell staff how it stands, add a plan, close.
import { useState } from 'preact/hooks';
import { addMinutes } from '@/lib/core';
import { may } from '@/lib/access/rules';
import { openCritical, SAYS, type Say } from '@/lib/incidents/rules';
import type { SavedPull } from '@/lib/offline/schema';
import { foldBoard } from '@/lib/offline';
import { say, type Saying } from '../copy';
import { when } from '../due';
import { now, set, state } from '../state';
import { sayTime, tellingOf, textOf } from '../telling';
import { toast } from '../tick';
import { Confirm } from '../ui/confirm';
import { count, sentences } from '../words';
import { forget, useKept } from './kept';
import { rightIn } from './right';

const s = sentences('lead');
const NEXT = [15, 30, 60, 120] as const;

/** Says it; the toast tells whether the server has it, never before it does. */
function send(saying: Saying, sent: string, then?: () => void): void {
  toast({ text: s('keptHere') });
  void say(saying, (receipt) => {
    if (receipt.outcome !== 'refused') {
      toast({ text: sent });
      then?.();
    } else set({ toast: null });
  });
}

export function Lead({ pull }: { pull: SavedPull }) {
  const { incident } = pull.board;
  if (!may(rightIn(pull), 'incident.update')) return <p class="note">{s('onlyLeads')}</p>;
  if (incident.state === 'closed') return <p class="note">{s('isClosed')}</p>;
  return (
    <div class="lead">
      <Update pull={pull} />
      <AddPlan pull={pull} />
      <Close pull={pull} />
    </div>
  );
}

function Update({ pull }: { pull: SavedPull }) {
  const { incident, zone, treeId } = pull.board;
  const [choice, setChoice] = useState<Say>('still-down');
  const [backMinutes, setBackMinutes] = useState(60);
  const [nextMinutes, setNextMinutes] = useState<number | null>(30);
  const { snapshot } = state;
  const at = now();
  const by = choice === 'back-by' ? addMinutes(at, backMinutes) : null;
  const next = nextMinutes === null ? null : addMinutes(at, nextMinutes);
  const time = (date: Date) => sayTime(date, zone, at);
  const telling = snapshot && tellingOf(snapshot, treeId);
  const text =
    snapshot &&
    textOf(
      snapshot,
      incident,
      {
        kind: 'update',
        update: { say: choice, ...(by && { by: time(by) }) },
        ...(next && { nextUpdate: time(next) }),
      },
      at,
    );
  return (
    <section aria-labelledby="update">
      <h2 id="update">{s('updateTitle')}</h2>
      <fieldset>
        <legend>{s('howStands')}</legend>
        {SAYS.map((one) => (
          <label key={one} class="option">
            <input type="radio" name="say" checked={choice === one} onChange={() => setChoice(one)} />
            {s(`say_${one}`)}
          </label>
        ))}
      </fieldset>
      {choice === 'back-by' && (
        <Chips name={s('backIn')} value={backMinutes} choose={setBackMinutes} zone={zone} />
      )}
      <Chips name={s('nextUpdate')} value={nextMinutes} choose={setNextMinutes} zone={zone} />
      {text && telling && (
        <>
          <p>{s('willTell', { people: count('peopleN', telling.people) })}</p>
          <blockquote>{text}</blockquote>
        </>
      )}
      <Confirm
        words={s('tell', { people: count('peopleN', telling?.people ?? 0) })}
        again={s('tellAgain', { people: count('peopleN', telling?.people ?? 0) })}
        onConfirm={() =>
          send(
            {
              kind: 'incident.update',
              incident: incident.id,
              value: {
                say: choice,
                by: by?.toISOString() ?? null,
                nextUpdateAt: next?.toISOString() ?? null,
              },
            },
            s('updated'),
          )
        }
      />
    </section>
  );
}

interface ChipsProps {
  name: string;
  value: number | null;
  choose(minutes: number): void;
  zone: string;
}

function Chips({ name, value, choose, zone }: ChipsProps) {
  return (
    <fieldset>
      <legend>{name}</legend>
      <div class="chips">
        {NEXT.map((minutes) => (
          <button
            key={minutes}
            type="button"
            class="button"
            aria-pressed={value === minutes}
            onClick={() => choose(minutes)}
          >
            {s('at', { time: when(addMinutes(now(), minutes), zone, now()) })}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** The exact text an announcement without more to choose becomes, and how many get it. */
function WillSay({ pull, kind }: { pull: SavedPull; kind: 'long' | 'all-clear' }) {
  const { snapshot } = state;
  const { incident, treeId } = pull.board;
  if (!snapshot) return kind === 'long' ? <p>{s('longTells')}</p> : null;
  const people = count('peopleN', tellingOf(snapshot, treeId).people);
  return (
    <>
      <p>{kind === 'long' ? s('longTells') : s('closeTells', { people })}</p>
      <blockquote>{textOf(snapshot, incident, { kind }, now())}</blockquote>
    </>
  );
}

function AddPlan({ pull }: { pull: SavedPull }) {
  const { board } = pull;
  const plans = state.snapshot?.runbooks ?? [];
  const running = new Set(board.runs.map((run) => run.runbookId));
  const linked = new Set(plans.filter((plan) => running.has(plan.id)).flatMap((plan) => plan.escalatesTo));
  const rest = plans
    .filter((plan) => !running.has(plan.id) && plan.kind !== 'readiness' && plan.kind !== 'planned')
    .toSorted((a, b) => Number(linked.has(b.slug)) - Number(linked.has(a.slug)));
  const [chosen, choose] = useState('');
  const plan = rest.find((one) => one.id === chosen) ?? rest[0];
  if (!plan) return null;
  return (
    <section aria-labelledby="add">
      <h2 id="add">{s('addTitle')}</h2>
      <p class="note">{s('addNote')}</p>
      <label for="plan">{s('plan')}</label>
      <select id="plan" value={plan.id} onChange={(event) => choose(event.currentTarget.value)}>
        {rest.map((one) => (
          <option key={one.id} value={one.id}>
            {one.title}
          </option>
        ))}
      </select>
      {plan.kind === 'long' && board.incident.wentLongAt === null && <WillSay pull={pull} kind="long" />}
      <Confirm
        words={s('add', { plan: plan.title })}
        again={s('addAgain', { plan: plan.title })}
        onConfirm={() =>
          send(
            { kind: 'run.add', incident: board.incident.id, value: { runbookId: plan.id } },
            s('added', { plan: plan.title }),
          )
        }
      />
    </section>
  );
}

function Close({ pull }: { pull: SavedPull }) {
  const { board } = pull;
  const { incident } = board;
  const [reason, setReason] = useKept(`close:${incident.id}`, '');
  const me = state.here?.me;
  if (!me) return null;
  const critical = new Set(openCritical(board.steps, foldBoard(board, state.ops, me), incident.whatDown));
  const open = board.steps.filter((step) => critical.has(step.id));
  return (
    <section aria-labelledby="closing">
      <h2 id="closing">{s('closeTitle')}</h2>
      <p class="note">{s('closeNote')}</p>
      {open.length > 0 && (
        <>
          <p class="overdue">{s('criticalOpen', { steps: count('criticalN', open.length) })}</p>
          <ul>
            {open.map((step) => (
              <li key={step.id}>{step.title}</li>
            ))}
          </ul>
        </>
      )}
      <label for="why">{s(open.length > 0 ? 'whyClose' : 'closeWord')}</label>
      <textarea
        id="why"
        rows={3}
        maxLength={500}
        value={reason}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      {open.length > 0 && !reason.trim() && <p class="note">{s('reasonFirst')}</p>}
      <WillSay pull={pull} kind="all-clear" />
      <Confirm
        danger
        disabled={open.length > 0 && !reason.trim()}
        words={s('close')}
        again={s('closeAgain')}
        onConfirm={() => {
          const value = { reason: reason.trim() };
          send({ kind: 'incident.close', incident: incident.id, value }, s('closed'), () =>
            forget(`close:${incident.id}`),
          );
        }}
      />
    </section>
  );
}
