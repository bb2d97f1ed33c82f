// How ready the practice is, counted from facts the phone holds; pure.
import type { Snapshot } from '@/lib/live/schema';
import { peopleOf } from './telling';

export interface Readiness {
  reachable: number;
  total: number;
  /** Nobody can reach them. */
  unreachable: string[];
  /** Only one way to reach them. */
  oneWay: string[];
  lastDrill: Date | null;
}

export function readinessOf(snapshot: Snapshot): Readiness {
  const people = peopleOf(snapshot, snapshot.trees[0]?.id ?? null);
  const ways = new Map(
    people.map((person) => [person, person.reaches.filter((reach) => !reach.optedOut).length]),
  );
  const withWays = (n: number) =>
    people.filter((person) => ways.get(person) === n).map((person) => person.name);
  const drills = snapshot.recent.filter((card) => card.drill).map((card) => card.noticedAt);
  const last = drills.toSorted().at(-1);
  const unreachable = withWays(0);
  return {
    reachable: people.length - unreachable.length,
    total: people.length,
    unreachable,
    oneWay: withWays(1),
    lastDrill: last ? new Date(last) : null,
  };
}
