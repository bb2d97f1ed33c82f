import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backoffMs, notNeeded, type NeedFacts } from './needed';
import { planDeliveries, type PlanPerson, type PlanReach } from './plan';

const NOW = new Date('2026-11-22T14:05:00Z');
let ids = 0;
const reach = (kind: string, optedOut = false): PlanReach => ({
  id: `r${(ids += 1)}`,
  kind,
  address: kind === 'email' ? 'a@b.example' : '+13125550100',
  position: ids,
  optedOut,
});
const person = (...reaches: PlanReach[]): PlanPerson => ({ id: 'p', name: 'Pat', language: 'en', reaches });
const ways = (one: PlanPerson) =>
  planDeliveries([one], NOW).map(({ reach: way, state }) => `${way.kind} ${state}`);

describe('who is told by which ways', () => {
  test.each([
    [person(), []],
    [person(reach('mobile'), reach('email')), ['email waiting', 'mobile waiting']],
    [person(reach('second'), reach('mobile')), ['mobile waiting']],
    [person(reach('second'), reach('mobile', true)), ['mobile dropped', 'second waiting']],
    [person(reach('second')), ['second waiting']],
    [person(reach('mobile', true), reach('email')), ['email waiting', 'mobile dropped']],
    [person(reach('email', true)), ['email dropped']],
    [person(reach('email'), reach('email')), ['email waiting']],
  ])('%#', (one, expected) => {
    expect(ways(one)).toEqual(expected);
  });

  test('nobody gets two of one channel, and nobody who said stop gets any (property)', () => {
    const anyReach = fc.record({
      kind: fc.constantFrom('mobile', 'second', 'email'),
      optedOut: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyReach, { maxLength: 6 }), (given) => {
        const planned = planDeliveries([person(...given.map((one) => reach(one.kind, one.optedOut)))], NOW);
        const going = planned.filter(({ state }) => state === 'waiting');
        return (
          new Set(going.map(({ channel }) => channel)).size === going.length &&
          going.every((one) => !one.reach.optedOut) &&
          planned.filter(({ state }) => state === 'dropped').every((one) => one.reason !== '')
        );
      }),
    );
  });
});

describe('whether it still makes sense', () => {
  const fresh: NeedFacts = {
    kind: 'declared',
    incidentState: 'open',
    newer: false,
    answered: false,
    stopped: false,
    personActive: true,
    wayRemoved: false,
    ageMinutes: 1,
    attempts: 0,
  };

  test.each<[Partial<NeedFacts>, 'dropped' | 'failed' | null]>([
    [{}, null],
    [{ answered: true }, 'dropped'],
    [{ newer: true }, 'dropped'],
    [{ incidentState: 'closed' }, 'dropped'],
    [{ kind: 'all-clear', incidentState: 'closed' }, null],
    [{ kind: 'all-clear', incidentState: 'closed', answered: true }, null],
    [{ kind: 'all-clear', incidentState: 'closed', stopped: true }, 'dropped'],
    [{ kind: 'reported', incidentState: 'reported' }, null],
    [{ kind: 'reported' }, 'dropped'],
    [{ wayRemoved: true }, 'dropped'],
    [{ personActive: false }, 'dropped'],
    [{ ageMinutes: 60 }, 'failed'],
    [{ attempts: 5 }, 'failed'],
    [{ attempts: 4 }, null],
  ])('%j: %s', (change, expected) => {
    expect(notNeeded({ ...fresh, ...change })?.state ?? null).toBe(expected);
  });

  test('the wait grows with age, is jittered, and never comes before Retry-After (property)', () => {
    const ages = fc.tuple(
      fc.nat(3_600_000),
      fc.nat(3_600_000),
      fc.nat(900_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(ages, ([a, b, after, luck]) => {
        const [young, old] = [Math.min(a, b), Math.max(a, b)];
        const wait = backoffMs(young, undefined, () => luck);
        return (
          wait >= 2_000 &&
          wait <= 45_000 &&
          backoffMs(old, undefined, () => luck) >= wait &&
          backoffMs(young, after, () => luck) >= after
        );
      }),
    );
  });
});
