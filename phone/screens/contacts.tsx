/** @jsxImportSource preact */
// The contact trees, branch by branch, as one would call them.
import { state } from '../state';
import type { Person } from '@/lib/contacts/schema';
import { roleWord } from '../ui/checklist';
import { Page } from '../ui/page';
import { Call } from '../ui/phones';
import { sentences } from '../words';

const s = sentences('contacts');

function Person({ person, place }: { person: Person | undefined; place: string }) {
  if (!person) return null;
  const numbers = person.reaches.filter((reach) => reach.kind !== 'email');
  return (
    <li class="person">
      <p>
        <b>{person.name}</b>{' '}
        <span class="roles">{[place, ...person.jobRoles.map(roleWord)].filter(Boolean).join(', ')}</span>
      </p>
      <div class="choices">
        {numbers.map((reach) => reach.address && <Call key={reach.id} number={reach.address} />)}
      </div>
      {person.reaches.every((reach) => reach.optedOut) && <p class="overdue">{s('noWay')}</p>}
      {numbers.some((reach) => reach.optedOut) && <p class="overdue">{s('optedOut')}</p>}
      {numbers.length === 1 && <p class="note">{s('oneNumber')}</p>}
    </li>
  );
}

export function Contacts() {
  const { snapshot } = state;
  const find = (id: string | null) => snapshot?.people.find((person) => person.id === id);
  const hidden = snapshot?.people.every((person) =>
    person.reaches.every((reach) => !reach.address || person.id === snapshot.me.personId),
  );
  return (
    <Page title={s('title')}>
      {!snapshot && <p class="note">{s('reading')}</p>}
      {hidden && <p class="note">{s('hidden')}</p>}
      {snapshot?.trees.map((tree) => (
        <section key={tree.id}>
          <h2>{tree.name}</h2>
          {tree.branches.map((branch) => (
            <section key={branch.id}>
              <h3>{branch.name}</h3>
              <p class="note">
                {s('wait', { n: branch.waitMinutes })}{' '}
                {branch.needRole &&
                  branch.needCount > 0 &&
                  s('need', { n: branch.needCount, role: roleWord(branch.needRole) })}
              </p>
              <ul class="rows">
                <Person person={find(branch.leadId)} place={s('lead')} />
                <Person person={find(branch.deputyId)} place={s('deputy')} />
                {branch.memberIds.map((id) => (
                  <Person key={id} person={find(id)} place="" />
                ))}
              </ul>
            </section>
          ))}
        </section>
      ))}
      {snapshot?.trees.length === 0 && <p>{s('none')}</p>}
    </Page>
  );
}
