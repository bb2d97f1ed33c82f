// The worker sends messages to accounts as the role it has: it may read what to say and where, and no account.
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { newId } from '@/lib/core';
import { actAsWorker, inSystem } from '@/lib/db';
import { passCode } from '@/lib/identity';
import { useTestDatabase } from '@/lib/testing';
import { startTelling } from '@/lib/testing/telling';
import { sendAccountMessage } from '.';

const database = await useTestDatabase();
const telling = await startTelling();
actAsWorker();
const keeper = new pg.Client({ connectionString: database.urls.superuser });
await keeper.connect();
afterAll(async () => {
  await keeper.end();
  await telling.stop();
  await database.drop();
});

test('codes go out by mail and by text, what is over is swept, nobody’s is dropped', async () => {
  const [account, pass, over] = [newId(), newId(), newId()];
  await keeper.query(
    `insert into door_pass (id, kind, "accountId", address, "expiresAt") values
       ($1, 'sign-in', $3, 'x', now() + interval '10 minutes'), ($2, 'sign-in', $3, 'x', now() - interval '2 days')`,
    [pass, over, account],
  );
  const write = async (channel: string, address: string, accountId: string | null): Promise<string> => {
    const id = newId();
    await keeper.query(
      `insert into account_message (id, "accountId", "passId", kind, channel, address)
       values ($1, $2, $3, 'sign-in-code', $4, $5)`,
      [id, accountId, pass, channel, address],
    );
    return id;
  };
  const mail = await write('email', 'ann@example.test', account);
  const text = await write('sms', '+13125550166', account);
  const nobody = await write('email', 'nobody@example.test', null);
  for (const id of [mail, text, nobody]) await sendAccountMessage(id);
  for (const address of ['ann@example.test', '+13125550166']) {
    expect(telling.providers.captured(address)).toHaveLength(1);
    expect(telling.providers.captured(address)[0]?.text).toContain(passCode(pass).slice(4));
  }
  expect(telling.providers.captured('nobody@example.test')).toEqual([]);
  const left = await keeper.query(`select id, state from account_message order by state`);
  expect(left.rows.map((row: { state: string }) => row.state)).toEqual(['handed-over', 'handed-over']);
  expect((await keeper.query('select 1 from door_pass where id = $1', [over])).rows).toEqual([]);
  await expect(inSystem(({ sql }) => sql('select 1 from account'))).rejects.toThrow(/permission denied/);
});
