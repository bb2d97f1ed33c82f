'use client';
// Where things are, by the short names that plans use: {{site.fridge}}.
import { useState } from 'react';
import { listed, plural } from '@/lib/core';
import { Button } from '@/components/ui/button';
import { useRows, type Row } from '@/components/ui/rows';
import { MOST_FACTS, placeholder } from '@/lib/practices/rules';
import type { Uses } from './uses';

interface Fact {
  name: string;
  value: string;
}

const BOX = 'rounded-corner border-line-2 bg-paper text-ink block w-full border px-3 py-2 min-h-12';
/** A site says these in fields of their own. */
const OWN = ['name', 'address', 'phone'];

export interface FactsFieldProps {
  facts: Readonly<Record<string, string>>;
  uses: Uses;
  /** What the whole practice says, which stands where this site says nothing; null when these are the practice's. */
  shared: Readonly<Record<string, string>> | null;
}

const of = <T,>(map: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;

export function FactsField({ facts, uses, shared }: FactsFieldProps) {
  const sorted = Object.entries(facts).sort(([a], [b]) => a.localeCompare(b));
  const list = useRows<Fact>(
    sorted.map(([name, value]) => ({ name, value })),
    'Fact',
  );
  const here = new Set(list.rows.map(({ value }) => value.name.trim()));
  const inherited = Object.entries(shared ?? {}).filter(([name]) => !here.has(name));
  const missing = Object.keys(uses)
    .filter((name) => !here.has(name) && !OWN.includes(name) && of(shared ?? {}, name) === undefined)
    .sort();
  return (
    <div id={list.id} className="space-y-4">
      <h2 className="text-xl">{shared === null ? 'Facts of every site' : 'Where things are'}</h2>
      <p className="text-ink-2 max-w-prose">
        Plans are written once for every site. Where a step says{' '}
        <code className="text-ink">{placeholder('fridge')}</code>, each site’s people read what stands here
        beside <code className="text-ink">fridge</code>. Names are small letters, digits and _.
      </p>
      <input type="hidden" name="facts" value={JSON.stringify(list.rows.map(({ value }) => value))} />
      {list.rows.length > 0 && (
        <table className="stack table">
          <thead>
            <tr>
              <th scope="col" className="w-1/5">
                Name
              </th>
              <th scope="col" className="w-1/2">
                What it says
              </th>
              <th scope="col">In plans</th>
              <th scope="col">
                <span className="sr-only">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((row, at) => (
              <FactRow
                key={row.key}
                row={row}
                number={at + 1}
                titles={of(uses, row.value.name.trim()) ?? []}
                instead={of(shared ?? {}, row.value.name.trim())}
                change={(part) => list.change(row.key, part)}
                remove={() => list.remove(row.key)}
              />
            ))}
          </tbody>
        </table>
      )}
      <p role="status" className="sr-only">
        {list.said}
      </p>
      {list.rows.length < MOST_FACTS ? (
        <Button type="button" data-add onClick={() => list.add({ name: '', value: '' })}>
          Add a fact
        </Button>
      ) : (
        <p data-add tabIndex={-1}>
          That is {MOST_FACTS}, as many as one site holds.
        </p>
      )}
      {missing.length > 0 && (
        <div className="max-w-prose">
          <h3 className="font-strong">Plans ask for these, and nothing stands here yet</h3>
          <p className="text-ink-2 text-s mb-2">Until then people read a blank line. Press one to add it.</p>
          <div className="flex flex-wrap gap-2">
            {missing.map((name) => (
              <Button
                key={name}
                type="button"
                className="text-s"
                onClick={() => list.add({ name, value: '' })}
              >
                {name}
              </Button>
            ))}
          </div>
        </div>
      )}
      {inherited.length > 0 && (
        <div className="max-w-prose">
          <h3 className="font-strong">From the facts of every site</h3>
          <p className="text-ink-2 text-s mb-2">
            These stand here too. Press one to say something else at this site.
          </p>
          <ul className="space-y-2">
            {inherited.map(([name, value]) => (
              <li key={name}>
                <Button type="button" className="text-s mr-3" onClick={() => list.add({ name, value })}>
                  {name}
                </Button>
                {value}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function FactRow({
  row: { key, value: fact },
  number,
  titles,
  instead,
  change,
  remove,
}: {
  row: Row<Fact>;
  number: number;
  titles: readonly string[];
  instead: string | undefined;
  change: (part: Partial<Fact>) => void;
  remove: () => void;
}) {
  const [asked, setAsked] = useState(false);
  const [copied, setCopied] = useState(false);
  const name = fact.name.trim();
  const what = name || `fact ${number}`;
  const used = titles.length > 0;
  const copy = (): void => {
    void navigator.clipboard.writeText(placeholder(name)).then(() => setCopied(true));
  };
  return (
    <tr data-row={key}>
      <td data-label="Name">
        <input
          aria-label={`Name of fact ${number}`}
          className={BOX}
          value={fact.name}
          maxLength={40}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </td>
      <td data-label="What it says">
        <textarea
          aria-label={`What ${what} says`}
          className={`${BOX} field-sizing-content`}
          rows={2}
          maxLength={300}
          value={fact.value}
          onChange={(event) => change({ value: event.currentTarget.value })}
        />
        {asked && (
          <p role="alert" className="text-danger mt-2 max-w-prose">
            {plural(titles.length, 'plan uses', 'plans use')} {placeholder(name)}: {listed(titles)}. Without
            it people read {instead === undefined ? 'a blank line' : `“${instead}”`} there. Press again to
            remove it.
          </p>
        )}
      </td>
      <td className="text-s">
        <p className="text-ink-2">{used ? `Used by ${plural(titles.length, 'plan')}` : 'Used by no plan'}</p>
        {name !== '' && (
          <button type="button" className="reach text-accent text-left underline" onClick={copy}>
            {copied ? 'Copied ' : 'Copy '}
            <code className="break-all">{placeholder(name)}</code>
          </button>
        )}
      </td>
      <td className="text-right">
        <Button
          type="button"
          look={asked ? 'danger' : 'plain'}
          aria-label={asked ? `Remove ${what} anyway` : `Remove ${what}`}
          onClick={() => (used && !asked ? setAsked(true) : remove())}
        >
          {asked ? 'Remove anyway' : 'Remove'}
        </Button>
      </td>
    </tr>
  );
}
