/** @jsxImportSource preact */
// Who has answered what, and who has not been reached. Who needs action comes first.
import { clock } from '@/lib/core';
import { may } from '@/lib/access/rules';
import type { RosterAttempt, RosterPerson } from '@/lib/notifications/schema';
import type { SavedPull } from '@/lib/offline/schema';
import { say } from '../copy';
import { when } from '../due';
import { to } from '../route';
import { now, state } from '../state';
import { roleWord } from '../ui/checklist';
import { Call } from '../ui/phones';
import { sentences, type Holes } from '../words';
import { rightIn } from './right';

const s = sentences('people');
type Key = Parameters<typeof s>[0];
/** Words of the wire ("handed-over") by name. */
const named = (key: string, holes?: Holes) => s(key as Key, holes);

const ANSWERS = ['coming', 'here', 'cannot', 'help'] as const;
const HOWS = ['in person', 'by phone', 'left word'] as const;
/** Whoever needs help has answered, and is still somebody to call. */
const CONFIRMED = new Set(['coming', 'here', 'cannot', 'told-in-person']);

function Mine({ pull }: { pull: SavedPull }) {
  const me = state.here?.me.personId;
  const incident = pull.board.incident.id;
  const waiting = state.ops.findLast(
    (op) => op.command.kind === 'incident.answer' && op.command.incident === incident && !op.refused,
  );
  const said =
    waiting?.command.kind === 'incident.answer'
      ? waiting.command.value.answer
      : pull.roster.people.find((person) => person.personId === me)?.answer;
  if (pull.board.incident.state === 'closed') return null;
  return (
    <section aria-labelledby="mine" class="mine">
      <h2 id="mine">{s('yourAnswer')}</h2>
      <div class="choices">
        {ANSWERS.map((answer) => (
          <button
            key={answer}
            type="button"
            class="button"
            aria-pressed={said === answer}
            onClick={() => void say({ kind: 'incident.answer', incident, value: { answer } })}
          >
            {named(`my_${answer}`)}
          </button>
        ))}
      </div>
      {waiting && <p class="note">{s('answerKept')}</p>}
    </section>
  );
}

function attemptWords(attempt: RosterAttempt, zone: string): string {
  const holes = { time: when(attempt.at, zone, now()), address: attempt.address };
  return `${named(`by_${attempt.channel}`, holes)}: ${named(`state_${attempt.state}`)}${attempt.reason ? `. ${attempt.reason}` : ''}`;
}

function Person({ person, pull }: { person: RosterPerson; pull: SavedPull }) {
  const { zone, incident } = pull.board;
  const known = state.snapshot?.people.find((one) => one.id === person.personId);
  const numbers = known?.reaches.filter((reach) => reach.kind !== 'email' && reach.address) ?? [];
  const marks = may(rightIn(pull), 'incident.mark') && incident.state !== 'closed';
  const confirmed = CONFIRMED.has(person.word);
  return (
    <li class={`person ${person.word}`}>
      <p>
        <b>{person.name}</b> <span class="roles">{person.jobRoles.map(roleWord).join(', ')}</span>
      </p>
      <p class="word">
        <span class="shape" aria-hidden="true" />
        {named(person.word)} {person.since && s('since', { time: when(person.since, zone, now()) })}
      </p>
      {!confirmed && numbers[0]?.address && <Call number={numbers[0].address}>{s('call')}</Call>}
      {(person.attempts.length > 0 || (marks && !confirmed)) && (
        <details>
          <summary>{s('more', { name: person.name })}</summary>
          <ul>
            {person.attempts.map((attempt, i) => (
              <li key={i}>{attemptWords(attempt, zone)}</li>
            ))}
          </ul>
          {marks && (
            <div class="choices">
              {HOWS.map((how) => (
                <button
                  key={how}
                  type="button"
                  class="button"
                  onClick={() =>
                    void say({
                      kind: 'person.told',
                      incident: incident.id,
                      value: { personId: person.personId, how },
                    })
                  }
                >
                  {named(`told_${how}`)}
                </button>
              ))}
            </div>
          )}
        </details>
      )}
    </li>
  );
}

/** "6 of 14 answered, 2 not reached." and what each branch still needs. */
export function RosterSums({ pull }: { pull: SavedPull }) {
  const { counts, needs, waiting } = pull.roster;
  return (
    <div class="sums">
      <p>
        <b>{s('answered', { n: counts.answered, of: counts.total })}</b>{' '}
        {counts.notReached > 0 && <b class="overdue">{s('notReached', { n: counts.notReached })}</b>}
      </p>
      {needs.length > 0 && (
        <p>
          {needs
            .map((need) => s('need', { role: roleWord(need.role), have: need.have, need: need.need }))
            .join(' · ')}
        </p>
      )}
      {waiting[0] && (
        <p>
          {s('nextTry', { name: waiting[0].name, time: clock(new Date(waiting[0].dueAt), pull.board.zone) })}
        </p>
      )}
    </div>
  );
}

export function People({ pull }: { pull: SavedPull }) {
  return (
    <div class="people">
      <Mine pull={pull} />
      <h2>{s('everyone')}</h2>
      <RosterSums pull={pull} />
      <p>
        <a class="button" href={to('i', pull.board.incident.id, 'calls')}>
          {s('callList')}
        </a>
      </p>
      {pull.roster.people.length === 0 && <p class="note">{s('nobody')}</p>}
      <ul class="rows">
        {pull.roster.people.map((person) => (
          <Person key={person.personId} person={person} pull={pull} />
        ))}
      </ul>
    </div>
  );
}
