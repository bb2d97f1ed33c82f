// What a client says about where it asks (Host, X-Forwarded-Host) or who it is (X-Forwarded-For) leads nobody astray.
import { Voice } from '../support/said';
import { words } from '../support/outbox';
import { expect, test } from '../support/test';
import { builtActions } from './inventory';
import { actionBody } from './mutations';

const EVIL = 'evil.example';
const FORGED: Record<string, Record<string, string>> = {
  Host: { Host: EVIL },
  'X-Forwarded-Host': { 'X-Forwarded-Host': EVIL, 'X-Forwarded-Proto': 'https' },
  both: { Host: EVIL, 'X-Forwarded-Host': EVIL },
  Forwarded: { Forwarded: `host=${EVIL};proto=https` },
  'a whole address': { 'X-Original-URL': `https://${EVIL}/`, 'X-Rewrite-URL': `https://${EVIL}/` },
};

test('redirects and pages never name a host that was only claimed', async ({ house, practice }) => {
  const voice = await Voice.of(house, practice, practice.who('lead'));
  for (const [name, headers] of Object.entries(FORGED)) {
    for (const path of [
      '/',
      '/sign-in',
      `/p/${practice.slug}`,
      '/practices',
      '/live',
      '/r/0123456789abcdef',
    ]) {
      for (const cookie of ['', voice.cookie]) {
        const answer = await house.ask(path, {
          headers: { ...headers, ...(cookie ? { Cookie: cookie } : {}) },
        });
        const what = `${name}, ${path}`;
        expect(answer.status, what).toBeLessThan(500);
        expect(answer.rawHeaders.join('\n'), what).not.toContain(EVIL);
        expect(answer.body, what).not.toContain(EVIL);
      }
    }
  }
});

test('signing in under a claimed host leads to our own page, or nowhere', async ({ house, practice }) => {
  const id = builtActions().find(({ name }) => name.endsWith('#signIn'))?.id ?? 'missing';
  const form = actionBody({
    email: practice.who('lead').loginEmail ?? '',
    password: 'holdfast-demo-1',
    next: `https://${EVIL}/`,
  });
  for (const [name, headers] of Object.entries(FORGED)) {
    const answer = await house.ask('/sign-in', {
      method: 'POST',
      body: form.body,
      headers: { ...form.headers, Origin: house.url, 'Next-Action': id, ...headers },
    });
    expect(answer.status, `${name}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
    expect(answer.rawHeaders.join('\n'), name).not.toContain(EVIL);
    expect(answer.body, name).not.toContain(EVIL);
  }
});

test('links in messages are ours, whatever host the declaring phone claimed', async ({
  house,
  practice,
  outbox,
}) => {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const { sites, trees, runbooks } = await lead.snapshot();
  for (const headers of Object.values(FORGED)) {
    const command = lead.command('incident.declare', crypto.randomUUID(), {
      siteId: sites[0]?.id,
      treeId: trees[0]?.id,
      whatDown: ['ehr'],
      runbookId: runbooks[0]?.id,
      noticedAt: new Date().toISOString(),
      drill: true,
      separate: true,
    });
    const body = { incident: null, since: 0, commands: [command] };
    const answer = await lead.post(`/live/v1/${practice.practiceId}/sync`, body, headers);
    expect(answer.status).toBe(200);
  }
  const messages = await outbox.settled(practice, () => true);
  expect(messages.length).toBeGreaterThan(20);
  for (const message of messages) {
    const said = `${words(message)} ${message.html ?? ''}`;
    expect(said).not.toContain(EVIL);
    for (const [, origin] of said.matchAll(/(https?:\/\/[^/\s"<]+)\/r\//g)) expect(origin).toBe(house.url);
  }
});

test('a claimed address of one’s own buys no more tries', async ({ house, practice }) => {
  // What the proxy in front saw comes last; everything before it, and our own header, is a stranger's word.
  const id = builtActions().find(({ name }) => name.endsWith('#signIn'))?.id ?? 'missing';
  const keys = async (): Promise<number> =>
    Number((await house.db.query(`select count(*) as n from throttle where key like 'address%'`)).rows[0]?.n);
  const before = await keys();
  for (let at = 1; at <= 12; at += 1) {
    const form = actionBody({
      email: `nobody-${at}@${practice.slug}.example`,
      password: 'wrong-password-1',
      next: '',
    });
    const answer = await house.ask('/sign-in', {
      method: 'POST',
      body: form.body,
      headers: {
        ...form.headers,
        Origin: house.url,
        'Next-Action': id,
        'X-Forwarded-For': `203.0.113.${at}, 198.51.100.77`,
        'X-Real-IP': `203.0.113.${at}`,
        'X-Holdfast-IP': `203.0.113.${at}`,
        Forwarded: `for=203.0.113.${at}`,
      },
    });
    expect(answer.status).toBeLessThan(500);
  }
  expect((await keys()) - before).toBe(1);
});
