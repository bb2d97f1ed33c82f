// T1, the role matrix: with ids of one's own practice, each right gets in where the reviewed table says, and nowhere else.
import { randomUUID } from 'node:crypto';
import { RIGHTS, type Right } from '@/lib/access/rules';
import type { Command } from '@/lib/incidents/schema';
import type { House } from '../support/house';
import type { Answer } from '../support/http';
import { Voice } from '../support/said';
import { expect, test, type Minted } from '../support/test';
import { ACTIONS, fillBraces } from './acts';
import { builtActions } from './inventory';
import { actionBody } from './mutations';
import { ACTION_RIGHTS, COMMAND_RIGHTS, WAY_RIGHTS } from './rights';
import { asking, fill, HANDLERS, LIVE, PAGES, placesOf } from './routes';
import { addPhoto, addStaffList, idsOf, type Ids } from './world';

interface Asker {
  name: string;
  /** What they count as here. */
  right: Right;
  /** Never a fresh proof of who they are. */
  stale: boolean;
  voice: Voice;
}

interface Own {
  askers: Asker[];
  ids: Ids;
}

/** Least first, so that nothing a stronger one changes is in a weaker one's way. */
async function own(house: House, practice: Minted): Promise<Own> {
  const owner = await Voice.of(house, practice, practice.who('owner'));
  const closed = await owner.opened();
  await owner.say('incident.close', closed, { reason: 'over' });
  await owner.opened();
  await addStaffList(house.db, practice.practiceId);
  await addPhoto(house.db, practice.practiceId, 'a photo');
  await house.settle(practice.practiceId);
  const asker = async (name: string, right: Right, login: string, method?: string): Promise<Asker> => ({
    name,
    right,
    stale: method !== undefined,
    voice: await Voice.of(house, practice, practice.who(login), method),
  });
  return {
    askers: [
      await asker('staff', 'staff', 'staff'),
      await asker('lead', 'lead', 'lead'),
      // A printed code opens the plan and the checklist, not the practice's settings.
      await asker('owner by break-glass', 'lead', 'owner', 'break-glass'),
      await asker('manager', 'manager', 'manager'),
      await asker('owner', 'owner', 'owner'),
      await asker('owner by PIN', 'owner', 'owner', 'pin'),
    ],
    ids: await idsOf(house.db, practice),
  };
}

const reaches = (right: Right, from: Right): boolean => RIGHTS.indexOf(right) <= RIGHTS.indexOf(from);

const WAYS = [...PAGES, ...HANDLERS, ...LIVE].filter(({ wall }) => wall === 'tenant');

test('the table names every way in, and nothing that is not there', () => {
  expect(Object.keys(WAY_RIGHTS).sort()).toEqual(WAYS.map(({ path }) => path).sort());
  const acts = ACTIONS.filter(({ wall }) => wall === 'tenant').map(({ name }) => name);
  expect(Object.keys(ACTION_RIGHTS).sort()).toEqual([...new Set(acts)].sort());
});

test('every page, handler and live address lets in whom the table says', async ({
  house,
  practice,
  outbox,
}) => {
  test.setTimeout(180_000);
  const { askers, ids } = await own(house, practice);
  for (const way of WAYS) {
    if (/\/(sync|draft)$|^\/api\/.*\/import$/.test(way.path)) continue;
    const opening = WAY_RIGHTS[way.path] ?? 'owner';
    const { from, others } = typeof opening === 'string' ? { from: opening, others: 404 } : opening;
    const path = fill(
      way,
      placesOf(way).map(({ id }) => ids[id] ?? ''),
      ids,
    );
    for (const { name, right, stale, voice } of askers) {
      const answer = await house.ask(path, asking(way, house.url, voice.cookie));
      const what = `${name}: ${way.path}`;
      if (reaches(right, from) && way.fresh && stale) {
        expect(answer.status, what).toBe(303);
        expect(answer.headers.location, what).toMatch(/^\/confirm\?next=/);
      } else if (reaches(right, from)) {
        expect(answer.status, what).toBe(200);
        if (others instanceof RegExp) expect(answer.body, what).not.toMatch(others);
      } else if (others instanceof RegExp) expect(answer.body, what).toMatch(others);
      else expect(answer.status, what).toBe(others);
    }
    const nobody = await house.ask(path, asking(way, house.url));
    expect(nobody.body, `nobody: ${way.path}`).not.toContain(practice.name);
    if (way.path.startsWith('/live/v1/')) expect(nobody.status, way.path).toBe(401);
    else if (way.path.startsWith('/p/')) {
      expect(nobody.status, way.path).toBe(way.posts ? 303 : 307);
      expect(nobody.headers.location, way.path).toMatch(/^\/sign-in(\?|$)/);
    }
  }
  outbox.claim(() => true);
});

const FORBIDDEN = 'You may not do this here.';
const CONFIRM = 'this needs to know that it is really you';

test('every form is taken from whom the table says', async ({ house, practice, outbox }) => {
  test.setTimeout(180_000);
  const { askers, ids } = await own(house, practice);
  const built = builtActions();
  for (const [name, from] of Object.entries(ACTION_RIGHTS)) {
    const act = ACTIONS.find((one) => one.name === name);
    const id = built.find((action) => action.name === name)?.id ?? 'missing';
    for (const asker of askers) {
      const fields = Object.entries(act?.fields ?? {}).map(([field, value]) => [
        field,
        fillBraces(value, ids, ids),
      ]);
      // A command's number is used once.
      const form = actionBody({
        ...(Object.fromEntries(fields) as Record<string, string>),
        ...(act && 'command' in act.fields && { command: randomUUID() }),
      });
      const answer = await house.ask(fillBraces(act?.page ?? '', ids, ids), {
        method: 'POST',
        body: form.body,
        headers: {
          ...form.headers,
          Origin: house.url,
          Cookie: asker.voice.cookie,
          'Next-Action': id,
          Accept: 'text/x-component',
        },
      });
      const what = `${asker.name}: ${name}: ${answer.body.slice(0, 200)}`;
      const asksAgain = answer.body.includes(CONFIRM);
      const refused = answer.body.includes(FORBIDDEN) || asksAgain;
      if (reaches(asker.right, from)) expect(refused && !(asksAgain && asker.stale), what).toBe(false);
      else expect(refused, what).toBe(true);
    }
  }
  outbox.claim(() => true);
});

/** A good command of every kind. */
function valueOf(kind: Command['kind'], ids: Ids, replaces: string): Record<string, unknown> {
  const at = new Date().toISOString();
  const values: Record<Command['kind'], Record<string, unknown>> = {
    'incident.declare': {
      siteId: ids['site'],
      // Without a tree nobody is told: ninety incidents would be thousands of messages.
      treeId: null,
      whatDown: ['ehr'],
      runbookId: ids['runbook'],
      noticedAt: at,
      drill: true,
      separate: true,
    },
    'incident.report': { siteId: ids['site'], whatDown: ['labs'], noticedAt: at, note: '' },
    'run.add': { runbookId: ids['runbook'] },
    'run.update': { runId: ids['run'], versionId: ids['version'] },
    'incident.update': { say: 'still-down', by: null, nextUpdateAt: null },
    'incident.close': { reason: 'over' },
    'incident.note': { note: 'Said' },
    'incident.answer': { answer: 'here' },
    'person.told': { personId: ids['person'], how: 'in person' },
    'step.done': { replaces: [] },
    'step.already': { replaces: [] },
    'step.na': { reason: 'because', replaces: [] },
    'step.blocked': { reason: 'because', replaces: [] },
    'step.undo': { replaces: [replaces] },
    'step.note': { note: 'Said' },
  };
  return values[kind];
}

test('every command is taken from whom the table says', async ({ house, practice, outbox }) => {
  test.setTimeout(180_000);
  const { askers, ids } = await own(house, practice);
  const opens = new Set(['incident.declare', 'incident.report']);
  for (const [kind, from] of Object.entries(COMMAND_RIGHTS) as [Command['kind'], Right][]) {
    for (const { name, right, voice } of askers) {
      const incident = opens.has(kind)
        ? randomUUID()
        : await (
            await Voice.of(house, practice, practice.who('owner'))
          ).opened({ drill: true, separate: true, treeId: null });
      const step = kind.startsWith('step.') ? { step: (await voice.board(incident)).steps[0]?.id } : {};
      const receipt = await voice.say(kind, incident, valueOf(kind, ids, randomUUID()), step);
      const forbidden = receipt.outcome === 'refused' && receipt.code === 'forbidden';
      expect(forbidden, `${name}: ${kind}: ${JSON.stringify(receipt)}`).toBe(!reaches(right, from));
      if (!opens.has(kind) && kind !== 'incident.close') await closeIt(house, practice, incident);
    }
  }
  outbox.claim(() => true);
});

/** No more than thirty may be open at once. */
async function closeIt(house: House, practice: Minted, incident: string): Promise<void> {
  const owner = await Voice.of(house, practice, practice.who('owner'));
  await owner.say('incident.close', incident, { reason: 'over' });
}

test('a draft is taken from managers and owners only', async ({ house, practice, outbox }) => {
  const { askers, ids } = await own(house, practice);
  for (const { name, right, voice } of askers) {
    const change = { id: randomUUID(), bytes: 'AAA=' };
    const answer: Answer = await voice.post(`/live/v1/${practice.practiceId}/draft`, {
      draft: ids['draft'],
      since: 0,
      change,
    });
    expect(answer.status, name).toBe(reaches(right, 'manager') ? 200 : 403);
  }
  outbox.claim(() => true);
});
