/** @jsxImportSource preact */
// The call list for when texts and mail are dead too: branch by branch, lead first, tap to call, mark the result.
import { may } from '@/lib/access/rules';
import type { SavedPull } from '@/lib/offline/schema';
import { say } from '../copy';
import { state } from '../state';
import { Call } from '../ui/phones';
import { sentences } from '../words';
import { rightIn } from './right';

const s = sentences('people');

export function Calls({ pull }: { pull: SavedPull }) {
  const { snapshot } = state;
  const tree = snapshot?.trees.find((one) => one.id === pull.board.treeId) ?? snapshot?.trees[0];
  const marks = may(rightIn(pull), 'incident.mark') && pull.board.incident.state !== 'closed';
  if (!tree) return <p class="note">{s('noTree')}</p>;
  const caller = (id: string | null, place: string) => {
    const person = snapshot?.people.find((one) => one.id === id);
    if (!person) return null;
    const numbers = person.reaches.filter((reach) => reach.kind !== 'email');
    const word = pull.roster.people.find((one) => one.personId === id)?.word;
    return (
      <li key={`${place} ${id}`} class={`person ${word ?? ''}`}>
        <p>
          <b>{person.name}</b> <span class="roles">{place}</span>
        </p>
        {word && (
          <p class="word">
            <span class="shape" aria-hidden="true" />
            {s(word)}
          </p>
        )}
        <div class="choices">
          {numbers.map((reach) => reach.address && <Call key={reach.id} number={reach.address} />)}
          {marks &&
            (['by phone', 'left word'] as const).map((how) => (
              <button
                key={how}
                type="button"
                class="button"
                onClick={() =>
                  void say({
                    kind: 'person.told',
                    incident: pull.board.incident.id,
                    value: { personId: person.id, how },
                  })
                }
              >
                {s(`told_${how}`)}
              </button>
            ))}
        </div>
        {numbers.length === 0 ? (
          <p class="overdue">{s('noNumber')}</p>
        ) : (
          numbers.every((reach) => !reach.address) && <p class="note">{s('hidden')}</p>
        )}
      </li>
    );
  };
  return (
    <div class="people">
      <h2>{s('callListOf', { tree: tree.name })}</h2>
      <p class="note">{s('callHow')}</p>
      {tree.branches.map((branch) => (
        <section key={branch.id}>
          <h3>{branch.name}</h3>
          <ul class="rows">
            {caller(branch.leadId, s('lead'))}
            {caller(branch.deputyId, s('deputy'))}
            {branch.memberIds.map((id) => caller(id, ''))}
          </ul>
        </section>
      ))}
    </div>
  );
}
