// A5: a link or code works once, whoever is quicker; a mail scanner uses nothing up; links lead to our own address.
import { COOKIE } from '../support/house';
import { expect, test } from '../support/test';
import { askCode, knock, mailTo, passOf } from './knock';

const isIn = (answer: { headers: { 'set-cookie'?: string[] } }): boolean =>
  answer.headers['set-cookie']?.some((line) => line.startsWith(`${COOKIE}=`)) ?? false;

test('of fifty at once one is let in; looking uses nothing up', async ({ house, practice, outbox }) => {
  const email = practice.who('nurse').loginEmail ?? '';
  const sessions = async (): Promise<number> =>
    Number(
      (
        await house.db.query<{ n: string }>('select count(*) as n from session where "accountId" = $1', [
          practice.who('nurse').accountId,
        ])
      ).rows[0]?.n,
    );
  await askCode(house, email, { 'X-Forwarded-For': '203.0.113.60' });
  const { link } = await mailTo(house, email);
  expect(link?.startsWith(`${house.url}/sign-in/link/`)).toBe(true);
  const path = (link ?? '').slice(house.url.length);
  const token = path.split('/').at(-1) ?? '';
  const before = await sessions();
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'GET']) {
    const looked = await house.ask(path, { method, headers: { 'User-Agent': 'Mail scanner' } });
    expect(isIn(looked)).toBe(false);
  }
  expect((await house.ask(path)).body).toContain('on this device?');
  expect(await sessions()).toBe(before);

  const bent = [token.slice(0, -1), `${token}A`, token.toLowerCase(), token.toUpperCase(), ''];
  for (const bad of bent) {
    const refused = await knock(house, 'followLink', path, { link: bad });
    expect(isIn(refused), bad).toBe(false);
    expect(refused.body).toContain('no longer good');
  }
  const all = await Promise.all(
    Array.from({ length: 50 }, () => knock(house, 'followLink', path, { link: token })),
  );
  expect(all.filter(isIn)).toHaveLength(1);
  expect(await sessions()).toBe(before + 1);
  expect((await house.ask(path)).body).toContain('no longer good');

  const asked = await askCode(house, email, { 'X-Forwarded-For': '203.0.113.61' });
  await house.settle(practice.practiceId);
  const { code } = await mailTo(house, email);
  // Another purpose's door takes neither the pass nor its digits.
  for (const action of ['enterSignUp', 'confirmCode', 'proveAddress']) {
    const page =
      action === 'enterSignUp' ? '/sign-up/code' : action === 'confirmCode' ? '/confirm' : '/account/code';
    const cookie = `${COOKIE}=${await house.signIn(practice.who('lead').accountId ?? '')}`;
    const refused = await knock(house, action, page, { pass: passOf(asked), code }, { Cookie: cookie });
    expect(refused.body, action).toContain('no longer good');
  }
  const typed = await Promise.all(
    Array.from({ length: 50 }, () =>
      knock(house, 'enterCode', '/sign-in/code', { pass: passOf(asked), code }),
    ),
  );
  expect(typed.filter(isIn)).toHaveLength(1);
  outbox.claim((message) => message.to === email);
});

test('a forged Host changes no link', async ({ house, practice, outbox }) => {
  const email = practice.who('lead').loginEmail ?? '';
  for (const headers of [
    { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
    { Host: 'evil.example' },
    { Host: 'evil.example', Origin: 'https://evil.example' },
  ] as Record<string, string>[]) {
    await askCode(house, email, headers);
  }
  await askCode(house, email);
  await mailTo(house, email);
  await house.settle(practice.practiceId);
  const mails = outbox.claim((message) => message.to === email);
  expect(mails.length).toBeGreaterThan(0);
  for (const mail of mails) {
    expect(`${mail.html ?? ''}${mail.text}`).not.toContain('evil.example');
    expect(mail.text).toContain(`${house.url}/sign-in/link/`);
  }
});

test('what may not be kept of a code is not in the database', async ({ house, practice, outbox }) => {
  const email = practice.who('nurse').loginEmail ?? '';
  await askCode(house, email);
  const { code, link } = await mailTo(house, email);
  const { rows } = await house.db.query<{ dump: string }>(
    `select (select string_agg(p::text, ' ') from door_pass p)
       || (select string_agg(m::text, ' ') from account_message m)
       || (select string_agg(j::text, ' ') from pgboss.job_common j) as dump`,
  );
  expect(rows[0]?.dump).toContain(email);
  expect(rows[0]?.dump).not.toContain(link?.split('/').at(-1) ?? 'no link');
  expect(rows[0]?.dump).not.toContain(code);
  outbox.claim((message) => message.to === email);
});
