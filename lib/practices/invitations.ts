// Asking somebody to become a member: who is asked, by which address, and what is still open. Their answer: ./joining.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import type { Right } from '@/lib/access/rules';
import { AppError, newId, type ErrorCode } from '@/lib/core';
import { inPractice, inPracticeSql, isoText, type Door, type Sql } from '@/lib/db';
import { record } from '@/lib/events';
import { isProvenAddress } from '@/lib/identity';
import { changed } from './changed';
import { check } from './check';
import { endInvitation, lockMembers, lockPerson, requireGive, type MemberRow } from './member-rows';
import { InvitationId, InviteListed, InviteNew, MEMBER_WORDS } from './member-schema';
import type { InvitationView } from './member-views';
import { requireSite } from './read';
import { INVITATION_DAYS } from './rules';

/** Nobody's mailbox is filled through us. */
const MOST_A_DAY = { person: 5, practice: 200 };

type Listed = z.input<typeof InviteListed>;
type Fresh = z.input<typeof InviteNew>;

/** Whom to ask, at which address, as what. */
export interface Invite {
  who: Pick<Listed, 'personId'> | Pick<Fresh, 'name' | 'jobRoles' | 'siteId'>;
  /** Null: the first one on the list of somebody who is on it. */
  email: string | null;
  right: Right;
}
type Given = z.output<typeof InviteListed> | z.output<typeof InviteNew>;

function read({ who, ...asked }: Invite): Given {
  const typed = { ...who, ...asked };
  return 'personId' in who ? check(InviteListed, typed, MEMBER_WORDS) : check(InviteNew, typed, MEMBER_WORDS);
}

/** Why an invitation did not go out; `why` alone is for a list that says so of several. */
function notSent(code: ErrorCode, why: string): AppError {
  return new AppError(code, `Nothing was sent: ${why}`, { why });
}

/** @throws AppError limit. */
async function requireFew({ sql, now }: Door, practiceId: string, personId: string): Promise<void> {
  const [sent] = await sql<{ person: number; practice: number }>(
    `select count(*) filter (where "personId" = $2::uuid)::int as person, count(*)::int as practice from invitation
     where "practiceId" = $1::uuid and "createdAt" > $3::timestamptz - interval '24 hours'`,
    [practiceId, personId, now.toISOString()],
  );
  if (sent && (sent.person >= MOST_A_DAY.person || sent.practice >= MOST_A_DAY.practice)) {
    throw notSent(
      'limit',
      'that is enough invitations for one day. Ask whether they arrived, or try again tomorrow.',
    );
  }
}

/** Nobody else of this practice is reached, or logs in, at that address. @throws AppError conflict. */
async function requireFreeAddress(
  { sql }: Door,
  practiceId: string,
  email: string,
  personId: string,
): Promise<void> {
  const [other] = await sql<{ name: string; member: boolean }>(
    `select p.name, p."right" is not null as member from person p
     where p."practiceId" = $1::uuid and p.id <> $3::uuid and p."deactivatedAt" is null
       and (exists (select 1 from account a where a.id = p."accountId" and a.email = $2)
         or exists (select 1 from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id
           and r.address = $2 and r."removedAt" is null)) order by p."right" is null limit 1`,
    [practiceId, email, personId],
  );
  if (!other) return;
  throw notSent(
    'conflict',
    `${email} belongs to ${other.name}, who is ${
      other.member ? 'a member already' : 'on your list already. Choose them in the list of people instead'
    }.`,
  );
}

/** The person's own address, so that the invitation has somewhere to go. @throws AppError conflict. */
async function ensureReach(
  ctx: Ctx,
  door: Door,
  { id: personId, name }: Pick<MemberRow, 'id' | 'name'>,
  email: string,
): Promise<void> {
  const { practiceId } = ctx;
  const { sql } = door;
  const there = await sql(
    `select 1 from reach where "practiceId" = $1::uuid and "personId" = $2::uuid and address = $3
       and "removedAt" is null`,
    [practiceId, personId, email],
  );
  // One that was taken off comes back as new, its STOP kept.
  const [way] = await sql<{ id: string; stopped: boolean }>(
    `insert into reach ("practiceId", id, "personId", kind, address, position)
     select $1::uuid, $4::uuid, $2::uuid, 'email', $3, coalesce(max(position) + 1, 0) from reach
       where "practiceId" = $1::uuid and "personId" = $2::uuid
     on conflict ("practiceId", "personId", address) do update set "removedAt" = null,
       "verifiedAt" = case when reach."removedAt" is null then reach."verifiedAt" end,
       "consentAt" = case when reach."removedAt" is null then reach."consentAt" end,
       "consentBy" = case when reach."removedAt" is null then reach."consentBy" else '' end,
       "consentWords" = case when reach."removedAt" is null then reach."consentWords" else '' end,
       "codeId" = case when reach."removedAt" is null then reach."codeId" end,
       "lastAnsweredAt" = case when reach."removedAt" is null then reach."lastAnsweredAt" end
     returning id, "optedOutAt" is not null as stopped`,
    [practiceId, personId, email, newId()],
  );
  if (way?.stopped) {
    throw notSent('conflict', `${email} stopped our messages. Invite them at another address.`);
  }
  if (there.length === 0) {
    await changed(ctx, door, 'reach.added', { personId, name, reachId: way?.id, kind: 'email' });
  }
}

/** @throws AppError invalid when the list has none. */
async function addressOf({ sql }: Door, practiceId: string, person: MemberRow): Promise<string> {
  const [way] = await sql<{ address: string }>(
    `select address from reach where "practiceId" = $1::uuid and "personId" = $2::uuid and kind = 'email'
       and "removedAt" is null order by position, id limit 1`,
    [practiceId, person.id],
  );
  if (way) return way.address;
  throw notSent(
    'invalid',
    `${person.name} has no e-mail on your list. Type one for them alone, or add it under Contacts.`,
  );
}

async function personFor(ctx: Ctx, door: Door, who: Given): Promise<MemberRow> {
  const { practiceId } = ctx;
  if ('personId' in who) {
    const person = await lockPerson(door.sql, ctx, who.personId);
    if (person.left || person.right !== null) {
      const why = person.left ? 'left the practice. Bring them back first' : 'is a member already';
      throw notSent('conflict', `${person.name} ${why}.`);
    }
    return person;
  }
  await lockMembers(door.sql, ctx);
  const { name, siteId, right } = who;
  const jobRoles = [...new Set(who.jobRoles)];
  if (siteId !== null) await requireSite(door.sql, practiceId, siteId);
  const id = newId();
  await door.db.person.create({ data: { practiceId, id, name, jobRoles, siteId } });
  await record(ctx, door, {
    chainId: practiceId,
    kind: 'person.added',
    payload: { personId: id, name, right: null, invitedAs: right },
  });
  return { id, name, right: null, accountId: null, jobRoles, siteId, left: false };
}

/** Writes the invitation and the event that sends it. What was open for that person is dead from now on. */
async function send(
  ctx: Ctx,
  door: Door,
  { person, email, right }: { person: Pick<MemberRow, 'id' | 'name'>; email: string; right: Right },
): Promise<void> {
  const { practiceId, actor } = ctx;
  await requireFew(door, practiceId, person.id);
  await ensureReach(ctx, door, person, email);
  await endInvitation(door, practiceId, person.id);
  const invitationId = newId();
  const event = await record(ctx, door, {
    chainId: practiceId,
    kind: 'member.invited',
    payload: { invitationId, personId: person.id, name: person.name, email, right },
    announces: true,
  });
  const expiresAt = new Date(door.now.getTime() + INVITATION_DAYS * 86_400_000);
  await door.db.invitation.create({
    data: {
      practiceId,
      id: invitationId,
      personId: person.id,
      right,
      email,
      invitedBy: actor.kind === 'member' ? actor.personId : null,
      eventId: event.id,
      createdAt: door.now,
      expiresAt,
    },
  });
}

/**
 * Asks somebody, on the list or new to it, to become a member: an e-mail with a link of their own.
 * @throws AppError forbidden, also for a right above one's own; invalid; not-found; limit; conflict for members, for
 *   somebody who was asked already, and for an address that is somebody else's here.
 */
export async function inviteMember(ctx: Ctx, input: Invite): Promise<string> {
  authorize(ctx, 'members.edit');
  const given = read(input);
  requireGive(ctx, given.right);
  const { practiceId } = ctx;
  return inPractice(ctx, async (door) => {
    const person = await personFor(ctx, door, given);
    const email = given.email ?? (await addressOf(door, practiceId, person));
    await requireFreeAddress(door, practiceId, email, person.id);
    const open = await door.db.invitation.count({
      where: {
        practiceId,
        personId: person.id,
        acceptedAt: null,
        revokedAt: null,
        expiresAt: { gt: door.now },
      },
    });
    if (open > 0) {
      throw notSent(
        'conflict',
        `${person.name} has an open invitation. Send that one again, or take it back first.`,
      );
    }
    await send(ctx, door, { person, email, right: given.right });
    return person.id;
  });
}

async function lockInvitation(door: Door, ctx: Ctx, invitationId: string) {
  const { practiceId } = ctx;
  await lockMembers(door.sql, ctx);
  const [row] = await door.sql<{
    id: string;
    personId: string;
    email: string;
    right: Right;
    closed: boolean;
  }>(
    `select id, "personId", email, "right", "acceptedAt" is not null or "revokedAt" is not null as closed
     from invitation where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, invitationId],
  );
  if (!row) throw new AppError('not-found', 'There is no such invitation.');
  return row;
}

/** Sends an open invitation again: a new link for seven days, and the old one is dead. @throws as inviteMember does. */
export async function resendInvitation(ctx: Ctx, input: z.input<typeof InvitationId>): Promise<void> {
  authorize(ctx, 'members.edit');
  const { invitationId } = check(InvitationId, input, {});
  await inPractice(ctx, async (door) => {
    const { personId, email, right, closed } = await lockInvitation(door, ctx, invitationId);
    requireGive(ctx, right);
    const person = await lockPerson(door.sql, ctx, personId);
    if (closed || person.left || person.right !== null) {
      throw notSent('conflict', 'this invitation was used or taken back meanwhile.');
    }
    await send(ctx, door, { person, email, right });
  });
}

/** Takes an invitation back: its link opens nothing any more. @throws AppError forbidden; not-found. */
export async function revokeInvitation(ctx: Ctx, input: z.input<typeof InvitationId>): Promise<void> {
  authorize(ctx, 'members.edit');
  const { invitationId } = check(InvitationId, input, {});
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const { personId, email, right, closed } = await lockInvitation(door, ctx, invitationId);
    if (closed) return;
    requireGive(ctx, right);
    const where = { practiceId_id: { practiceId, id: invitationId } };
    await door.db.invitation.update({ where, data: { revokedAt: door.now } });
    const payload = { invitationId, personId, email };
    await record(ctx, door, { chainId: practiceId, kind: 'member.invitation-revoked', payload });
  });
}

/** Which invitation a link leads to: the practice and the event that sent it. */
export interface Invited {
  practiceId: string;
  eventId: string;
}

export async function findInvitation(
  sql: Sql,
  now: Date,
  { practiceId, eventId }: Invited,
): Promise<(Omit<InvitationView, 'known'> & { id: string; personId: string }) | null> {
  const [row] = await sql<Omit<InvitationView, 'known'> & { id: string; personId: string }>(
    `select i.id, i."personId", i.email, i."right", p.name as "personName", b.name as "invitedBy",
       r.name as "practiceName", r.slug, r.zone, ${isoText('i."expiresAt"')} as "expiresAt",
       case when i."acceptedAt" is not null then 'used'
         when i."revokedAt" is not null or p."deactivatedAt" is not null then 'revoked'
         when i."expiresAt" <= $3::timestamptz then 'over' else 'open' end as state
     from invitation i join practice r on r."practiceId" = i."practiceId"
     join person p on p."practiceId" = i."practiceId" and p.id = i."personId"
     left join person b on b."practiceId" = i."practiceId" and b.id = i."invitedBy"
     where i."practiceId" = $1::uuid and i."eventId" = $2::uuid`,
    [practiceId, eventId, now.toISOString()],
  );
  return row ?? null;
}

/** What the page behind an invitation's link says; null when there is none. Changes nothing. */
export async function readInvitation(invited: Invited): Promise<InvitationView | null> {
  return inPracticeSql({ practiceId: invited.practiceId }, async ({ sql, now }) => {
    const found = await findInvitation(sql, now, invited);
    if (!found) return null;
    const { id: _, personId: __, ...view } = found;
    return { ...view, known: await isProvenAddress(sql, view.email) };
  });
}
