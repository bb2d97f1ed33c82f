// For tests of people: a practice with messages captured, people added by hand, and the newest record of something.
import { inPracticeSql } from '@/lib/db';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import { addPersonByHand, readPerson } from '.';

export const facts = {
  name: 'Ana Lopez',
  jobRoles: ['billing' as const],
  siteId: null,
  language: 'es' as const,
  notes: '',
};
export const byHand = { ...facts, mobile: '', second: '', email: '' };

export interface TestPeople {
  practice: TestPractice;
  /** With the practice's id as $1. */
  sql: <T extends object>(text: string, values?: unknown[]) => Promise<T[]>;
  /** A mobile nobody else has, as typed. */
  number: () => string;
  /** Somebody new with such a mobile. */
  add: () => Promise<string>;
  /** Their first way. */
  wayOf: (personId: string) => Promise<Awaited<ReturnType<typeof readPerson>>['ways'][number]>;
  newestEvent: (kind: string) => Promise<{ id: string; payload: Record<string, string> }>;
}

export async function testPeople(): Promise<TestPeople> {
  const practice = await testPractice({ others: 2 });
  const sql = <T extends object>(text: string, values: unknown[] = []) =>
    inPracticeSql(practice, (door) => door.sql<T>(text, [practice.practiceId, ...values]));
  let place = 0;
  const number = (): string => {
    place += 1;
    return `312-555-01${String(place).padStart(2, '0')}`;
  };
  return {
    practice,
    sql,
    number,
    add: () => addPersonByHand(practice.owner, { ...byHand, mobile: number() }),
    async wayOf(personId) {
      const [way] = (await readPerson(practice.owner, personId)).ways;
      if (!way) throw new Error('No way');
      return way;
    },
    async newestEvent(kind) {
      const [event] = await sql<{ id: string; payload: Record<string, string> }>(
        `select id, payload from event where "practiceId" = $1::uuid and kind = $2 order by seq desc limit 1`,
        [kind],
      );
      if (!event) throw new Error(`No ${kind}`);
      return event;
    },
  };
}
