// Bad input, answered with a clear word: nothing lost, nothing doubled, no stack trace.
import { randomUUID } from 'node:crypto';
import type { Receipt } from '@/lib/incidents/schema';
import { expect, test } from '../support/test';
import { Voice } from '../support/said';
import { builtActions } from './inventory';
import { actionBody } from './mutations';

const STACK = /\n\s+at .+:\d+|node_modules|PrismaClient|syntax error at/;
const MEGABYTE = 'x'.repeat(1_000_000);
const BROKEN = ['a\0b', '\ud800', MEGABYTE, '   '];

test('sign-in refuses wrong, broken and huge input with one sentence', async ({ house, practice }) => {
  const id = builtActions().find((action) => action.name.endsWith('#signIn'))?.id ?? '';
  const email = practice.who('lead').loginEmail ?? '';
  const send = async (fields: Record<string, string>): Promise<string> => {
    const form = actionBody(fields);
    const answer = await house.ask('/sign-in', {
      method: 'POST',
      body: form.body,
      headers: { ...form.headers, Origin: house.url, 'Next-Action': id },
    });
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).not.toMatch(STACK);
    return answer.body;
  };
  const sentence = 'This e-mail address and password do not match. Check both and try again.';
  expect(await send({ email, password: 'wrong-password' })).toContain(sentence);
  expect(await send({ email: 'nobody@nowhere.example', password: 'wrong-password' })).toContain(sentence);
  expect(await send({ email: `${email}\0`, password: 'holdfast-demo-1' })).toContain(sentence);
  expect(await send({ email, password: MEGABYTE })).toContain(sentence);
  expect(await send({ email: MEGABYTE, password: 'holdfast-demo-1' })).toContain(sentence);
  expect(await send({ email: '', password: '' })).toContain('Type your e-mail address and your password.');
});

test('too many wrong passwords: a wait in words, and the right one still works where it worked before', async ({
  house,
  practice,
}) => {
  const email = practice.who('nurse').loginEmail ?? '';
  const id = builtActions().find((action) => action.name.endsWith('#signIn'))?.id ?? '';
  const send = async (password: string, cookie = ''): Promise<{ body: string; set: string[] }> => {
    const form = actionBody({ email, password });
    const { body, headers } = await house.ask('/sign-in', {
      method: 'POST',
      body: form.body,
      headers: {
        ...form.headers,
        Origin: house.url,
        'Next-Action': id,
        ...(cookie ? { Cookie: cookie } : {}),
      },
    });
    return { body, set: headers['set-cookie'] ?? [] };
  };
  const first = await send('holdfast-demo-1');
  const known = first.set.map((line) => line.split(';')[0]).join('; ');
  expect(known).toContain('__Host-holdfast=');
  for (let tries = 0; tries < 10; tries += 1) await send(`wrong-${tries}`);
  expect((await send('holdfast-demo-1')).body).toMatch(/Too many tries\. Wait \d+ minute/);
  expect((await send('holdfast-demo-1', known)).set.join()).toContain('__Host-holdfast=');
});

test('broken text in any command is refused with words, and blocks nothing beside it', async ({
  house,
  practice,
  outbox,
}) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  const step = (await lead.board(incident)).steps[0]?.id;
  for (const broken of BROKEN.filter((text) => text !== MEGABYTE)) {
    const bad = [
      lead.command('incident.note', incident, { note: broken }),
      lead.command('step.na', incident, { reason: broken, replaces: [] }, { step }),
      lead.command('step.note', incident, { note: broken }, { step }),
      lead.command('step.done', incident, { note: broken, replaces: [] }, { step }),
      ...(broken === '   ' ? [] : [lead.command('incident.close', incident, { reason: broken })]),
    ];
    const good = lead.command('incident.note', incident, { note: 'This one is fine' });
    const { receipts } = await lead.sync(incident, [...bad, good]);
    expect(receipts.map((receipt) => receipt.outcome)).toEqual([...bad.map(() => 'refused'), 'applied']);
    for (const receipt of receipts)
      if (receipt.outcome === 'refused') expect(receipt.reason).toMatch(/\w.*\.$/);
  }
  const huge = await lead.post(`/live/v1/${practice.practiceId}/sync`, {
    incident,
    since: 0,
    commands: [lead.command('incident.note', incident, { note: MEGABYTE })],
  });
  expect(huge.status).toBe(413);
  const long = await lead.say('incident.note', incident, { note: 'x'.repeat(100_000) });
  expect(long).toMatchObject({ outcome: 'refused', code: 'invalid' });
  for (const shape of [
    null,
    1,
    'x',
    [],
    {},
    { commands: 'x' },
    { incident, since: -1, commands: [] },
    { incident, since: 0 },
  ]) {
    const answer = await lead.post(`/live/v1/${practice.practiceId}/sync`, shape);
    expect([400, 413, 422], JSON.stringify(shape)).toContain(answer.status);
    expect(answer.body).not.toMatch(STACK);
  }
  for (const odd of [
    null,
    7,
    'x',
    [],
    {},
    { kind: 'incident.note' },
    { ...lead.command('incident.note', incident), extra: 1 },
  ]) {
    const { receipts } = await lead.sync(incident, [odd]);
    expect(receipts[0]?.outcome, JSON.stringify(odd)).toBe('refused');
  }
  const many = await lead.post(`/live/v1/${practice.practiceId}/sync`, {
    incident,
    since: 0,
    commands: Array.from({ length: 501 }, () => null),
  });
  expect(many.status).toBeGreaterThanOrEqual(400);
  expect(many.status).toBeLessThan(500);
  const notJson = await house.ask(`/live/v1/${practice.practiceId}/sync`, {
    method: 'POST',
    body: '{"incident":',
    headers: { Cookie: lead.cookie, Origin: house.url, 'Content-Type': 'application/json' },
  });
  expect(notJson.status).toBe(400);
  await outbox.settled(practice, () => true);
});

test('a tick on a closed incident is refused in words and kept in the record', async ({
  house,
  practice,
  outbox,
}) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const nurse = await Voice.of(house, practice, practice.who('nurse'));
  const incident = await lead.opened();
  const step = (await lead.board(incident)).steps[0]?.id;
  await lead.say('incident.close', incident, { reason: 'It came back' });
  const late = await nurse.say('step.done', incident, { note: 'Done on paper', replaces: [] }, { step });
  expect(late).toMatchObject({ outcome: 'refused', code: 'conflict' });
  expect(late.outcome === 'refused' && late.reason).toMatch(/closed/);
  const record = await lead.get(`/p/${practice.slug}/incidents/${incident}`);
  expect(record.body).toContain('Done on paper');
  await outbox.settled(practice, () => true);
});

test('the same command twice, also at the same moment, happens once', async ({ house, practice, outbox }) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  const step = (await lead.board(incident)).steps[0]?.id;
  const tick = lead.command('step.done', incident, { replaces: [] }, { step });
  const answers = await Promise.all(Array.from({ length: 6 }, () => lead.sync(incident, [tick])));
  const receipts = answers.map((answer) => answer.receipts[0]);
  expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
  expect(receipts[0]?.outcome).toBe('applied');
  const board = await lead.board(incident);
  expect(board.marks.filter((mark) => mark.step === step)).toHaveLength(1);
  // The same id saying something else is not taken silently.
  const other = { ...tick, kind: 'step.na', value: { reason: 'Something else', replaces: [] } };
  const again = (await lead.sync(incident, [other])).receipts[0];
  expect(again?.outcome === 'refused' || JSON.stringify(again) === JSON.stringify(receipts[0])).toBe(true);
  expect((await lead.board(incident)).marks).toHaveLength(1);
  await outbox.settled(practice, () => true);
});

test('two leads declare in the same second: one incident, the other joined with a sentence', async ({
  house,
  practice,
  outbox,
}) => {
  const voices: Voice[] = [];
  for (const login of ['lead', 'lead2', 'lead3', 'owner']) {
    voices.push(await Voice.of(house, practice, practice.who(login)));
  }
  const receipts = await Promise.all(voices.map((voice) => voice.declare()));
  const applied = receipts.filter((receipt) => receipt.outcome === 'applied');
  const joined = receipts.filter(
    (receipt): receipt is Extract<Receipt, { outcome: 'joined' }> => receipt.outcome === 'joined',
  );
  expect([applied.length, joined.length]).toEqual([1, 3]);
  const [first] = applied;
  for (const receipt of joined) {
    expect(receipt.incident).toBe(first?.outcome === 'applied' ? first.incident : '');
    expect(receipt.reason).toMatch(/declared at \d{1,2}:\d\d.*You joined that incident\./);
  }
  // One incident, so each person is told once by each way.
  const sent = await outbox.settled(practice, () => true);
  expect(new Set(sent.map((message) => message.to)).size).toBe(sent.length);
  const { rows } = await house.db.query('select id from incident where "practiceId" = $1', [
    practice.practiceId,
  ]);
  expect(rows).toHaveLength(1);
});

test('unknown ids and times out of range', async ({ house, practice, outbox }) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  expect(await lead.say('incident.note', randomUUID(), { note: 'x' })).toMatchObject({ code: 'not-found' });
  for (const step of [randomUUID(), 'x', '']) {
    expect((await lead.say('step.done', incident, { replaces: [] }, { step })).outcome, step).toBe('refused');
  }
  const week = new Date(Date.now() - 8 * 86_400_000).toISOString();
  expect(await lead.declare({ noticedAt: week })).toMatchObject({ outcome: 'refused', code: 'invalid' });
  expect(await lead.declare({ noticedAt: 'yesterday' })).toMatchObject({
    outcome: 'refused',
    code: 'invalid',
  });
  expect(await lead.declare({ whatDown: [] })).toMatchObject({ outcome: 'refused', code: 'invalid' });
  expect(await lead.declare({ whatDown: ['dragons'] })).toMatchObject({
    outcome: 'refused',
    code: 'invalid',
  });
  await outbox.settled(practice, () => true);
});

test('odd questions after the question mark', async ({ house, practice, outbox }) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const incident = await lead.opened();
  const odd = [
    '%00',
    'abc',
    '-1',
    '1e9',
    '99999999999999999999',
    '%F0%9F%8D%93',
    'x'.repeat(3000),
    '%27%3B--',
    '[]',
  ];
  const asked = [
    (value: string) =>
      `/p/${practice.slug}/runbooks/short-downtime?version=${value}&site=${value}&role=${value}`,
    (value: string) => `/p/${practice.slug}/contacts/call-list?tree=${value}`,
    (value: string) => `/p/${practice.slug}/incidents?before=${value}&page=${value}`,
    (value: string) => `/sign-in?next=${value}&out=${value}`,
    (value: string) => `/dev/outbox?to=${value}`,
    (value: string) => `/api/dev/outbox?to=${value}`,
    (value: string) => `/live/v1/${practice.practiceId}/stream?cursor=${value}`,
    (value: string) => `/live/v1/${practice.practiceId}/stream?cursor=${incident}=${value}`,
    (value: string) => `/live/v1/${practice.practiceId}/home?incident=${value}`,
  ];
  for (const ask of asked) {
    for (const value of odd) {
      const answer = await house.ask(ask(value), {
        headers: { Cookie: lead.cookie },
        until: 'event: hb',
        readMs: 5_000,
      });
      expect(answer.status, ask(value)).toBeLessThan(500);
      expect(answer.body, ask(value)).not.toMatch(STACK);
    }
  }
  for (const elsewhere of [
    '//evil.example',
    'https://evil.example',
    '/\\\\evil.example',
    '%2F%2Fevil.example',
    '/%09/evil.example',
  ]) {
    const answer = await house.ask(`/sign-in?next=${elsewhere}`, { headers: { Cookie: lead.cookie } });
    expect(answer.headers.location ?? '', elsewhere).not.toMatch(/evil/);
  }
  await outbox.settled(practice, () => true);
});

test('staff may report and tick, but not decide', async ({ house, practice, outbox }) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const staff = await Voice.of(house, practice, practice.who('staff'));
  expect(await staff.declare()).toMatchObject({ outcome: 'refused', code: 'forbidden' });
  const incident = await lead.opened();
  const { runbooks, people } = await lead.snapshot();
  const long = runbooks.find((runbook) => runbook.slug === 'long-downtime')?.id;
  for (const [kind, value] of [
    ['run.add', { runbookId: long }],
    ['incident.update', { say: 'still-down', by: null, nextUpdateAt: null }],
    ['incident.close', { reason: 'over' }],
    ['person.told', { personId: people[0]?.id, how: 'in person' }],
  ] as const) {
    expect(await staff.say(kind, incident, value), kind).toMatchObject({
      outcome: 'refused',
      code: 'forbidden',
    });
  }
  expect((await staff.say('incident.answer', incident, { answer: 'here' })).outcome).toBe('applied');
  // Colleagues' numbers are not staff's to see.
  const snapshot = await staff.snapshot();
  const mine = practice.who('staff').id;
  const seen = snapshot.people
    .filter((person) => person.id !== mine)
    .flatMap((person) => person.reaches.map((r) => r.address));
  expect(seen.filter((address) => address !== null)).toEqual([]);
  const { roster } = await staff.pull(incident);
  const nurse = practice.who('nurse');
  expect(JSON.stringify(roster)).not.toContain(nurse.mobile?.slice(2));
  await outbox.settled(practice, () => true);
});
