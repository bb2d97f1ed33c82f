// Whom a row of a staff list means, and what it changes about them. Pure: the rows of one piece are looked at together.
import { newId } from '@/lib/core';
import type { JobRole } from '@/lib/access/rules';
import { nameKey, sameGiven, type ListedPerson } from './import-rows';
import { REACH_KINDS, type Language, type ReachKind } from './rules';

export interface Known {
  id: string;
  name: string;
  jobRoles: JobRole[];
  siteId: string | null;
  language: Language;
  notes: string;
  gone: boolean;
  /** A member whose right is above that of whoever brought the list: their jobs and site are not for it to change. */
  above: boolean;
  accountId: string | null;
  ways: { id: string; kind: ReachKind; address: string; position: number }[];
}

/** What a piece comes to; written in a few statements for all of its rows. */
export interface Outcome {
  added: Known[];
  changed: Set<Known>;
  /** Of the changed: whose jobs or site changed. */
  standing: Set<Known>;
  /** Rows about people of whom they say nothing new. */
  same: number;
  refused: { row: number; reason: string }[];
  /** Ways to write (new, back, or of another kind) and to take off. */
  put: { personId: string; kind: ReachKind; address: string; position: number }[];
  off: string[];
}

/** People by their addresses and names, as they are while a piece is taken in. */
export class People {
  private readonly byAddress = new Map<string, Set<Known>>();
  private readonly byName = new Map<string, Set<Known>>();

  constructor(known: readonly Known[]) {
    for (const person of known) this.file(person);
  }

  file(person: Known): void {
    add(this.byName, nameKey(person.name), person);
    for (const { address } of person.ways) add(this.byAddress, address, person);
  }

  /** The person a row means, null for somebody new, or why that cannot be said. */
  find(row: ListedPerson): Known | null | string {
    const sharing = new Set(
      REACH_KINDS.flatMap((kind) => row.ways[kind].flatMap((each) => [...(this.byAddress.get(each) ?? [])])),
    );
    // Whoever changed an address in this piece may stand under the old one still.
    const holders = [...sharing].filter((one) => shares(one, row));
    const named = holders.filter((one) => nameKey(one.name) === nameKey(row.name));
    if (named.length === 1) return named[0] ?? null;
    if (named.length > 1)
      return `${named.length} people of this name have this number or address. Change them by hand.`;
    const [holder] = holders;
    if (holder && holders.length === 1 && sameGiven(holder.name, row.name)) return holder;
    if (holder) {
      return `This number or address is ${holder.name}’s, and the names differ. The same person: change the name in the list. Two people who share it: add this one by hand.`;
    }
    const same = [...(this.byName.get(nameKey(row.name)) ?? [])].filter(
      (one) => row.siteId === null || one.siteId === null || one.siteId === row.siteId,
    );
    if (same.length > 1)
      return 'Several people have this name. Add a number or an e-mail that tells them apart.';
    return same[0] ?? null;
  }
}

function add(map: Map<string, Set<Known>>, key: string, person: Known): void {
  const found = map.get(key);
  if (found) found.add(person);
  else map.set(key, new Set([person]));
}

function shares(person: Known, row: ListedPerson): boolean {
  return person.ways.some(({ address }) => REACH_KINDS.some((kind) => row.ways[kind].includes(address)));
}

/** Takes one row in. */
export function takeRow(
  people: People,
  outcome: Outcome,
  at: number,
  row: ListedPerson,
  jobDefault: JobRole | null,
): void {
  const found = people.find(row);
  if (typeof found === 'string') return void outcome.refused.push({ row: at, reason: found });
  if (found?.gone) {
    const reason = `${found.name} left the practice. Bring them back on their page first.`;
    return void outcome.refused.push({ row: at, reason });
  }
  if (found?.above && changesStanding(found, row)) {
    const reason = `${found.name} has a right here above yours, and only an owner may change their jobs or site. Leave both out of this row.`;
    return void outcome.refused.push({ row: at, reason });
  }
  if (found) {
    if (changesStanding(found, row)) outcome.standing.add(found);
    if (change(found, row, outcome)) {
      people.file(found);
      outcome.changed.add(found);
    } else outcome.same += 1;
    return;
  }
  const jobRoles = row.jobRoles ?? (jobDefault === null ? null : [jobDefault]);
  if (jobRoles === null) {
    return void outcome.refused.push({
      row: at,
      reason: 'There is no job. Name one, or choose one for all without.',
    });
  }
  const { name, siteId, language, notes } = row;
  const person: Known = {
    id: newId(),
    name,
    jobRoles,
    siteId,
    language: language ?? 'en',
    notes,
    gone: false,
    above: false,
    accountId: null,
    ways: [],
  };
  change(person, row, outcome);
  people.file(person);
  outcome.added.push(person);
}

function otherJobs({ jobRoles }: Known, listed: readonly JobRole[]): boolean {
  return listed.toSorted().join() !== jobRoles.toSorted().join();
}

function changesStanding(person: Known, { jobRoles, siteId }: ListedPerson): boolean {
  return (siteId !== null && siteId !== person.siteId) || (jobRoles !== null && otherJobs(person, jobRoles));
}

/** Says what the row says over what is known; empty cells say nothing. True when that changed anything. */
function change(person: Known, row: ListedPerson, outcome: Outcome): boolean {
  let changed = false;
  const set = <F extends 'name' | 'siteId' | 'language' | 'notes'>(field: F, value: Known[F]): void => {
    if (value === null || value === '' || person[field] === value) return;
    person[field] = value;
    changed = true;
  };
  set('name', row.name);
  set('siteId', row.siteId);
  if (row.language !== null) set('language', row.language);
  set('notes', row.notes);
  if (row.jobRoles !== null && otherJobs(person, row.jobRoles)) {
    person.jobRoles = row.jobRoles;
    changed = true;
  }
  const listedAt = new Map(
    REACH_KINDS.flatMap((kind) => row.ways[kind].map((address) => [address, kind] as const)),
  );
  for (const way of person.ways.slice()) {
    const kind = listedAt.get(way.address);
    // Of a kind the row names, what it leaves out is gone.
    if (kind === undefined && row.ways[way.kind].length > 0) {
      person.ways.splice(person.ways.indexOf(way), 1);
      const waiting = outcome.put.findIndex(
        (put) => put.personId === person.id && put.address === way.address,
      );
      if (waiting !== -1) outcome.put.splice(waiting, 1);
      if (way.id !== '') outcome.off.push(way.id);
      changed = true;
    }
    if (kind !== undefined && kind !== way.kind) {
      way.kind = kind;
      outcome.put.push({ personId: person.id, kind, address: way.address, position: way.position });
      changed = true;
    }
    listedAt.delete(way.address);
  }
  for (const [address, kind] of listedAt) {
    const position = Math.max(-1, ...person.ways.map((way) => way.position)) + 1;
    person.ways.push({ id: '', kind, address, position });
    outcome.put.push({ personId: person.id, kind, address, position });
    changed = true;
  }
  return changed;
}
