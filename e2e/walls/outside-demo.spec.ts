// Outside the demo nothing shows what was sent: the captured messages' pages do not exist there.
import { freePort } from '@/scripts/postgres';
import { expect, test } from '../support/test';
import { ask } from '../support/http';
import { runProgram, until } from '../support/run';

test('in production /dev/outbox is absent, and captured providers are refused', async ({ house }) => {
  const port = await freePort();
  const env: Record<string, string> = {
    ...house.env,
    HOLDFAST_MODE: 'production',
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
  };
  const refused = runProgram('server.ts', [], env);
  expect(await refused.ended).not.toBe(0);
  for (const name of ['RESEND_BASE_URL', 'TWILIO_BASE_URL', 'CAPTURE_URL']) {
    expect(refused.output()).toContain(`${name}: points at captured providers; not in production`);
  }
  // Production refuses a database that may forget what it said; this connection does not.
  const durable = new URL(env['DATABASE_URL'] ?? '');
  durable.searchParams.set('options', '-c synchronous_commit=on');
  const real = {
    ...env,
    DATABASE_URL: durable.toString(),
    RESEND_BASE_URL: '',
    TWILIO_BASE_URL: '',
    CAPTURE_URL: '',
  };
  const web = runProgram('server.ts', [], real);
  const url = `http://localhost:${port}`;
  try {
    await until(
      'the production server to answer',
      async () => (await ask(`${url}/sign-in`)).status === 200,
      40_000,
    );
    const absent = await ask(`${url}/nothing-here`);
    expect(absent.status).toBe(404);
    expect((await ask(`${url}/dev/outbox`)).status).toBe(404);
    expect((await ask(`${url}/api/dev/outbox`)).status).toBe(404);
  } finally {
    await web.stop();
  }
});

test('a superuser’s connection is refused', async ({ house }) => {
  const superuser = new URL(house.env['DATABASE_URL'] ?? '');
  const known = new URL(house.superuserUrl);
  superuser.username = known.username;
  superuser.password = known.password;
  const env = { ...house.env, PORT: String(await freePort()), DATABASE_URL: superuser.toString() };
  const web = runProgram('server.ts', [], env);
  expect(await web.ended).not.toBe(0);
  expect(web.output()).toMatch(/superuser|row-level security|may do too much/i);
  expect(web.output()).not.toContain(known.password);
});
