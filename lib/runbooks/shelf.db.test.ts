// The shelf: starters with their editions, plans as files, plans taken off and put back.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestMember, type TestPractice } from '@/lib/testing/practice';
import { draftOf, readDraft } from './draft';
import {
  addStarter,
  createPlan,
  exportPlan,
  findStarter,
  importFile,
  readEditor,
  readPlan,
  readRunbook,
  readRunbooks,
  readShelf,
  readStarterNews,
  seeStarter,
  setRemoved,
  startDraft,
  takeStarterStep,
} from './index';

const database = await useTestDatabase();
let practice: TestPractice;
let other: TestPractice;

beforeAll(async () => {
  practice = await testPractice();
  other = await testPractice();
});
afterAll(() => database.drop());

async function draftOfPlan(as: TestMember, slug: string) {
  const editor = await readEditor(as, slug);
  if (!editor) throw new Error('no draft');
  return readDraft(draftOf(Buffer.from(editor.view.state, 'base64'))).plan;
}

it('adds a starter again and again, says what a newer edition changed, takes single steps', async () => {
  const { owner } = practice;
  const old = await addStarter(owner, { starter: 'planned-maintenance', edition: 1 });
  const again = await addStarter(owner, { starter: 'planned-maintenance' });
  expect([old.slug, again.slug]).toEqual(['planned-maintenance', 'planned-maintenance-2']);
  await expect(addStarter(owner, { starter: 'nothing' })).rejects.toMatchObject({ code: 'not-found' });
  const news = await readStarterNews(owner, old.slug);
  expect(news).toMatchObject({ seen: 1, newest: 2 });
  expect(news?.changed.filter(({ kind }) => kind === 'step-added')).toHaveLength(1);
  expect((await readStarterNews(owner, again.slug))?.missing).toEqual([]);
  const steps = [...new Set(news?.missing.flatMap((change) => ('step' in change ? [change.step.key] : [])))];
  for (const step of steps) await takeStarterStep(owner, { runbookId: old.runbookId, step });
  expect((await readStarterNews(owner, old.slug))?.missing).toEqual([]);
  const starter = findStarter('planned-maintenance');
  expect((await draftOfPlan(owner, old.slug)).sections).toEqual(starter?.sections);
  await seeStarter(owner, { runbookId: old.runbookId });
  expect((await readStarterNews(owner, old.slug))?.changed).toEqual([]);
  await expect(takeStarterStep(owner, { runbookId: old.runbookId, step: 'none' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await startDraft(owner, { runbookId: practice.longRunbookId });
  expect(await readStarterNews(owner, 'long')).toBeNull();
});

it('takes a step out of a section that was put aside, and only that one', async () => {
  const { owner } = practice;
  const { runbookId, slug } = await addStarter(owner, { starter: 'vendor-loss' });
  const before = await draftOfPlan(owner, slug);
  const [first, ...rest] = before.sections;
  const file = JSON.stringify({ holdfast: 'plan', format: 1, plan: { ...before, sections: rest } });
  // A draft with changes is not overwritten by the way.
  await expect(importFile(owner, { file, into: runbookId })).rejects.toMatchObject({ code: 'conflict' });
  await importFile(owner, { file, into: runbookId, overDraft: true });
  expect((await draftOfPlan(owner, slug)).sections).toEqual(rest);
  const step = first?.steps[1];
  await takeStarterStep(owner, { runbookId, step: step?.key ?? '' });
  const after = await draftOfPlan(owner, slug);
  expect(after.sections.find(({ key }) => key === first?.key)?.steps).toEqual([step]);
});

it('gives two plans of one title two names, also when both are made at once', async () => {
  const made = await Promise.all(
    ['A', 'B', 'C'].map(() => createPlan(practice.owner, { title: 'Phones down', kind: 'partial' })),
  );
  expect(made.map(({ slug }) => slug).sort()).toEqual(['phones-down', 'phones-down-2', 'phones-down-3']);
});

it('goes out as a file and comes in again equal, here and elsewhere', async () => {
  const file = await exportPlan(practice.owner, 'short', 1);
  const { slug } = await importFile(other.owner, { file, into: null });
  expect(await draftOfPlan(other.owner, slug)).toEqual((await readPlan(practice.owner, 'short', 1)).plan);
  await importFile(other.owner, { file, into: other.longRunbookId });
  expect((await draftOfPlan(other.owner, 'long')).title).toBe('Short downtime');
  expect((await readRunbook(other.owner, 'long')).title).toBe('Long downtime');
  await expect(importFile(other.owner, { file, into: practice.runbookId })).rejects.toMatchObject({
    code: 'not-found',
  });
});

it('names each thing wrong with a file, with its place, and imports nothing', async () => {
  const { owner } = practice;
  const plans = (await readShelf(owner)).length;
  const good = JSON.parse(await exportPlan(owner, 'short', 1)) as {
    format: number;
    plan: { sections: { title: string; steps: Record<string, unknown>[] }[] };
  };
  const bend = (change: (file: typeof good) => void): string => {
    const copy = structuredClone(good);
    change(copy);
    return JSON.stringify(copy);
  };
  const says = async (file: string) =>
    importFile(owner, { file, into: null }).then(
      () => 'imported',
      (error: Error) => error.message,
    );
  expect(await says('{')).toContain('cannot be read');
  expect(await says('[]')).toContain('not a plan that Holdfast exported');
  expect(await says(bend((file) => (file.format = 2)))).toContain('newer Holdfast');
  expect(await says(`"${'x'.repeat(10_000_000)}"`)).toContain('10.0 MB');
  const two = await says(
    bend(({ plan }) => {
      Object.assign(plan.sections[0]?.steps[0] ?? {}, { title: '', role: 'boss' });
      Object.assign(plan.sections[0]?.steps[1] ?? {}, { due: { day: 0, at: '25:00' } });
    }),
  );
  expect(two).toContain('Section 1 “First”, step 1, title: is empty.');
  expect(two).toContain('Section 1 “First”, step 1, job role:');
  expect(two).toContain('Section 1 “First”, step 2 “Do call vendor”, due');
  const many = await says(
    bend(({ plan }) => {
      const [section] = plan.sections;
      const [step] = section?.steps ?? [];
      if (section)
        section.steps = Array.from({ length: 5000 }, (_, n) => ({ ...step, key: `k-${n}`, detail: '' }));
    }),
  );
  expect(many).toContain('more than 500 steps');
  expect(await readShelf(owner)).toHaveLength(plans);
  const hostile = bend(({ plan }) => {
    const text = '<script>x</script> {{site.name}} שלום 👩‍⚕️ <img src=x onerror=y>';
    Object.assign(plan.sections[0]?.steps[0] ?? {}, { title: text, detail: text });
  });
  expect(await says(hostile)).toBe('imported');
});

it('removes a plan and brings it back; never the last one', async () => {
  const { owner, practiceId } = other;
  const shelf = async () => (await readRunbooks(other.staff)).map(({ slug }) => slug);
  await setRemoved(owner, { runbookId: other.longRunbookId }, true);
  expect(await shelf()).toEqual(['short']);
  await expect(setRemoved(owner, { runbookId: other.runbookId }, true)).rejects.toMatchObject({
    code: 'conflict',
  });
  await setRemoved(owner, { runbookId: other.longRunbookId }, false);
  expect(await shelf()).toEqual(['short', 'long']);
  await expect(setRemoved(other.lead, { runbookId: other.runbookId }, true)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(setRemoved(practice.owner, { runbookId: other.runbookId }, true)).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(practiceId).not.toBe(practice.practiceId);
});
