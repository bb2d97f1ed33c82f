// Messages to an account, which belong to no practice: codes, and news about its own security. The row is the truth,
// the job its alarm clock; notifications/account sends them.
import { newId } from '@/lib/core';
import type { Sql } from '@/lib/db';
import { enqueue, FIRST_WORDS } from '@/lib/jobs';
import type { AccountMessageKind } from './rules';

export interface AccountNews {
  accountId: string | null;
  kind: AccountMessageKind;
  /** What the fixed words name: a device, a practice's name. Never what somebody else typed. */
  detail?: Record<string, string>;
  /** For a code: the pass it is derived from. */
  passId?: string;
  /** The practice it is about, which takes the message along when it is deleted. */
  practiceId?: string;
}

export interface AccountAddress {
  channel: 'email' | 'sms';
  address: string;
}

/** Sends one message, in the caller's transaction: it goes out only if that commits. */
export async function writeAccount(sql: Sql, news: AccountNews, to: AccountAddress): Promise<void> {
  const id = newId();
  await sql(
    `insert into account_message (id, "accountId", "passId", kind, channel, address, detail, "practiceId")
     values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7::jsonb, $8::uuid)`,
    [
      id,
      news.accountId,
      news.passId ?? null,
      news.kind,
      to.channel,
      to.address,
      JSON.stringify(news.detail ?? {}),
      news.practiceId ?? null,
    ],
  );
  // A code is waited for at a door.
  await enqueue(sql, 'account-message', { messageId: id }, news.passId ? { priority: FIRST_WORDS } : {});
}

/** Tells an account what happened to it, at its address and its number: whoever did it cannot keep it quiet. */
export async function warnAccount(sql: Sql, news: AccountNews & { accountId: string }): Promise<void> {
  const [account] = await sql<{ email: string; mobile: string | null }>(
    `select email, mobile from account where id = $1::uuid`,
    [news.accountId],
  );
  if (!account) return;
  await writeAccount(sql, news, { channel: 'email', address: account.email });
  if (account.mobile) await writeAccount(sql, news, { channel: 'sms', address: account.mobile });
}
