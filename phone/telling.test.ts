import { describe, expect, test } from 'vitest';
import type { ReachKind } from '@/lib/contacts/rules';
import type { Person } from '@/lib/contacts/schema';
import type { Snapshot } from '@/lib/live/schema';
import { readinessOf } from './readiness';
import { peopleOf, sayTime, tellingOf } from './telling';

const reach = (kind: ReachKind, optedOut = false) => ({
  id: kind,
  kind,
  address: null,
  verified: true,
  optedOut,
  lastAnsweredAt: null,
});
const person = (id: string, reaches: Person['reaches'], language: Person['language'] = 'en'): Person => ({
  id,
  name: id,
  jobRoles: [],
  siteId: null,
  right: null,
  language,
  reaches,
});
const snapshot = {
  people: [
    person('Ana', [reach('mobile'), reach('email')], 'es'),
    person('Ben', [reach('mobile', true), reach('email')]),
    person('Cy', [reach('second', true)]),
    person('Dee', [reach('mobile')]),
    person('Outsider', [reach('mobile')]),
  ],
  trees: [
    {
      id: 'tree',
      name: 'Everyone',
      branches: [
        { id: 'one', name: 'One', leadId: 'Ana', deputyId: 'Ben', memberIds: ['Cy'] },
        { id: 'two', name: 'Two', leadId: 'Ana', deputyId: null, memberIds: ['Dee'] },
      ],
    },
  ],
  recent: [
    { drill: true, closedAt: '2026-09-01T12:00:00.000Z', noticedAt: '2026-09-01T11:00:00.000Z' },
    { drill: true, closedAt: '2026-10-12T11:00:00.000Z', noticedAt: '2026-10-12T11:00:00.000Z' },
    { drill: false, closedAt: '2026-11-12T12:00:00.000Z', noticedAt: '2026-11-12T11:00:00.000Z' },
  ],
} as unknown as Snapshot;

describe('who is told', () => {
  test('everybody of the tree once, however many branches name them', () => {
    expect(peopleOf(snapshot, 'tree').map((one) => one.id)).toEqual(['Ana', 'Ben', 'Cy', 'Dee']);
    expect(peopleOf(snapshot, null)).toEqual([]);
  });

  test('by the ways that were not stopped; who has none is named', () => {
    expect(tellingOf(snapshot, 'tree')).toEqual({
      people: 3,
      byText: 2,
      byEmail: 2,
      spanish: 1,
      unreachable: ['Cy'],
    });
  });
});

test('ready is counted from the same facts', () => {
  const ready = readinessOf(snapshot);
  expect([ready.reachable, ready.total, ready.unreachable, ready.oneWay]).toEqual([
    3,
    4,
    ['Cy'],
    ['Ben', 'Dee'],
  ]);
  expect(ready.lastDrill?.toISOString()).toBe('2026-10-12T11:00:00.000Z');
});

test('a time of another day says its day', () => {
  const now = new Date('2026-11-22T15:00:00Z');
  expect(sayTime(new Date('2026-11-22T14:05:00Z'), 'America/Chicago', now)).toBe('8:05 AM CST');
  expect(sayTime(new Date('2026-11-21T14:05:00Z'), 'America/Chicago', now)).toBe('Nov 21, 8:05 AM CST');
});
