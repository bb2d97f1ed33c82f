'use client';
// The people of a branch in the order they are called: added by name, moved and taken out by buttons.
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { MOST_PEOPLE } from '@/lib/contacts/rules';
import type { Names } from './editor';
import { BOX } from './person-field';

export function MembersField({
  branch,
  list,
  names,
  memberIds,
  onChange,
}: {
  /** The branch's name, for whoever hears only a button. */
  branch: string;
  list: string;
  names: Names;
  memberIds: readonly string[];
  onChange: (memberIds: string[]) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const box = useRef<HTMLFieldSetElement>(null);
  const wanted = useRef<string | null>(null);
  // A button that changes places or goes loses the keyboard; it gets it back, or the field for a name does.
  useEffect(() => {
    if (wanted.current === null) return;
    box.current?.querySelector<HTMLElement>(wanted.current)?.focus();
    wanted.current = null;
  }, [memberIds]);
  const nameOf = (person: string) => names.labelOf.get(person) ?? 'Somebody who left';
  const add = (text: string, done: boolean): void => {
    const begun = text.trim().toLowerCase();
    const found = names.idOf.get(begun);
    // "Ann" may be on the way to "Ann Lee": then Enter, or leaving the field, says that it is all.
    const longer = [...names.idOf.keys()].some((name) => name !== begun && name.startsWith(begun));
    if (found === undefined || (longer && !done)) return setTyped(text);
    setTyped('');
    if (memberIds.includes(found)) return setSaid(`${nameOf(found)} is in this branch already.`);
    setSaid(`${nameOf(found)} added.`);
    onChange([...memberIds, found]);
  };
  const move = (at: number, by: 1 | -1): void => {
    const moved = memberIds[at];
    if (moved === undefined || at + by < 0 || at + by >= memberIds.length) return;
    wanted.current = `[data-at="${at + by}"] [data-move="${by}"]`;
    setSaid(`${nameOf(moved)} moved to place ${at + by + 1} of ${memberIds.length}.`);
    onChange(memberIds.toSpliced(at, 1).toSpliced(at + by, 0, moved));
  };
  const remove = (at: number): void => {
    wanted.current = '[data-name]';
    setSaid(`${nameOf(memberIds[at] ?? '')} taken out. ${memberIds.length - 1} left.`);
    onChange(memberIds.toSpliced(at, 1));
  };
  const lost = typed.trim() !== '';
  return (
    <fieldset ref={box} className="min-w-0">
      <legend className="text-s font-strong">People the lead tells, in this order</legend>
      {memberIds.length > 0 && (
        <ol className="my-1">
          {memberIds.map((person, at) => (
            <li
              // The same person twice is a fault that is shown, so a person alone is no key.
              key={`${person} ${memberIds.slice(0, at).filter((one) => one === person).length}`}
              data-at={at}
              className="border-line flex flex-wrap items-center justify-between gap-x-4 border-b"
            >
              <span className="min-w-0 py-2">{nameOf(person)}</span>
              <span className="-mr-3 flex">
                {([-1, 1] as const).map((by) => (
                  <Button
                    key={by}
                    type="button"
                    data-move={by}
                    aria-label={`Move ${nameOf(person)} ${by < 0 ? 'up' : 'down'}`}
                    aria-disabled={by < 0 ? at === 0 : at === memberIds.length - 1}
                    className="aria-disabled:text-ink-2 border-transparent px-3"
                    onClick={() => move(at, by)}
                  >
                    {by < 0 ? 'Up' : 'Down'}
                  </Button>
                ))}
                <Button
                  type="button"
                  aria-label={`Take ${nameOf(person)} out of ${branch}`}
                  className="border-transparent px-3"
                  onClick={() => remove(at)}
                >
                  Take out
                </Button>
              </span>
            </li>
          ))}
        </ol>
      )}
      {memberIds.length < MOST_PEOPLE && (
        <div className="mt-2 max-w-md space-y-1">
          <label htmlFor={id} className="text-s block">
            Add a person
          </label>
          <input
            id={id}
            data-name
            list={list}
            autoComplete="off"
            className={BOX}
            aria-describedby={lost ? `${id}-lost` : undefined}
            value={typed}
            // Enter takes the name; it must not send the whole tree.
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add(typed, true);
            }}
            onBlur={() => add(typed, true)}
            onChange={(event) => add(event.currentTarget.value, false)}
          />
          {lost && (
            <p id={`${id}-lost`} className="text-ink-2 text-s">
              Choose a name from the list, and the person is added.
            </p>
          )}
        </div>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </fieldset>
  );
}
