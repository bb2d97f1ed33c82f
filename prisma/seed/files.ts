// The demo's own data files, read and typed. The verbs check every value again, as they check anybody's.
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { JOB_ROLES, RIGHTS } from '@/lib/access/rules';
import { AddReach } from '@/lib/contacts/schema';
import { LANGUAGES } from '@/lib/contacts/rules';
import { WHAT_DOWN } from '@/lib/incidents/rules';
import { AddAlternateSite, AddSite, AddVendor, CreatePractice } from '@/lib/practices/schema';

const Key = z.string().min(1).max(80);

const DemoPerson = z.strictObject({
  key: Key,
  name: z.string(),
  jobRoles: z.array(z.enum(JOB_ROLES)),
  site: Key,
  right: z.enum(RIGHTS).optional(),
  email: z.string().optional(),
  password: z.string().optional(),
  reach: z.array(AddReach),
  language: z.enum(LANGUAGES),
});

const DemoBranch = z.strictObject({
  name: z.string(),
  lead: Key,
  deputy: Key,
  waitMinutes: z.number(),
  needRole: z.enum(JOB_ROLES),
  needCount: z.number(),
  members: z.array(Key),
});

const Past = z.strictObject({
  key: Key,
  daysAgo: z.number(),
  hour: z.number(),
  minute: z.number(),
  drill: z.boolean(),
  site: Key,
  whatDown: z.array(z.enum(WHAT_DOWN)),
  runbook: Key,
  wentLong: z.strictObject({ runbook: Key, atMinute: z.number() }).nullable(),
  minutesToDeclare: z.number(),
  minutesOpen: z.number(),
  declaredBy: Key,
  closedBy: Key,
  closeReason: z.string(),
  answered: z.number(),
  told: z.number(),
  stepsDone: z.number(),
  stepsTotal: z.number(),
  paperUsed: z.number(),
});
export type Past = z.output<typeof Past>;

const DemoSystem = z.strictObject({
  name: z.string(),
  vendor: Key.nullable(),
  canWaitMinutes: z.number(),
  meanwhile: z.string(),
});

const Demo = CreatePractice.extend({
  /** What stands at every site that does not say otherwise. */
  facts: z.record(Key, z.string()),
  sites: z.array(AddSite.extend({ key: Key, systems: z.array(DemoSystem) })),
  alternateSites: z.array(
    AddAlternateSite.omit({ siteId: true, ownerId: true }).extend({
      key: Key,
      site: Key,
      owner: Key.nullable(),
    }),
  ),
  vendors: z.array(AddVendor.extend({ key: Key })),
  people: z.array(DemoPerson),
  trees: z.array(z.strictObject({ key: Key, name: z.string(), branches: z.array(DemoBranch) })),
  history: z.array(Past),
});
export type Demo = z.output<typeof Demo>;

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8'));
}

export function readDemos(): Demo[] {
  return ['lakeside', 'hillcrest'].map((name) => Demo.parse(read(name)));
}

/** The same id for the same words, so that seeding again says the same commands and gets the stored receipts. */
export function steadyId(...words: (string | number)[]): string {
  const hex = createHash('sha256').update(words.join('\0')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/** @throws Error when a file names something that is not in it. */
export function need<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The demo data names "${String(key)}", which is not there`);
  return value;
}
