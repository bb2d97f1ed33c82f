// Codes and links against a real database: once, for one purpose, for ten minutes, and the same for known and unknown.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@/lib/core';
import { pool } from '@/lib/db';
import { subscribe, type Poke } from '@/lib/events';
import { openJobs } from '@/lib/jobs';
import { useTestDatabase } from '@/lib/testing';
import {
  askSignUpCode,
  listSessions,
  passCode,
  passLink,
  readSession,
  readSignInLink,
  readSignInPass,
  savePassword,
  signIn,
  signInByCode,
  signInByLink,
  signUpByCode,
} from './index';
import {
  ask,
  bySelf,
  device,
  ip,
  messagesTo,
  password,
  person,
  rows,
  sessionOf,
  tally,
  typeCode,
} from './support';

const database = await useTestDatabase();
beforeAll(() => openJobs());
afterAll(() => database.drop());

describe('a sign-in code', () => {
  it('signs in, as the account it was sent to, with spaces or without', async () => {
    const { id, email } = await person();
    const pass = await ask(` ${email.toUpperCase()} `);
    const code = passCode(pass);
    const session = await sessionOf(typeCode(pass, `${code.slice(0, 4)} ${code.slice(4)}`));
    expect(session).toMatchObject({ accountId: id, method: 'link', fresh: true });
    expect(await messagesTo(email)).toMatchObject([{ kind: 'sign-in-code', channel: 'email' }]);
  });

  it('lets exactly one of fifty in, typed or linked', async () => {
    const { email } = await person();
    const typed = await ask(email);
    // Five tries in all: the others are refused before anybody looks at what they typed.
    expect(await tally(Array.from({ length: 50 }, () => typeCode(typed)))).toEqual({ in: 1, expired: 49 });
    const linked = passLink(await ask(email));
    expect(await tally(Array.from({ length: 50 }, () => signInByLink({ link: linked, device })))).toEqual({
      in: 1,
      expired: 49,
    });
  });

  it('may be mistyped five times, at once or one after the other', async () => {
    const { email } = await person();
    const pass = await ask(email);
    const wrong = passCode(pass) === '00000000' ? '11111111' : '00000000';
    expect(await tally(Array.from({ length: 50 }, () => typeCode(pass, wrong)))).toEqual({
      invalid: 5,
      expired: 45,
    });
    await expect(typeCode(pass)).rejects.toMatchObject({ code: 'expired' });
  });

  it.each([
    ['used before', ''],
    ['a second over', `"expiresAt" = now() - interval '1 second'`],
    ['for another purpose', `kind = 'sign-up'`],
    ['for a second step', `kind = 'second-step'`],
    ['bound to a session, for confirming', `"sessionId" = gen_random_uuid()`],
    ['of an address the account has no more', `address = 'old-' || address`],
    ['of nobody', `"accountId" = null`],
  ])('is refused when it is %s, and so is its link', async (_what, change) => {
    for (const enter of [
      (pass: string) => typeCode(pass),
      (pass: string) => signInByLink({ link: passLink(pass), device }),
    ]) {
      const { id, email } = await person();
      const pass = await ask(email);
      if (change === '') await enter(pass);
      else await rows(`update door_pass set ${change} where id = $1::uuid`, [pass]);
      const before = await listSessions(id);
      await expect(enter(pass)).rejects.toMatchObject({ code: expect.stringMatching(/expired|invalid/) });
      expect(await listSessions(id)).toHaveLength(before.length);
    }
  });

  it('is refused cut, longer, in other letters and of another pass', async () => {
    const { email } = await person();
    const [pass, other] = [await ask(email), await ask(email)];
    const link = passLink(pass);
    const swapped = link.replace(/[a-z]/i, (letter) =>
      letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
    );
    for (const bad of [link.slice(0, -1), `${link}A`, swapped, '', pass, `${link}\0`]) {
      await expect(signInByLink({ link: bad, device })).rejects.toMatchObject({ code: 'expired' });
      expect(await readSignInLink(bad)).toBeNull();
    }
    for (const bad of [passCode(pass).slice(0, 7), `${passCode(pass)}1`, passCode(other), '']) {
      await expect(typeCode(pass, bad)).rejects.toMatchObject({ code: 'invalid' });
    }
    expect(await sessionOf(signInByLink({ link, device }))).toMatchObject({ email });
  });

  it('is not used up by being looked at, as mail scanners do', async () => {
    const { email } = await person();
    const pass = await ask(email);
    for (let i = 0; i < 20; i += 1) {
      expect(await readSignInLink(passLink(pass))).toEqual({ to: `${email.slice(0, 1)}…@example.test` });
      expect(await readSignInPass(pass)).not.toBeNull();
    }
    await typeCode(pass);
    expect(await readSignInLink(passLink(pass))).toBeNull();
  });

  it('stands nowhere in the database', async () => {
    const { email } = await person();
    const pass = await ask(email);
    for (const table of ['door_pass', 'account_message', 'pgboss.job_common']) {
      const [dump] = (
        await pool().query<{ text: string }>(
          `select coalesce(string_agg(t::text, ''), '') as text from ${table} t`,
        )
      ).rows;
      expect(dump?.text).not.toContain(passLink(pass));
      expect(dump?.text).not.toContain(passCode(pass));
    }
  });

  it('of an ended account opens nothing', async () => {
    const { id, email } = await person();
    const pass = await ask(email);
    await rows(`update account set "deactivatedAt" = now() where id = $1::uuid`, [id]);
    await expect(typeCode(pass)).rejects.toMatchObject({ code: 'expired' });
  });
});

describe('known or unknown', () => {
  it('an address gets the same answers and the same rows', async () => {
    const { email } = await person();
    const traces: { rows: number; wrong: string; seen: unknown }[] = [];
    for (const address of [email, `${newId()}@example.test`, '+1 312 555 0177']) {
      const pass = await ask(address);
      const [row] = await rows<{ n: number }>(
        `select (select count(*) from account_message where "passId" = $1::uuid)
           + (select count(*) from pgboss.job_common j join account_message m on m.id = (j.data ->> 'messageId')::uuid
              where m."passId" = $1::uuid) as n`,
        [pass],
      );
      const wrong = await typeCode(pass, 'x').catch((error: unknown) => error);
      traces.push({
        rows: Number(row?.n),
        wrong: (wrong as Error).message,
        seen: await readSignInPass(pass),
      });
    }
    expect(traces.map(({ rows: n, wrong }) => ({ n, wrong }))).toEqual(
      Array.from({ length: 3 }, () => ({ n: 2, wrong: traces[0]?.wrong })),
    );
    expect(traces.every(({ seen }) => seen !== null)).toBe(true);
  });

  it('the right digits of nobody’s code are as wrong as any others', async () => {
    const pass = await ask(`${newId()}@example.test`);
    await expect(typeCode(pass)).rejects.toMatchObject({ code: 'invalid' });
    expect(await readSignInLink(passLink(pass))).toBeNull();
  });

  it('signing up with an address says the same, and the code signs in where there is an account', async () => {
    const { id, email } = await person();
    const fresh = `${newId()}@example.test`;
    for (const [address, made] of [
      [email, false],
      [fresh, true],
    ] as const) {
      const pass = await askSignUpCode({ email: address, name: 'Bea New', ip });
      expect(await messagesTo(address)).toMatchObject([{ kind: 'sign-up-code' }]);
      const answer = await signUpByCode({ pass, code: passCode(pass), device, ip });
      expect(answer.made).toBe(made);
      const session = 'token' in answer.entered ? await readSession(answer.entered.token) : null;
      expect(session).toMatchObject(made ? { name: 'Bea New', email: fresh } : { accountId: id });
    }
  });

  it('one sign-up code makes one account, however often it is sent', async () => {
    const email = `${newId()}@example.test`;
    const pass = await askSignUpCode({ email, name: 'Bea New', ip });
    const typed = { pass, code: passCode(pass), device, ip };
    expect(await tally(Array.from({ length: 50 }, () => signUpByCode(typed)))).toEqual({
      in: 1,
      expired: 49,
    });
    await expect(typeCode(pass)).rejects.toMatchObject({ code: 'expired' });
    expect(await rows(`select 1 from account where email = $1`, [email])).toHaveLength(1);
  });
});

describe('how many codes', () => {
  it('five an hour to an address, and its owner’s own device has five more', async () => {
    const { email } = await person();
    const entered = await signIn({ email, password, device, ip });
    const known = 'token' in entered ? entered.token : '';
    expect(await tally(Array.from({ length: 8 }, (_, i) => ask(email, { ip: `198.51.100.${i}` })))).toEqual({
      in: 5,
      limit: 3,
    });
    expect(await sessionOf(typeCode(await ask(email, { known })))).toMatchObject({ email });
    // And it says nothing: an unknown address comes to the same end.
    const nobody = `${newId()}@example.test`;
    expect(await tally(Array.from({ length: 8 }, () => ask(nobody)))).toEqual({ in: 5, limit: 3 });
    // The password was never in question.
    await expect(signIn({ email, password, device, ip, known })).resolves.toHaveProperty('token');
  });

  it('a hundred an hour from one place, a /64 being one', async () => {
    const counted = await tally(
      Array.from({ length: 110 }, (_, i) =>
        ask(`${newId()}@example.test`, { ip: `2001:db8:9:9::${i.toString(16)}` }),
      ),
    );
    expect(counted).toEqual({ in: 100, limit: 10 });
  });
});

describe('junk from one place', () => {
  const from = '198.51.100.200';
  const typed = (pass: string) => ({ pass, code: passCode(pass), device, ip: from });

  it('is refused after a hundred, and stops nobody there from typing a code that was sent', async () => {
    const { email } = await person();
    const fresh = `${newId()}@example.test`;
    const [signing, up] = [await ask(email), await askSignUpCode({ email: fresh, name: 'Bea New', ip })];
    const junk = Array.from({ length: 120 }, (_, i) =>
      i % 2 === 0 ? signInByCode(typed(newId())) : signUpByCode(typed(newId())),
    );
    expect(await tally(junk)).toEqual({ expired: 100, limit: 20 });
    expect(await sessionOf(signInByCode(typed(signing)))).toMatchObject({ email });
    expect(await signUpByCode(typed(up))).toMatchObject({ made: true });
  });
});

describe('the first proof of an address', () => {
  it('throws away what was set up before it, and only then', async () => {
    const { id, email } = await person();
    await rows(`update account set "emailProvenAt" = null, mobile = '+13125550142' where id = $1::uuid`, [
      id,
    ]);
    const attacker = await bySelf(email);
    await rows(
      `insert into factor (id, "accountId", kind, name, "confirmedAt", transports) values (gen_random_uuid(), $1::uuid, 'totp', 'Theirs', now(), '{}')`,
      [id],
    );
    await rows(
      `insert into device (id, "tokenHash", "accountId", name, "pinHash", "expiresAt") values (gen_random_uuid(), $2, $1::uuid, 'Theirs', 'x', now() + interval '30 days')`,
      [id, newId()],
    );
    await rows(
      `insert into door_code (id, "accountId", kind, "codeHash") values (gen_random_uuid(), $1::uuid, 'backup', $2)`,
      [id, newId()],
    );
    const heard: Poke[] = [];
    const stop = subscribe((poke) => heard.push(poke));
    const victim = await sessionOf(typeCode(await ask(email)));
    stop();
    expect(victim.accountId).toBe(id);
    expect(heard).toEqual([{ what: 'account', accountId: id }]);
    const left = await rows(
      `select (select "passwordHash" from account where id = $1::uuid) as password,
         (select mobile from account where id = $1::uuid) as mobile,
         (select count(*)::int from factor where "accountId" = $1::uuid) as factors,
         (select count(*)::int from device where "accountId" = $1::uuid and "revokedAt" is null) as devices,
         (select count(*)::int from door_code where "accountId" = $1::uuid and "revokedAt" is null) as codes`,
      [id],
    );
    expect(left).toEqual([{ password: null, mobile: null, factors: 0, devices: 0, codes: 0 }]);
    expect((await listSessions(id)).map((line) => line.id)).toEqual([victim.sessionId]);
    expect(attacker.sessionId).not.toBe(victim.sessionId);
    await expect(bySelf(email)).rejects.toMatchObject({ code: 'invalid' });
    // The second proof throws nothing away.
    await savePassword(victim, { password: 'another-good-one', endOthers: false });
    await typeCode(await ask(email));
    expect(await listSessions(id)).toHaveLength(2);
  });
});

describe('a second step', () => {
  it('is wanted after a password and after a code, once it is confirmed', async () => {
    const { id, email } = await person();
    await rows(
      `insert into factor (id, "accountId", kind, name, transports) values (gen_random_uuid(), $1::uuid, 'totp', 'App', '{}')`,
      [id],
    );
    await bySelf(email);
    await rows(`update factor set "confirmedAt" = now() where "accountId" = $1::uuid`, [id]);
    const before = (await listSessions(id)).length;
    for (const entered of [
      await signIn({ email, password, device, ip }),
      await typeCode(await ask(email)),
      await signInByLink({ link: passLink(await ask(email)), device }),
    ]) {
      expect(Object.keys(entered)).toEqual(['secondStep']);
      // What the address carries opens nothing else, and a dump does not hold it.
      const step = 'secondStep' in entered ? entered.secondStep : '';
      await expect(signInByLink({ link: step, device })).rejects.toMatchObject({ code: 'expired' });
      expect(await rows(`select 1 from door_pass t where t::text like '%' || $1 || '%'`, [step])).toEqual([]);
    }
    expect(await listSessions(id)).toHaveLength(before);
  });
});
