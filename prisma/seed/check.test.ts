// Holds the seed data to the rules users' own plans are held to, and keeps every number in it fictional.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { Demo, Starters, type Runbook } from './shape';

const source = (name: string) => readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8');
const { runbooks } = Starters.parse(JSON.parse(source('../../lib/runbooks/starters/edition-1')));
const demos = ['lakeside', 'hillcrest'].map((name) => ({
  text: source(name),
  ...Demo.parse(JSON.parse(source(name))),
}));
const allSteps = (runbook: z.infer<typeof Runbook>) => runbook.sections.flatMap((section) => section.steps);
const names = demos.flatMap((demo) => demo.people.flatMap((person) => person.name.split(' ')));
const placeholders = new Set(
  [...source('../../lib/runbooks/starters/edition-1').matchAll(/\{\{([^}]*)\}\}/g)].map((match) =>
    (match[1] ?? '').replace(/^site\./, ''),
  ),
);
const repeats = (list: string[]) => list.filter((item, index) => list.indexOf(item) !== index);

// kind, sections, steps and critical steps of each starter; a lost step must not go unnoticed.
const COUNTS: Record<string, [string, number, number, number]> = {
  'planned-maintenance': ['planned', 5, 25, 11],
  'short-downtime': ['short', 5, 21, 9],
  'long-downtime': ['long', 4, 25, 11],
  'internet-outage': ['internet', 4, 17, 6],
  'power-loss': ['power', 5, 20, 7],
  'cyber-incident': ['cyber', 5, 25, 12],
  'loss-of-site': ['site', 5, 25, 11],
  recovery: ['recovery', 5, 25, 13],
  readiness: ['readiness', 4, 16, 6],
  'partial-outage': ['partial', 3, 13, 6],
  'vendor-loss': ['vendor', 3, 12, 6],
};
const DOWN: Record<string, 'ehr' | 'internet' | 'power'> = {
  short: 'ehr',
  long: 'ehr',
  vendor: 'ehr',
  partial: 'ehr',
  internet: 'internet',
  power: 'power',
};

describe('starters', () => {
  it('has all eleven, each with every step', () => {
    const counts = runbooks.map((runbook) => {
      const steps = allSteps(runbook);
      const critical = steps.filter((step) => step.critical).length;
      return [runbook.slug, [runbook.kind, runbook.sections.length, steps.length, critical]];
    });
    expect(Object.fromEntries(counts)).toEqual(COUNTS);
    expect(runbooks.flatMap(allSteps)).toHaveLength(224);
  });

  it('escalates only to starters', () => {
    expect(runbooks.flatMap((runbook) => runbook.escalatesTo).filter((slug) => !(slug in COUNTS))).toEqual(
      [],
    );
  });

  it('uses only well-formed placeholders', () => {
    expect([...placeholders].filter((name) => !/^[a-z_]+$/.test(name))).toEqual([]);
    expect(source('../../lib/runbooks/starters/edition-1').match(/\{\{(?!site\.)/g)).toBeNull();
  });

  describe.each(runbooks)('$slug', (runbook) => {
    const steps = allSteps(runbook);

    it('has unique step keys', () => expect(repeats(steps.map((step) => step.key))).toEqual([]));

    it('needs nothing its scenario says is down', () => {
      const down = DOWN[runbook.kind];
      expect(steps.filter((step) => down && step.needs.includes(down)).map((step) => step.key)).toEqual([]);
    });

    it('gives no role more than 12 steps in a section', () => {
      for (const section of runbook.sections) {
        for (const one of JOB_ROLES) {
          expect(section.steps.filter((step) => step.role === one).length).toBeLessThanOrEqual(12);
        }
      }
    });

    it('is at most 60% critical', () => {
      expect(steps.filter((step) => step.critical).length / steps.length).toBeLessThanOrEqual(0.6);
    });

    it('names no person', () => {
      const told = steps.map((step) => `${step.title} ${step.detail}`).join(' ');
      expect(names.filter((name) => new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'u').test(told))).toEqual([]);
    });
  });
});

describe.each(demos)('$name', (demo) => {
  const people = new Map(demo.people.map((person) => [person.key, person]));
  const sites = demo.sites.map((site) => site.key);

  it('gives every placeholder a value at every site, and no value nobody uses', () => {
    for (const site of demo.sites) {
      const facts = { ...demo.facts, ...site.facts };
      expect(Object.keys(facts).sort()).toEqual([...placeholders].sort());
    }
  });

  it('shows only fictional phone numbers', () => {
    const written = demo.text.match(/\+\d{7,}|\(?\d{3}\)?[ -]\d{3}-\d{4}/g) ?? [];
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((number) => !/^1?[2-9]\d{2}55501\d{2}$/.test(number.replace(/\D/g, '')))).toEqual(
      [],
    );
  });

  it('repeats no key, address or log-in', () => {
    for (const list of [
      demo.sites,
      demo.alternateSites,
      demo.vendors,
      demo.people,
      demo.trees,
      demo.history,
    ]) {
      expect(repeats(list.map((item) => item.key))).toEqual([]);
    }
    expect(repeats(demo.people.flatMap((person) => person.reach.map((way) => way.address)))).toEqual([]);
    expect(repeats(demo.people.flatMap((person) => person.email ?? []))).toEqual([]);
  });

  it('resolves every site, runbook and person it names', () => {
    const named = [...demo.people, ...demo.alternateSites, ...demo.history].map((item) => item.site);
    expect(named.filter((site) => !sites.includes(site))).toEqual([]);
    const vendors = demo.vendors.map((vendor) => vendor.key);
    const kept = demo.sites.flatMap((site) => site.systems).flatMap(({ vendor }) => vendor ?? []);
    expect(kept.filter((vendor) => !vendors.includes(vendor))).toEqual([]);
    const owners = demo.alternateSites.flatMap(({ owner }) => owner ?? []);
    expect(owners.filter((person) => !people.has(person))).toEqual([]);
    const acting = demo.history.flatMap((past) => [past.declaredBy, past.closedBy]);
    expect(acting.filter((person) => !people.get(person)?.right)).toEqual([]);
    const used = demo.history.flatMap((past) => [past.runbook, past.wentLong?.runbook ?? past.runbook]);
    expect(used.filter((slug) => !(slug in COUNTS))).toEqual([]);
  });

  it('says the contract’s numbers as its sentence does', () => {
    for (const { promise, promisePercent, countsFrom, claimDays } of demo.vendors) {
      for (const number of [promisePercent, countsFrom, claimDays])
        expect(promise).toContain(number === null ? '' : String(number));
    }
  });

  it('has believable history', () => {
    for (const past of demo.history) {
      const total = [past.runbook, past.wentLong?.runbook].reduce(
        (sum, slug) => sum + (COUNTS[slug ?? '']?.[2] ?? 0),
        0,
      );
      expect([past.stepsTotal, past.told]).toEqual([total, people.size]);
      expect(past.stepsDone).toBeLessThanOrEqual(past.stepsTotal);
      expect(past.answered).toBeLessThanOrEqual(past.told);
      expect(past.minutesToDeclare).toBeLessThan(past.wentLong?.atMinute ?? past.minutesOpen);
      expect(past.wentLong?.atMinute ?? 0).toBeLessThan(past.minutesOpen);
    }
  });

  it('gives a log-in to members and to nobody else', () => {
    for (const { right, email: login, password } of demo.people) {
      expect([login !== undefined, password !== undefined]).toEqual([
        right !== undefined,
        right !== undefined,
      ]);
    }
    expect(demo.people.filter((person) => person.right === 'owner')).toHaveLength(1);
  });

  it('has a tree with everybody in it once, whose branches can reach their count', () => {
    for (const tree of demo.trees) {
      const placed = tree.branches.flatMap((branch) => [branch.lead, branch.deputy, ...branch.members]);
      expect(placed.sort()).toEqual([...people.keys()].sort());
      for (const branch of tree.branches) {
        const team = [branch.lead, branch.deputy, ...branch.members];
        const able = team.filter((person) => people.get(person)?.jobRoles.includes(branch.needRole));
        expect(able.length).toBeGreaterThanOrEqual(branch.needCount);
      }
    }
  });
});

describe('who is in the demo practices', () => {
  const [lakeside, hillcrest] = demos;
  const holding = (demo: typeof lakeside, one: string) =>
    demo?.people.filter((person) => person.jobRoles.some((held) => held === one)).length ?? 0;

  it('covers every job role: twice at Lakeside, once at Hillcrest', () => {
    for (const one of JOB_ROLES) {
      expect(holding(lakeside, one)).toBeGreaterThanOrEqual(2);
      expect(holding(hillcrest, one)).toBeGreaterThanOrEqual(1);
    }
  });

  it('has one honest gap: a person with no second number', () => {
    const gaps = demos.map((demo) =>
      demo.people
        .filter((person) => !person.reach.some((way) => way.kind === 'second'))
        .map((person) => person.name),
    );
    expect(gaps).toEqual([['Lee Hartwell'], ['Yuki Tanabe']]);
    expect(demos.map((demo) => demo.people.length)).toEqual([14, 9]);
  });
});
