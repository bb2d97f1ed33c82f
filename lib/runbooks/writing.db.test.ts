// Writing plans in the database: drafts of several people, what is kept of them, publishing, going back.
import pg from 'pg';
import * as Y from 'yjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { readEvents } from '@/lib/events';
import { useTestDatabase } from '@/lib/testing';
import { testPractice, type TestMember, type TestPractice } from '@/lib/testing/practice';
import { addStep, draftOf, readDraft, setGone, setStep } from './draft';
import {
  addStarter,
  createPlan,
  discardDraft,
  publishRunbook,
  putInForce,
  readEditor,
  readPlan,
  readProof,
  readRunbook,
  readShelf,
  restoreVersion,
  saveDraft,
  startDraft,
} from './index';

const database = await useTestDatabase();
let practice: TestPractice;
let other: TestPractice;

beforeAll(async () => {
  practice = await testPractice();
  other = await testPractice();
});
afterAll(() => database.drop());

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** An editor without a browser: a document, and calls that send what changed in it. */
class Hand {
  doc = new Y.Doc();
  seq = 0;
  draft = '';
  #sent: Uint8Array = new Uint8Array();
  constructor(private readonly as: TestMember) {}
  async open(slug: string): Promise<this> {
    const editor = await readEditor(this.as, slug);
    if (!editor) throw new Error('no draft');
    this.doc = draftOf(Buffer.from(editor.view.state, 'base64'));
    this.seq = editor.view.seq;
    this.draft = editor.view.draftId;
    this.#sent = Y.encodeStateVector(this.doc);
    return this;
  }
  async sync(): Promise<void> {
    const bytes = Y.encodeStateAsUpdate(this.doc, this.#sent);
    const change = bytes.length > 2 ? { id: newId(), bytes: base64(bytes) } : null;
    const saved = await saveDraft(this.as, { draft: this.draft, since: this.seq, change });
    for (const each of saved.changes) Y.applyUpdate(this.doc, Buffer.from(each.bytes, 'base64'));
    this.seq = saved.changes.at(-1)?.seq ?? this.seq;
    this.#sent = Y.encodeStateVector(this.doc);
  }
  get plan() {
    return readDraft(this.doc).plan;
  }
}

async function publish(runbookId: string, more: object = {}) {
  const input = { runbookId, changeNote: 'Because.', warningsSeen: true, ...more };
  return publishRunbook(practice.owner, input);
}

it('is begun once, by a press, and read by those who may write', async () => {
  const { owner, staff, runbookId } = practice;
  await startDraft(owner, { runbookId });
  const first = await readEditor(owner, 'short');
  await startDraft(owner, { runbookId });
  expect((await readEditor(owner, 'short'))?.view.draftId).toBe(first?.view.draftId);
  expect(first?.view).toMatchObject({ slug: 'short', version: 1, changed: false });
  for (const refused of [startDraft(staff, { runbookId }), readEditor(staff, 'short'), readShelf(staff)])
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  await expect(startDraft(owner, { runbookId: other.runbookId })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(readEditor(owner, 'nothing')).rejects.toMatchObject({ code: 'not-found' });
});

it('loses nothing of two people who write at once, and stores a change sent twice once', async () => {
  const { slug } = await createPlan(practice.owner, { title: 'Two hands', kind: 'partial' });
  const [one, two] = [await new Hand(practice.owner).open(slug), await new Hand(practice.owner).open(slug)];
  const empty = {
    detail: '',
    role: 'billing',
    due: null,
    critical: false,
    needs: [],
    evidence: 'none',
  } as const;
  addStep(one.doc, 'first', null, { key: 'a', title: 'Do a', ...empty });
  await one.sync();
  await two.sync();
  for (let n = 0; n < 30; n += 1) {
    const hand = n % 2 ? one : two;
    const { detail = '' } = hand.plan.sections[0]?.steps[0] ?? {};
    setStep(hand.doc, 'a', { detail: `${detail} [${n}]` });
    if (n % 3 === 0) await hand.sync();
  }
  await Promise.all([one.sync(), two.sync()]);
  await Promise.all([one.sync(), two.sync()]);
  expect(one.plan).toEqual(two.plan);
  const text = (await new Hand(practice.owner).open(slug)).plan.sections[0]?.steps[0]?.detail ?? '';
  for (let n = 0; n < 30; n += 1) expect(text).toContain(`[${n}]`);
  // The same change again, as after an answer that was lost.
  const id = newId();
  const before = Y.encodeStateVector(one.doc);
  setStep(one.doc, 'a', { title: 'Do a again' });
  const change = { id, bytes: base64(Y.encodeStateAsUpdate(one.doc, before)) };
  const sent = await saveDraft(practice.owner, { draft: one.draft, since: one.seq, change });
  const twice = await saveDraft(practice.owner, { draft: one.draft, since: one.seq, change });
  expect([sent.seq, twice.seq, twice.changes.length]).toEqual([one.seq + 1, one.seq + 1, 1]);
  // The same number with other words is never taken silently; what is known already is no new row.
  setStep(one.doc, 'a', { title: 'Do a otherwise' });
  const other = { id, bytes: base64(Y.encodeStateAsUpdate(one.doc, before)) };
  await expect(
    saveDraft(practice.owner, { draft: one.draft, since: 0, change: other }),
  ).rejects.toMatchObject({
    code: 'invalid',
  });
  const again = { id: newId(), bytes: change.bytes };
  expect((await saveDraft(practice.owner, { draft: one.draft, since: 0, change: again })).seq).toBe(sent.seq);
});

it('refuses what no editor sends, and keeps what was saved', async () => {
  const { owner, staff, runbookId } = practice;
  await startDraft(owner, { runbookId });
  const hand = await new Hand(owner).open('short');
  const send = (bytes: Uint8Array, as = owner) =>
    saveDraft(as, { draft: hand.draft, since: 0, change: { id: newId(), bytes: base64(bytes) } });
  const odd = new Y.Doc();
  odd.getMap('elsewhere').set('x', 1);
  const wrong = draftOf(Y.encodeStateAsUpdate(hand.doc));
  const step = wrong.getMap('steps').get('call-vendor') as Y.Map<unknown>;
  step.set('due', { minutes: 'soon' });
  const long = draftOf(Y.encodeStateAsUpdate(hand.doc));
  setStep(long, 'call-vendor', { detail: 'x'.repeat(9000) });
  const nul = draftOf(Y.encodeStateAsUpdate(hand.doc));
  setStep(nul, 'call-vendor', { title: 'a\0b' });
  const wild = (change: (doc: Y.Doc) => void): Uint8Array => {
    const doc = draftOf(Y.encodeStateAsUpdate(hand.doc));
    change(doc);
    return Y.encodeStateAsUpdate(doc);
  };
  const strange = [
    wild((doc) => doc.getMap('sections').set('odd', 'text')),
    wild((doc) => doc.getMap('steps').set('odd', new Y.Array())),
    wild((doc) =>
      doc.getMap('steps').set(
        'gone',
        new Y.Map([
          ['gone', true],
          ['title', 'plain'],
        ]),
      ),
    ),
    wild((doc) => doc.getArray('order').push(Array.from({ length: 50_000 }, () => 'a'))),
    wild((doc) => doc.getArray('order').push(['not a key'])),
  ];
  const loose = new Y.Doc();
  loose.getArray('order').insert(0, ['a']);
  const behind = Y.encodeStateVector(loose);
  loose.getArray('order').insert(1, ['b']);
  for (const bytes of [
    new TextEncoder().encode('not an update'),
    ...[odd, wrong, long, nul].map((doc) => Y.encodeStateAsUpdate(doc)),
    Y.encodeStateAsUpdate(loose, behind),
    ...strange,
  ])
    await expect(send(bytes)).rejects.toMatchObject({ code: expect.stringMatching(/^(invalid|limit)$/) });
  await expect(send(Y.encodeStateAsUpdate(hand.doc), staff)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(send(Y.encodeStateAsUpdate(hand.doc), other.owner)).rejects.toMatchObject({
    code: 'not-found',
  });
  expect((await new Hand(owner).open('short')).plan).toEqual(hand.plan);
});

it('publishes what was looked at, and only that; the old version stays', async () => {
  const { owner, runbookId } = practice;
  await startDraft(owner, { runbookId });
  const hand = await new Hand(owner).open('short');
  setStep(hand.doc, 'print-schedule', { title: 'Print tomorrow', due: { day: -1, at: 'close' } });
  setGone(hand.doc, 'step', 'check-in-on-paper', true);
  await hand.sync();
  const proof = await readProof(owner, 'short');
  expect(proof).toMatchObject({ newest: 1, touched: ['front_desk'], version: 1 });
  expect(proof?.changes.map(({ kind }) => kind).sort()).toEqual([
    'section-removed',
    'step-changed',
    'step-removed',
  ]);
  const seen = proof?.seq ?? 0;
  setStep(hand.doc, 'print-schedule', { title: 'Print the schedule of tomorrow' });
  await hand.sync();
  await expect(publish(runbookId, { seq: seen })).rejects.toMatchObject({ code: 'conflict' });
  // Site without hours: the clock by close of business asks.
  await expect(publish(runbookId, { warningsSeen: false })).rejects.toMatchObject({
    code: 'invalid',
    details: { findings: [{ rule: 'no-hours', step: 'print-schedule' }, { rule: 'empty-section' }] },
  });
  const tellRoles = ['front_desk' as const];
  expect(
    await publish(runbookId, { seq: hand.seq, tellRoles, approvedBy: owner.actor.personId }),
  ).toMatchObject({
    number: 2,
  });
  expect(await readRunbook(owner, 'short')).toMatchObject({ version: 2, approvedBy: 'Olive Owner' });
  expect((await readPlan(owner, 'short', 1)).plan.sections[1]?.steps[0]?.title).toBe('Do check in on paper');
  await expect(publish(runbookId)).rejects.toMatchObject({ code: 'conflict' });
  const events = await inPracticeSql(owner, ({ sql }) =>
    readEvents(sql, practice.practiceId, practice.practiceId, 0),
  );
  expect(events.findLast(({ kind }) => kind === 'runbook.published')?.payload).toMatchObject({
    runbookId,
    slug: 'short',
    number: 2,
    tellRoles,
    changeNote: 'Because.',
  });
  // What somebody typed into an editor that was still open belongs to the next version.
  setStep(hand.doc, 'print-schedule', { detail: 'Late words.' });
  await hand.sync();
  expect((await readShelf(owner)).find(({ slug }) => slug === 'short')?.draft).not.toBeNull();
  expect((await readProof(owner, 'short'))?.changes).toHaveLength(1);
});

it('goes back to an older version, asks before it overwrites, and can be taken back', async () => {
  const { owner, runbookId } = practice;
  await expect(restoreVersion(owner, { runbookId, number: 1 })).rejects.toMatchObject({
    code: 'conflict',
    message: /Olive Owner/,
  });
  await restoreVersion(owner, { runbookId, number: 1, overDraft: true });
  const hand = await new Hand(owner).open('short');
  expect(hand.plan).toEqual((await readPlan(owner, 'short', 1)).plan);
  await discardDraft(owner, { runbookId });
  expect((await new Hand(owner).open('short')).plan).toEqual((await readPlan(owner, 'short', 2)).plan);
  expect((await readShelf(owner)).find(({ slug }) => slug === 'short')?.draft).toBeNull();
  await restoreVersion(owner, { runbookId, number: 1 });
  expect(await publish(runbookId)).toMatchObject({ number: 3 });
  expect((await readPlan(owner, 'short', 3)).plan).toEqual((await readPlan(owner, 'short', 1)).plan);
  await expect(restoreVersion(owner, { runbookId, number: 9 })).rejects.toMatchObject({ code: 'not-found' });
});

it('comes in force on its day, by the practice’s zone, however often it is asked', async () => {
  const { owner, practiceId } = practice;
  const { runbookId, slug } = await addStarter(owner, { starter: 'power-loss' });
  const effectiveOn = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  await publish(runbookId, { effectiveOn });
  await expect(readRunbook(owner, slug)).rejects.toMatchObject({ code: 'not-found' });
  expect((await readShelf(owner)).find((card) => card.slug === slug)).toMatchObject({
    version: null,
    upcoming: { number: 1, effectiveOn },
  });
  await putInForce(practiceId, runbookId);
  await expect(readRunbook(owner, slug)).rejects.toMatchObject({ code: 'not-found' });
  // Its day comes. Nobody but a superuser could move it.
  const superuser = new pg.Client({ connectionString: database.urls.superuser });
  await superuser.connect();
  await superuser.query("set session_replication_role = 'replica'");
  await superuser.query(
    `update runbook_version set "effectiveOn" = current_date - 1 where "runbookId" = $1`,
    [runbookId],
  );
  await superuser.end();
  await Promise.all([putInForce(practiceId, runbookId), putInForce(practiceId, runbookId)]);
  expect((await readRunbook(owner, slug)).version).toBe(1);
  const events = await inPracticeSql(owner, ({ sql }) => readEvents(sql, practiceId, practiceId, 0));
  expect(events.filter(({ kind }) => kind === 'runbook.in-force')).toHaveLength(1);
  for (const wrong of ['2020-01-01', '2099-01-01', 'soon'])
    await expect(publish(runbookId, { effectiveOn: wrong })).rejects.toMatchObject({
      code: expect.any(String),
    });
});

it('can be called off before its day, is not published twice, and keeps the review of what is in force', async () => {
  const { owner } = practice;
  const { runbookId, slug } = await addStarter(owner, { starter: 'recovery' });
  await publish(runbookId);
  const reviewOn = (await readRunbook(owner, slug)).reviewOn;
  const hand = await new Hand(owner).open(slug);
  const key = hand.plan.sections[0]?.steps[0]?.key ?? '';
  setStep(hand.doc, key, { title: 'Do it the new way' });
  await hand.sync();
  const effectiveOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  expect(await publish(runbookId, { effectiveOn })).toMatchObject({ number: 2, inForce: false });
  expect(await readRunbook(owner, slug)).toMatchObject({ version: 1, reviewOn, upcoming: effectiveOn });
  expect(await readRunbook(owner, slug, 2)).toMatchObject({ coming: true, current: false });
  expect(await readProof(owner, slug)).toMatchObject({ newest: 2, version: 1, changes: [] });
  await expect(publish(runbookId)).rejects.toMatchObject({ code: 'conflict' });
  // A word more, thought better of: the draft is the coming version again, not the old one.
  await hand.sync();
  setStep(hand.doc, key, { title: 'Do it another way' });
  await hand.sync();
  await discardDraft(owner, { runbookId });
  expect((await new Hand(owner).open(slug)).plan.sections[0]?.steps[0]?.title).toBe('Do it the new way');
  // Version 1 anew, at once: the coming one never comes.
  await restoreVersion(owner, { runbookId, number: 1 });
  expect(await publish(runbookId)).toMatchObject({ number: 3, inForce: true });
  await putInForce(practice.practiceId, runbookId);
  expect(await readRunbook(owner, slug)).toMatchObject({ version: 3, upcoming: null });
});
