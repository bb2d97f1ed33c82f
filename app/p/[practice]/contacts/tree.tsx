// A contact tree, drawn: branches from the root, those under a branch inside it; in each the lead, the deputy and those
// they tell. Real lists, so that it reads aloud as it looks.
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import type { Branch, Person, Tree } from '@/lib/contacts/schema';
import { plural } from '@/lib/core';
import { FirstNumber } from './person';

type People = ReadonlyMap<string, Person>;

function Who({ id, people, as }: { id: string; people: People; as?: string }) {
  const person = people.get(id);
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 py-0.5">
      <span className={as ? 'font-strong' : undefined}>{person?.name ?? 'Somebody who left'}</span>
      {as && <span className="text-ink-2 text-s">{as}</span>}
      {person && <FirstNumber reaches={person.reaches} />}
    </p>
  );
}

function need(branch: Branch): string {
  if (branch.needRole === null || branch.needCount === 0) return '';
  return `, needs ${branch.needCount} × ${JOB_ROLE_WORDS[branch.needRole]}`;
}

function Twig({ branch, tree, people }: { branch: Branch; tree: Tree; people: People }) {
  return (
    <li className="py-3">
      <div className="keep grid gap-x-8 gap-y-1 md:grid-cols-[minmax(10rem,1fr)_minmax(14rem,1fr)_2fr]">
        <div>
          <h3 className="font-strong">{branch.name}</h3>
          <p className="text-ink-2 text-s">
            waits {plural(branch.waitMinutes, 'minute')}
            {need(branch)}
          </p>
        </div>
        <div>
          <Who id={branch.leadId} people={people} as="lead" />
          {branch.deputyId && <Who id={branch.deputyId} people={people} as="deputy" />}
        </div>
        {branch.memberIds.length > 0 && (
          <ul className="twigs" aria-label={`Told by ${branch.name}`}>
            {branch.memberIds.map((id) => (
              <li key={id} className="py-0.5">
                <Who id={id} people={people} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <Twigs under={branch.id} label={`Branches told by ${branch.name}`} tree={tree} people={people} />
    </li>
  );
}

interface TwigsProps {
  under: string | null;
  label?: string;
  tree: Tree;
  people: People;
}

function Twigs({ under, label, tree, people }: TwigsProps) {
  const branches = tree.branches.filter(({ parentId }) => parentId === under);
  if (branches.length === 0) return null;
  return (
    <ol className={under === null ? 'twigs' : 'twigs mt-2'} aria-label={label}>
      {branches.map((branch) => (
        <Twig key={branch.id} branch={branch} tree={tree} people={people} />
      ))}
    </ol>
  );
}

export function TreeDrawing({ tree, people }: { tree: Tree; people: People }) {
  return <Twigs under={null} tree={tree} people={people} />;
}
