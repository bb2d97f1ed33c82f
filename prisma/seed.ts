// The two demo practices, made through the same verbs and the same checks as anybody's practice.
import type { Ctx } from '@/lib/access';
import { addMinutes, newId, plural } from '@/lib/core';
import { closeDatabase, inPracticeSql } from '@/lib/db';
import { confirmPerson } from '@/lib/contacts';
import { readEvents, record } from '@/lib/events';
import { closeJobs } from '@/lib/jobs';
import { createPractice, findPracticeId } from '@/lib/practices';
import { readStarters } from '@/lib/runbooks';
import { readDemos, type Demo } from './seed/files';
import { playHistory } from './seed/history';
import { addKit } from './seed/kit';
import { addPeople, addPlaces, addPlans, addTrees } from './seed/places';
import { addPastTest } from './seed/tests';

const OPENED_DAYS_AGO = 150;
/** The last time everybody was asked whether their numbers are right. */
const CONFIRMED_DAYS_AGO = 20;
const DAY_MINUTES = 24 * 60;
const HOLDFAST = { kind: 'system', name: 'Holdfast' } as const;

interface Begun {
  practiceId: string;
  opened: Date;
  finished: boolean;
}

/** Finds the practice or makes it. Its first event says when it was opened, so that going on counts from the same day. */
async function begin({ slug, name, smsName, zone, kind, ehr }: Demo): Promise<Begun> {
  const known = await findPracticeId(slug);
  const practiceId = known ?? newId();
  if (known === null) {
    const at = addMinutes(new Date(), -OPENED_DAYS_AGO * DAY_MINUTES);
    await createPractice({ practiceId, actor: HOLDFAST, at }, { slug, name, smsName, zone, kind, ehr });
  }
  const events = await inPracticeSql({ practiceId }, ({ sql }) => readEvents(sql, practiceId, practiceId, 0));
  const [first] = events;
  if (!first) throw new Error(`${name} has no first event`);
  return {
    practiceId,
    opened: new Date(first.at),
    finished: events.some((event) => event.kind === 'practice.seeded'),
  };
}

async function seedPractice(demo: Demo): Promise<boolean> {
  const { practiceId, opened, finished } = await begin(demo);
  if (finished) return false;
  const ctx: Ctx = { practiceId, actor: HOLDFAST, at: addMinutes(opened, 30) };
  const sites = await addPlaces(ctx, demo);
  const { people, members } = await addPeople(ctx, demo, sites);
  const treeId = await addTrees(ctx, demo, people);
  const manager = [...members.values()].find(({ actor }) => actor.right === 'manager');
  if (!manager) throw new Error(`${demo.name} has no manager`);
  const plans = await addPlans({ ...manager, at: addMinutes(opened, DAY_MINUTES) });
  const cast = { sites, people, members, treeId, plans };
  await playHistory(demo, cast, { practiceId, opened, openedDaysAgo: OPENED_DAYS_AGO });
  await addPastTest(
    { ...manager, at: addMinutes(opened, 2 * DAY_MINUTES) },
    demo.slug,
    treeId,
    manager.actor.personId,
  );
  await addKit(demo, cast, manager, { opened, openedDaysAgo: OPENED_DAYS_AGO });
  const confirmed = {
    practiceId,
    actor: HOLDFAST,
    at: addMinutes(new Date(), -CONFIRMED_DAYS_AGO * DAY_MINUTES),
  };
  for (const personId of people.values()) await confirmPerson(confirmed, { personId });
  const last = { practiceId, actor: HOLDFAST };
  await inPracticeSql(last, (door) =>
    record(last, door, { chainId: practiceId, kind: 'practice.seeded', payload: {} }),
  );
  return true;
}

/**
 * Makes whichever demo practice is missing or unfinished, one after the other; does nothing when both are there.
 * Runs as the app role, before a worker listens. Killed half way, the next call goes on where this one stopped.
 */
export async function seed({ log }: { log: (line: string) => void }): Promise<void> {
  for (const demo of readDemos()) {
    const made = await seedPractice(demo);
    if (!made) continue;
    log(
      `${demo.name}: ${plural(demo.people.length, 'person', 'people')}, ${plural(readStarters().length, 'plan')}`,
    );
  }
}

async function main(): Promise<void> {
  await seed({ log: (line) => console.log(line) });
  await closeJobs();
  await closeDatabase();
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
