// One row a person: their own word if there is one; what providers say is never shown as a confirmation.
import { Empty } from '@/components/ui/page-head';
import { Tag } from '@/components/ui/tag';
import { ClockTime, When } from '@/components/when';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { plural } from '@/lib/core';
import { isConfirmed, type DeliveryState, type RosterWord } from '@/lib/notifications/rules';
import type { Roster, RosterAttempt } from '@/lib/notifications/schema';

const WORDS: Record<RosterWord, string> = {
  'not-reached': 'not reached',
  'handed-over': 'handed over',
  delivered: 'delivered',
  coming: 'coming',
  here: 'here',
  cannot: 'cannot come',
  'needs-help': 'needs help',
  'opted-out': 'opted out',
  'told-in-person': 'told in person',
};

const STATES: Record<DeliveryState, string> = {
  waiting: 'waiting',
  sending: 'sending',
  dropped: 'not sent',
  unknown: 'not known',
  'handed-over': 'handed over',
  delivered: 'delivered',
  failed: 'failed',
};

function look(word: RosterWord): 'ok' | 'danger' | 'plain' {
  if (word === 'needs-help' || word === 'not-reached' || word === 'opted-out') return 'danger';
  return isConfirmed(word) && word !== 'cannot' ? 'ok' : 'plain';
}

function Attempt({ attempt, zone }: { attempt: RosterAttempt; zone: string }) {
  return (
    <li>
      <ClockTime at={attempt.at} zone={zone} /> {attempt.channel === 'sms' ? 'text' : 'e-mail'}
      {attempt.address && ` to ${attempt.address}`}: {STATES[attempt.state]}
      {attempt.reason && `, ${attempt.reason}`}
    </li>
  );
}

function Attempts({ attempts, zone }: { attempts: readonly RosterAttempt[]; zone: string }) {
  const last = attempts.at(-1);
  if (!last) return null;
  return (
    <details>
      <summary className="underline max-sm:py-3">
        {plural(attempts.length, 'try', 'tries')}, the last {STATES[last.state]}
      </summary>
      <ul className="mt-1">
        {attempts.map((attempt) => (
          <Attempt
            key={`${attempt.at} ${attempt.channel} ${attempt.kind} ${attempt.address}`}
            attempt={attempt}
            zone={zone}
          />
        ))}
      </ul>
    </details>
  );
}

export function RosterTable({ roster, zone }: { roster: Roster; zone: string }) {
  const { counts, people, needs } = roster;
  if (people.length === 0) return <Empty>Nobody was told about this one.</Empty>;
  return (
    <>
      <p className="text-l mb-3">
        {counts.answered} of {plural(counts.total, 'person', 'people')} answered, {counts.notReached} not
        reached.
        {needs.map((need) => (
          <span key={need.branch}>
            {' '}
            {need.branch}: {need.have} of {need.need} {JOB_ROLE_WORDS[need.role]} coming.
          </span>
        ))}
      </p>
      <table className="stack table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Job</th>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Since
            </th>
            <th scope="col">Tries</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.personId}>
              <th scope="row">{person.name}</th>
              <td>{person.jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', ')}</td>
              <td>
                <Tag look={look(person.word)}>{WORDS[person.word]}</Tag>
              </td>
              <td data-label={person.since ? 'Since' : undefined} className="num whitespace-nowrap">
                {person.since && <When at={person.since} zone={zone} />}
              </td>
              <td className="text-s">
                <Attempts attempts={person.attempts} zone={zone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
