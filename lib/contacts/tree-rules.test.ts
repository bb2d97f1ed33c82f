// What keeps a tree from working is said; what to look at is said; a circle is found if and only if there is one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_ROLES, RIGHTS, type JobRole } from '@/lib/access/rules';
import { callingCircle, callsOf, parentCircle } from './tree-circles';
import { treeFault, treeFindings, type BranchShape, type TreePersonFacts } from './tree-rules';
import { suggestTree } from './tree-suggest';

const person = (name: string, jobRoles: JobRole[], more: Partial<TreePersonFacts> = {}) =>
  [
    name.slice(0, 1).toLowerCase(),
    { name, jobRoles, reachable: true, stopped: false, callable: true, ...more },
  ] as const;
const people = new Map<string, TreePersonFacts>([
  person('Ann', ['incident_lead']),
  person('Ben', ['front_desk']),
  person('Cai', ['front_desk', 'incident_lead']),
]);
const desk: BranchShape = {
  key: 'desk',
  parentKey: null,
  name: 'Desk',
  leadId: 'a',
  deputyId: 'c',
  needRole: null,
  needCount: 0,
  memberIds: ['b'],
};
const said = (branches: BranchShape[], known = people, elsewhere?: Set<string>) =>
  treeFindings(branches, known, elsewhere).map(({ level, text }) => `${level}: ${text}`);

describe('what keeps a tree from being saved', () => {
  it('takes a tree that works, and one person in two branches', () => {
    expect(treeFault([desk, { ...desk, key: 'two', name: 'Other' }], people)).toBeNull();
  });
  it('says in one sentence that somebody is in a branch 50 times', () => {
    const fifty = { ...desk, memberIds: Array.from({ length: 50 }, () => 'b') };
    expect(said([fifty]).filter((text) => text.startsWith('error'))).toEqual([
      'error: Ben is in “Desk” 50 times. Keep one place.',
    ]);
    expect(treeFault([{ ...desk, deputyId: 'a' }], people)).toContain('Ann is in “Desk” twice');
  });
  it('refuses people who left or never were', () => {
    expect(treeFault([{ ...desk, leadId: 'x' }], people)).toContain('not in this practice any more');
    expect(treeFault([{ ...desk, leadId: null }], people)).toContain('has no lead');
    expect(treeFault([{ ...desk, name: ' ' }], people)).toContain('Branch 1 has no name');
  });
  it('refuses a count nobody can reach', () => {
    const asks = { ...desk, needRole: 'front_desk' as const };
    expect(treeFault([{ ...asks, needCount: 2 }], people)).toBeNull();
    expect(treeFault([{ ...asks, needCount: 3 }], people)).toContain('asks for 3 × Front desk but has 2');
  });
  it('says the way of a circle of branches, and one that hangs on nothing', () => {
    const a = { ...desk, parentKey: 'b' };
    const b = { ...desk, key: 'b', name: 'Nurses', parentKey: 'desk' };
    expect(treeFault([a, b], people)).toBe(
      'The branches go in a circle: “Desk”, which is told by “Nurses”, which is told by “Desk”. Let one of them be told by the tree itself.',
    );
    expect(treeFault([{ ...desk, parentKey: 'desk' }], people)).toContain('“Desk”, which is told by “Desk”');
    expect(treeFault([a], people)).toContain('is told by a branch that is not there');
  });
  it('says the way of calls that come back', () => {
    const under = {
      ...desk,
      key: 'n',
      name: 'Nurses',
      parentKey: 'desk',
      leadId: 'b',
      deputyId: null,
      memberIds: ['a'],
    };
    expect(treeFault([desk, under], people)).toBe(
      'The calls go in a circle: Ann tells Ben in “Desk”, and Ben tells Ann in “Nurses”. Take one of them out of a branch, or let another person lead.',
    );
  });
  it('lets two stand in for each other', () => {
    const other = { ...desk, key: 'n', name: 'Nurses', leadId: 'c', deputyId: 'a', memberIds: [] };
    expect(treeFault([desk, other], people)).toBeNull();
  });
});

describe('what to look at', () => {
  const without = (change: Partial<TreePersonFacts>, ...ids: string[]) =>
    new Map([...people].map(([id, one]) => [id, ids.includes(id) ? { ...one, ...change } : one]));
  it('screams when nobody can be reached, or everybody opted out', () => {
    expect(said([desk], without({ reachable: false }, 'a', 'b', 'c')).join()).toContain(
      'Nobody in this tree can be reached. A downtime would tell nobody.',
    );
    const stopped = without({ reachable: false, stopped: true }, 'a', 'b', 'c');
    expect(said([desk], stopped).join()).toContain('Everybody in this tree stopped our messages.');
  });
  it('names who has no way, who is alone with a job, and who is in no tree', () => {
    const words = said([{ ...desk, memberIds: [] }], without({ reachable: false }, 'a')).join('\n');
    expect(words).toContain('No way that works: Ann.');
    expect(words).toContain('In “Desk” only the deputy can be reached.');
    expect(words).toContain('Front desk has no second person in this tree: only Cai.');
    expect(words).toContain('In no contact tree, so told by nobody: Ben (1 person).');
    expect(said([{ ...desk, memberIds: [] }], people, new Set(['b'])).join()).not.toContain('Ben');
  });
  it('says who leads and cannot be called, and nobody else', () => {
    const words = said([desk], without({ callable: false }, 'a', 'b')).join('\n');
    expect(words).toContain('warning: Ann leads “Desk” and has no number to call.');
    expect(words).not.toContain('Ben');
    expect(said([desk]).join()).not.toContain('no number to call');
  });
  it('misses a deputy, people, and somebody to stand in', () => {
    const bare = { ...desk, deputyId: null, memberIds: [], needRole: 'incident_lead' as const, needCount: 1 };
    const words = said([bare]).join('\n');
    expect(words).toContain('“Desk” has no deputy.');
    expect(words).toContain('“Desk” has nobody besides its lead.');
    expect(words).toContain('has exactly that. Nobody can stand in');
  });
});

const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const keys = ['0', '1', '2', '3', '4', '5'];
const anyTree = fc.array(
  fc.record({
    parentKey: fc.option(fc.constantFrom(...keys), { freq: 1 }),
    leadId: fc.constantFrom(...ids),
    memberIds: fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Whether anything leads back to itself, by multiplying until nothing new is reached. */
function loops(edges: readonly (readonly [string, string])[]): boolean {
  const reach = new Set(edges.map(([from, to]) => `${from}>${to}`));
  for (let before = -1; before < reach.size;) {
    before = reach.size;
    for (const one of reach)
      for (const two of reach) {
        const [from, mid] = one.split('>');
        const [start, to] = two.split('>');
        if (mid === start) reach.add(`${from}>${to}`);
      }
  }
  return [...reach].some((edge) => edge.split('>')[0] === edge.split('>')[1]);
}

describe('circles (property)', () => {
  it('finds one of branches if and only if there is one, and it is one', () => {
    fc.assert(
      fc.property(anyTree, (given) => {
        const branches = given.map((branch, place) => ({ ...branch, key: String(place) }));
        const known = new Set(branches.map(({ key }) => key));
        const edges = branches.flatMap(({ key, parentKey }) =>
          parentKey !== null && known.has(parentKey) ? [[key, parentKey] as const] : [],
        );
        const found = parentCircle(branches);
        expect(found !== null).toBe(loops(edges));
        const parentOf = new Map(branches.map(({ key, parentKey }) => [key, parentKey]));
        found?.forEach((key, at) => expect(parentOf.get(key)).toBe(found[(at + 1) % found.length]));
      }),
    );
  });
  it('finds calls that come back if and only if they do, and says them in order', () => {
    fc.assert(
      fc.property(anyTree, (given) => {
        const branches = given.map((branch, place) => ({ ...branch, key: String(place) }));
        const calls = callsOf(branches);
        const found = callingCircle(branches);
        expect(found !== null).toBe(loops(calls.map(({ from, to }) => [from, to] as const)));
        found?.forEach(({ from, to, branch }, at) => {
          expect(calls).toContainEqual({ from, to, branch });
          expect(to).toBe(found[(at + 1) % found.length]?.from);
        });
      }),
      { numRuns: 300 },
    );
  });
  it('walks a chain of a thousand people', () => {
    const chain = Array.from({ length: 1000 }, (_, n) => ({
      key: `${n}`,
      parentKey: null,
      leadId: `p${n}`,
      memberIds: [`p${(n + 1) % 1000}`],
    }));
    expect(callingCircle(chain)).toHaveLength(1000);
    expect(callingCircle(chain.slice(1))).toBeNull();
  });
});

describe('a suggested tree', () => {
  const anyPeople = fc.array(
    fc.record({
      jobRoles: fc.uniqueArray(fc.constantFrom(...JOB_ROLES), { minLength: 1 }),
      right: fc.option(fc.constantFrom(...RIGHTS)),
    }),
    { minLength: 1, maxLength: 30 },
  );
  it('can always be saved as it is, and has everybody in it who has a job besides leading', () => {
    fc.assert(
      fc.property(anyPeople, (given) => {
        const all = given.map((one, place) => ({ ...one, id: `p${place}` }));
        const facts = new Map(
          all.map(({ id, jobRoles }) => [
            id,
            { name: id, jobRoles, reachable: true, stopped: false, callable: true },
          ]),
        );
        const branches = suggestTree(all);
        expect(treeFault(branches, facts)).toBeNull();
        const placed = new Set(
          branches.flatMap(({ leadId, deputyId, memberIds }) => [leadId, deputyId, ...memberIds]),
        );
        expect(all.filter(({ id }) => !placed.has(id))).toEqual([]);
      }),
    );
  });
  it('puts the incident leads first, who tell the leads of the others', () => {
    const branches = suggestTree([
      { id: 'n1', jobRoles: ['ma_nurse'], right: 'staff' },
      { id: 'n2', jobRoles: ['ma_nurse', 'incident_lead'], right: 'lead' },
      { id: 'n3', jobRoles: ['ma_nurse'], right: null },
      { id: 'o', jobRoles: ['clinician', 'incident_lead'], right: 'owner' },
      { id: 'm', jobRoles: ['incident_lead'], right: 'manager' },
    ]);
    expect(
      branches.map(({ key, parentKey, leadId, deputyId, needCount }) => [
        key,
        parentKey,
        leadId,
        deputyId,
        needCount,
      ]),
    ).toEqual([
      ['incident_lead', null, 'm', 'o', 2],
      ['ma_nurse', 'incident_lead', 'n2', 'n1', 2],
    ]);
  });
});
