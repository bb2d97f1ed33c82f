// What changes people.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPractice, type Door } from '@/lib/db';
import { record } from '@/lib/events';
import { requireSite } from '@/lib/practices';
import { consentKept } from './people-words';
import { AddPerson } from './schema';
import { heedStops } from './stopped';

type Account = NonNullable<z.output<typeof AddPerson>['account']>;

/** @throws AppError forbidden when a manager makes an owner; not-found; conflict when the account is a member already. */
async function requireNewMember(ctx: Ctx, door: Door, account: Account): Promise<void> {
  const { accountId, right } = account;
  if (right === 'owner' && ctx.actor.kind === 'member' && ctx.actor.right !== 'owner') {
    throw new AppError('forbidden', 'Only an owner can make somebody an owner.');
  }
  const known = await door.sql(
    `select 1 from account where id = $1::uuid and "deactivatedAt" is null for no key update`,
    [accountId],
  );
  if (known.length === 0) throw new AppError('not-found', 'There is no such account.');
  const taken = await door.db.person.count({ where: { practiceId: ctx.practiceId, accountId } });
  if (taken > 0) throw new AppError('conflict', 'This account already belongs to somebody in this practice.');
}

/**
 * Adds a person with every way to reach them and, for members, the account they log in with and their right.
 * @throws AppError forbidden, invalid; not-found for site or account; conflict when the account is a member already.
 */
export async function addPerson(ctx: Ctx, input: z.input<typeof AddPerson>): Promise<string> {
  authorize(ctx, 'contacts.edit');
  const { account, reaches, jobRoles, ...given } = parse(AddPerson, input);
  const { practiceId } = ctx;
  const id = newId();
  await inPractice(ctx, async (door) => {
    if (given.siteId !== null) await requireSite(door.sql, practiceId, given.siteId);
    if (account) await requireNewMember(ctx, door, account);
    await door.db.person.create({
      data: {
        practiceId,
        id,
        ...given,
        jobRoles: [...new Set(jobRoles)],
        accountId: account?.accountId ?? null,
        right: account?.right ?? null,
      },
    });
    if (account) {
      await door.sql(
        `insert into membership ("accountId", "practiceId") values ($1::uuid, $2::uuid) on conflict do nothing`,
        [account.accountId, practiceId],
      );
    }
    await door.db.reach.createMany({
      data: reaches.map(({ kind, address, verified, consent }, position) => ({
        practiceId,
        id: newId(),
        personId: id,
        kind,
        address,
        position,
        verifiedAt: verified ? door.now : null,
        consentAt: consent ? door.now : null,
        ...(consent && { consentBy: ctx.actor.name, consentWords: consentKept(kind, given.language) }),
      })),
    });
    await heedStops(
      door,
      practiceId,
      reaches.map(({ address }) => address),
    );
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'person.added',
      payload: { personId: id, name: given.name, right: account?.right ?? null },
    });
  });
  return id;
}
