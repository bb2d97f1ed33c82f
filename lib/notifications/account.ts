// Sends messages to accounts. They belong to no practice: the row is the truth, the job its alarm clock. A code is made
// here, at sending, and is kept nowhere.
import { dayAndClock } from '@/lib/core';
import { log } from '@/lib/core/log';
import { inSystem } from '@/lib/db';
import { env } from '@/lib/env';
import { passCode, passLink } from '@/lib/identity';
import type { AccountMessageKind } from '@/lib/identity/rules';
import { accountMail, accountText, type AccountFacts } from './account-words';
import { findSms, sendEmail, sendSms, type Outcome } from './channels';
import { hashNumber } from './links';
import { renderNotice } from './mail/notice';
import { turn } from './pace';
import { stoppedNumbers } from './people';
import { emailSettings, smsSettings } from './send';

interface Message {
  id: string;
  accountId: string | null;
  passId: string | null;
  kind: AccountMessageKind;
  channel: 'email' | 'sms';
  address: string;
  detail: Record<string, string>;
  createdAt: Date;
  /** Tries before this one. */
  attempts: number;
  /** Its pass can still be used; null without one. */
  passOpen: boolean | null;
  /** Nobody has that address, which nobody may notice. */
  forNobody: boolean;
  tooOld: boolean;
}

/** News that could not be sent for so long is no news. A downtime takes a day; owners are to hear of it after. */
const MOST_HOURS = 72;

/** What is in nobody's way any more: passes a day after their end, messages after a month. */
const SWEEP = [
  `delete from door_pass where "expiresAt" < now() - interval '1 day'`,
  `delete from account_message where "createdAt" < now() - interval '30 days'`,
];

/** Claims one message: counts the try and says what is known about it. */
function claim(messageId: string): Promise<Message | null> {
  return inSystem(async ({ sql }) => {
    for (const statement of SWEEP) await sql(statement);
    const [row] = await sql<Message>(
      `update account_message m set attempts = attempts + 1 from (
         select o.id, p."usedAt" is null and p."expiresAt" > now() as "passOpen" from account_message o
         left join door_pass p on p.id = o."passId" where o.id = $1::uuid and o.state = 'waiting' for update of o) f
       where m.id = f.id
       returning m.id, m."accountId", m."passId", m.kind, m.channel, m.address, m.detail, m."createdAt",
         m.attempts - 1 as attempts, case when m."passId" is not null then coalesce(f."passOpen", false) end as "passOpen",
         m.kind = 'sign-in-code' and m."accountId" is null as "forNobody",
         m."createdAt" < now() - interval '${MOST_HOURS} hours' as "tooOld"`,
      [messageId],
    );
    if (!row?.forNobody) return row ?? null;
    await sql(`delete from account_message where id = $1::uuid`, [messageId]);
    return null;
  });
}

async function end(message: Message, state: 'handed-over' | 'failed', reason: string): Promise<void> {
  await inSystem(({ sql }) =>
    sql(
      `update account_message set state = $2, reason = $3,
         "handedOverAt" = case when $2 = 'handed-over' then now() end where id = $1::uuid and state = 'waiting'`,
      [message.id, state, reason.slice(0, 300)],
    ),
  );
}

function factsOf(message: Message): AccountFacts {
  const { kind, detail, passId, createdAt } = message;
  const at = (path: string): string => new URL(path, env().APP_URL).href;
  const isLink = kind === 'sign-in-code' && message.channel === 'email' && detail['use'] !== 'confirm';
  return {
    kind,
    detail,
    // The worker may not know which practices an account has, and so no zone of theirs.
    at: dayAndClock(createdAt, 'UTC'),
    code: passId === null ? '' : passCode(passId),
    href: passId === null ? at('/account') : isLink ? at(`/sign-in/link/${passLink(passId)}`) : null,
  };
}

async function send(message: Message): Promise<Outcome> {
  const facts = factsOf(message);
  // Hooks that report on it find no practice of that name, and change nothing.
  const practiceId = 'account';
  const to = message.address;
  await turn(message.channel);
  if (message.channel === 'email') {
    const { subject, html, body: text } = await renderNotice(accountMail(facts));
    return sendEmail(emailSettings(''), { to, subject, html, text, practiceId }, message.id);
  }
  const text = accountText(facts);
  if (message.attempts > 0) {
    // An earlier try may have got through; texts have no idempotency key, so the provider's list is asked.
    const found = await findSms(smsSettings(), to, text, message.createdAt);
    if (found.kind === 'found') return { kind: 'sent', providerId: found.providerId };
    if (found.kind === 'unknown') return found;
  }
  return sendSms(smsSettings(), { to, text, practiceId }, message.id);
}

async function isStopped(message: Message): Promise<boolean> {
  if (message.channel !== 'sms') return false;
  const stopped = await inSystem(({ sql }) => stoppedNumbers(sql, [hashNumber(message.address)]));
  return stopped.size > 0;
}

/**
 * Sends one message to an account; run twice it finds the row settled and does nothing.
 * @throws Error when the provider did not take it, so that the job comes again after a growing while
 */
export async function sendAccountMessage(messageId: string): Promise<void> {
  const message = await claim(messageId);
  if (!message) return;
  if (message.passOpen === false) return end(message, 'failed', 'Its code was no longer good.');
  if (message.tooOld) return end(message, 'failed', `It could not be sent for ${MOST_HOURS} hours.`);
  if (await isStopped(message)) return end(message, 'failed', 'This number has stopped our texts.');
  const outcome = await send(message);
  if (outcome.kind === 'sent') return end(message, 'handed-over', '');
  if (outcome.kind === 'refused') {
    log.warn({ id: message.id, kind: message.kind, reason: outcome.reason }, 'account message');
    return end(message, 'failed', outcome.reason);
  }
  throw new Error(`Not sent yet: ${outcome.reason}`);
}
