// An invited person's yes. The link's token is what allows it, once, for the address it went to; the caller has looked
// the token up. Of any number at once one joins: the practice's lock puts them in line.
import type { Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { inPractice, inPracticeSql, type Door } from '@/lib/db';
import { publish } from '@/lib/events';
import { openLogin, prepareLogin } from '@/lib/identity';
import { changed, lockPractice } from './changed';
import { findInvitation, type Invited } from './invitations';

const STATES = {
  used: 'This invitation was used already. If that was you, sign in. If not, ask for a new one.',
  over: 'This invitation is older than seven days. Ask the practice to send it again.',
  revoked:
    'This invitation was taken back, or a newer one was sent. Look for a newer e-mail, or ask the practice.',
} as const;
const GONE = 'This invitation does not lead anywhere. Ask the practice to send it again.';

/** The message the link stood in. */
export interface InvitedBy extends Invited {
  deliveryId: string;
}

type Open = NonNullable<Awaited<ReturnType<typeof findInvitation>>>;

/** @throws AppError not-found; expired unless it is open. */
function requireOpen(found: Open | null): Open {
  if (!found) throw new AppError('not-found', GONE);
  if (found.state !== 'open') throw new AppError('expired', STATES[found.state]);
  return found;
}

async function lockOpen(door: Door, invited: Invited): Promise<Open> {
  await lockPractice(door.sql, invited.practiceId);
  return requireOpen(await findInvitation(door.sql, door.now, invited));
}

async function join(door: Door, invited: InvitedBy, open: Open, accountId: string): Promise<void> {
  const { practiceId, deliveryId } = invited;
  const { id, personId, personName, email, right } = open;
  const now = door.now.toISOString();
  const [mine] = await door.sql<{ name: string; active: boolean }>(
    `select name, "right" is not null and "deactivatedAt" is null as active from person
     where "practiceId" = $1::uuid and "accountId" = $2::uuid and id <> $3::uuid for update`,
    [practiceId, accountId, personId],
  );
  if (mine?.active) {
    throw new AppError(
      'conflict',
      `You belong to this practice already, as ${mine.name}. Nothing was changed.`,
    );
  }
  if (mine) {
    // Back under another entry: the old one keeps what it did, and the log-in goes with the new one.
    await door.sql(
      `update person set "accountId" = null where "practiceId" = $1::uuid and "accountId" = $2::uuid`,
      [practiceId, accountId],
    );
  }
  const joined = await door.sql(
    `update person set "accountId" = $3::uuid, "right" = $4 where "practiceId" = $1::uuid and id = $2::uuid
       and "right" is null and "deactivatedAt" is null returning id`,
    [practiceId, personId, accountId, right],
  );
  if (joined.length === 0) throw new AppError('expired', STATES.used);
  await door.sql(
    `insert into membership ("accountId", "practiceId") values ($1::uuid, $2::uuid) on conflict do nothing`,
    [accountId, practiceId],
  );
  await door.sql(
    `update invitation set "acceptedAt" = $3::timestamptz, "accountId" = $4::uuid
     where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, id, now, accountId],
  );
  // Who opens the link reads that mailbox.
  await door.sql(
    `update reach set "verifiedAt" = coalesce("verifiedAt", $4::timestamptz), "lastAnsweredAt" = $4::timestamptz
     where "practiceId" = $1::uuid and "personId" = $2::uuid and address = $3`,
    [practiceId, personId, email, now],
  );
  const ctx: Ctx = { practiceId, actor: { kind: 'recipient', personId, name: personName, deliveryId } };
  await changed(ctx, door, 'member.joined', { personId, name: personName, right, invitationId: id });
}

/**
 * Joins with the account that is signed in.
 * @throws AppError forbidden unless it is the very address that was invited; not-found; expired; conflict for members.
 */
export async function acceptInvitation(
  account: { accountId: string; email: string; practiceId: string | null },
  invited: InvitedBy,
): Promise<{ slug: string }> {
  const slug = await inPractice({ practiceId: invited.practiceId }, async (door) => {
    const open = await lockOpen(door, invited);
    const [found] = await door.sql<{ email: string }>(
      `select email from account where id = $1::uuid and "deactivatedAt" is null and "emailProvenAt" is not null`,
      [account.accountId],
    );
    // A break-glass session opens one practice and joins none.
    if (account.practiceId !== null || found?.email !== open.email) {
      throw new AppError(
        'forbidden',
        `This invitation is for ${open.email}, and you are signed in as ${account.email}. Sign out, then open the link in that e-mail again.`,
      );
    }
    await join(door, invited, open, account.accountId);
    return open.slug;
  });
  publish({ what: 'account', accountId: account.accountId });
  return { slug };
}

/**
 * Joins somebody who has no account: name and password are set here, the link has proven the mailbox.
 * @returns the token of their session
 * @throws AppError invalid; not-found; expired; conflict when the address has an account: its owner signs in.
 */
export async function joinWithNewLogin(
  invited: InvitedBy,
  input: { name: string; password: string; device: string },
): Promise<{ token: string; slug: string }> {
  const { name, password, device } = input;
  // Before the slow part: a dead link costs no hashing.
  const { email } = await inPracticeSql({ practiceId: invited.practiceId }, async ({ sql, now }) =>
    requireOpen(await findInvitation(sql, now, invited)),
  );
  const login = await prepareLogin({ email, name, password });
  const done = await inPractice({ practiceId: invited.practiceId }, async (door) => {
    const open = await lockOpen(door, invited);
    const { accountId, token } = await openLogin(door.sql, { email: open.email, login, device });
    await join(door, invited, open, accountId);
    return { accountId, token, slug: open.slug };
  });
  publish({ what: 'account', accountId: done.accountId });
  return { token: done.token, slug: done.slug };
}
