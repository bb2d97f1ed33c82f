/** @jsxImportSource preact */
// Beside the checklist where there is room: who has answered, and the latest happenings.
import type { SavedPull } from '@/lib/offline/schema';
import { to } from '../route';
import { sentences } from '../words';
import { Lines } from './happened';
import { RosterSums } from './people';

const s = sentences('people');
const log = sentences('log');

export function Aside({ pull }: { pull: SavedPull }) {
  const shown = pull.roster.people.slice(0, 8);
  return (
    <aside>
      <h2>{s('everyone')}</h2>
      <RosterSums pull={pull} />
      <ul class="rows brief">
        {shown.map((person) => (
          <li key={person.personId} class={`person ${person.word}`}>
            <b>{person.name}</b>
            <span class="word">
              <span class="shape" aria-hidden="true" />
              {s(person.word)}
            </span>
          </li>
        ))}
      </ul>
      <p>
        <a href={to('i', pull.board.incident.id, 'people')}>
          {s('seeAll', { n: pull.roster.people.length })}
        </a>
      </p>
      <h2>{log('latest')}</h2>
      <Lines pull={pull} most={8} />
    </aside>
  );
}
