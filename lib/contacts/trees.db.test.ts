// Trees in the database: saved as a whole, nobody's change wiped unseen, and a downtime that is open not disturbed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inPracticeSql } from '@/lib/db';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestPractice } from '@/lib/testing/practice';
import {
  addTree,
  bringBackTree,
  changeTree,
  moveTree,
  readTreeForEditing,
  readTrees,
  removeTree,
} from './index';
import { readRemovedTrees } from './tree-read';

const database = await useTestDatabase();
let practice: TestPractice;
let other: TestPractice;
beforeAll(async () => {
  practice = await testPractice({ others: 2 });
  other = await testPractice();
});
afterAll(() => database.drop());

const ids = () => ({
  owner: practice.owner.actor.personId,
  lead: practice.lead.actor.personId,
  staff: practice.staff.actor.personId,
  one: practice.others[0]?.personId ?? '',
  two: practice.others[1]?.personId ?? '',
});
const branch = (key: string, leadId: string, memberIds: string[] = [], parentKey: string | null = null) => ({
  key,
  name: key,
  leadId,
  memberIds,
  parentKey,
  waitMinutes: 5,
});

async function events(kind: string): Promise<Record<string, unknown>[]> {
  const rows = await inPracticeSql(practice, ({ sql }) =>
    sql<{ payload: Record<string, unknown> }>(
      `select payload from event where "practiceId" = $1::uuid and kind = $2 order by seq`,
      [practice.practiceId, kind],
    ),
  );
  return rows.map(({ payload }) => payload);
}

async function fresh(): Promise<string> {
  const { lead, owner, staff, one } = ids();
  return addTree(practice.owner, {
    name: 'Nights',
    branches: [branch('Top', lead, [owner]), branch('Desk', owner, [staff], 'Top'), branch('Bills', one)],
  });
}

describe('a whole tree', () => {
  it('keeps the branches that stay, whatever is done around them, and says what changed', async () => {
    const { lead, owner, staff, one, two } = ids();
    const treeId = await fresh();
    const { tree } = await readTreeForEditing(practice.owner, treeId);
    const [top, desk] = tree.branches;
    expect([desk?.parentId, top?.parentId]).toEqual([top?.id, null]);
    await changeTree(practice.owner, {
      treeId,
      name: 'Nights and weekends',
      branches: [
        { ...branch(desk?.id ?? '', owner, [one, staff], 'new'), name: 'Front' },
        { ...branch(top?.id ?? '', lead, [owner]), name: 'Top' },
        branch('new', two, [], top?.id ?? ''),
      ],
    });
    const after = await readTreeForEditing(practice.owner, treeId);
    expect(after.tree.branches.map(({ id, name, memberIds }) => [id, name, memberIds])).toEqual([
      [desk?.id, 'Front', [one, staff]],
      [top?.id, 'Top', [owner]],
      [expect.any(String), 'new', []],
    ]);
    const made = after.tree.branches[2];
    expect(made?.id).not.toBe('new');
    expect(after.tree.branches.map(({ parentId }) => parentId)).toEqual([made?.id, null, top?.id]);
    expect((await events('tree.changed')).at(-1)).toMatchObject({
      treeId,
      changes: [
        'name: Nights and weekends',
        'Front: name, told by, people',
        'new: added',
        'Bills: removed',
        'order of branches',
      ],
    });
    const same = { treeId, name: after.tree.name, branches: after.tree.branches.map(asGiven) };
    await changeTree(practice.owner, same);
    expect((await events('tree.changed')).filter((one) => one['treeId'] === treeId)).toHaveLength(1);
  });

  it('tells who saved meanwhile and keeps theirs, until the second press', async () => {
    const treeId = await fresh();
    const opened = await readTreeForEditing(practice.owner, treeId);
    const mine = { treeId, name: 'Mine', branches: opened.tree.branches.map(asGiven), opened: opened.print };
    await changeTree(practice.owner, { ...mine, name: 'Theirs', opened: null });
    await expect(changeTree(practice.owner, { ...mine, seen: opened.print })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/^Olive Owner saved this tree while you had it open \(name: Theirs\)/),
    });
    const { tree, print } = await readTreeForEditing(practice.owner, treeId);
    expect(tree.name).toBe('Theirs');
    await changeTree(practice.owner, { ...mine, seen: print });
    expect((await readTreeForEditing(practice.owner, treeId)).tree.name).toBe('Mine');
  });

  it('refuses circles, strangers and warnings nobody looked at', async () => {
    const { lead, owner, staff } = ids();
    const add = (branches: ReturnType<typeof branch>[], warningsSeen = true) =>
      addTree(practice.owner, { name: 'Bad', branches, warningsSeen });
    await expect(add([branch('a', lead, [], 'b'), branch('b', owner, [], 'a')])).rejects.toThrow(
      'The branches go in a circle',
    );
    await expect(add([branch('a', lead, [owner]), branch('b', owner, [lead])])).rejects.toThrow(
      /Leo Lead tells Olive Owner in “a”, and Olive Owner tells Leo Lead in “b”/,
    );
    await expect(add([branch('a', other.lead.actor.personId)])).rejects.toThrow('not in this practice');
    await expect(add([branch('a', lead), branch('a', owner)])).rejects.toMatchObject({ code: 'invalid' });
    await expect(add([branch('a', lead, [staff])], false)).rejects.toThrow(
      /Look at this first.*has no deputy/,
    );
    await expect(
      changeTree(other.owner, { treeId: practice.treeId, name: 'x', branches: [branch('a', lead)] }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(addTree(practice.lead, { name: 'x', branches: [branch('a', lead)] })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('does not take a branch of another tree for its own', async () => {
    const { lead } = ids();
    const [one, two] = [await fresh(), await fresh()];
    const [theirs] = (await readTreeForEditing(practice.owner, one)).tree.branches;
    await changeTree(practice.owner, {
      treeId: two,
      name: 'Two',
      branches: [branch(theirs?.id ?? '', lead)],
    });
    expect((await readTreeForEditing(practice.owner, one)).tree.branches[0]).toEqual(theirs);
  });
});

describe('the list of trees', () => {
  it('moves, takes off and brings back, but keeps the only one', async () => {
    const mine = await testPractice();
    const lead = mine.lead.actor.personId;
    await expect(removeTree(mine.owner, { treeId: mine.treeId })).rejects.toThrow(
      'It is your only contact tree',
    );
    const second = await addTree(mine.owner, { name: 'Cyber', branches: [branch('a', lead)] });
    const order = async () => (await readTrees(mine.owner)).map(({ id }) => id);
    await moveTree(mine.owner, { treeId: second, to: 'up' });
    await moveTree(mine.owner, { treeId: second, to: 'up' });
    expect(await order()).toEqual([second, mine.treeId]);
    await Promise.allSettled([
      removeTree(mine.owner, { treeId: second }),
      removeTree(mine.owner, { treeId: mine.treeId }),
    ]);
    expect(await order()).toHaveLength(1);
    const [gone] = await readRemovedTrees(mine.owner);
    await bringBackTree(mine.owner, { treeId: gone?.id ?? '' });
    await bringBackTree(mine.owner, { treeId: gone?.id ?? '' });
    expect(await order()).toHaveLength(2);
  });
});

function asGiven({
  id,
  parentId,
  ...rest
}: Awaited<ReturnType<typeof readTreeForEditing>>['tree']['branches'][number]) {
  return { ...rest, key: id, parentKey: parentId };
}
