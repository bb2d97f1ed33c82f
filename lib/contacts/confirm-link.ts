// The page behind the quarterly question, for whoever holds its link: one person's own ways, masked, and what they
// say about them. Open for CONFIRM_LINK_DAYS and for that person only.
import type { Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { maskAddress } from '@/lib/core/addresses';
import { inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { keepConfirmed } from './confirm';
import { lockPerson, personChanged } from './people';
import { addWayTo, changeWayTo, keepConsent, takeOff, type Way } from './reaches';
import { CONFIRM_LINK_DAYS, REACH_KINDS, type Language, type ReachKind } from './rules';

/** Where the link leads: the delivery it came in. */
export interface ConfirmLink {
  practiceId: string;
  deliveryId: string;
  personId: string;
  reachId: string;
}

export interface ConfirmPage {
  language: Language;
  practiceName: string;
  name: string;
  /** They said it is not them: nothing else is shown. */
  notMe: boolean;
  /** Since the link was sent. */
  confirmed: boolean;
  ways: {
    id: string;
    kind: ReachKind;
    /** Middle digits hidden: a link can be passed on. */
    masked: string;
    verified: boolean;
    optedOut: boolean;
    consent: boolean;
  }[];
}

interface Opened {
  name: string;
  language: Language;
  practiceName: string;
  confirmed: boolean;
  notMe: boolean;
}

async function open(door: SqlDoor, link: ConfirmLink): Promise<Opened | null> {
  const [row] = await door.sql<Opened>(
    `select p.name, p.language, pr.name as "practiceName",
       p."confirmedAt" is not null and p."confirmedAt" >= d."createdAt" as confirmed,
       exists (select 1 from event e where e."practiceId" = d."practiceId" and e."chainId" = d."practiceId"
         and e.kind = 'person.not-me' and e.payload ->> 'reachId' = r.id::text and e.at >= d."createdAt") as "notMe"
     from delivery d
     join person p on p."practiceId" = d."practiceId" and p.id = d."personId" and p."deactivatedAt" is null
     join reach r on r."practiceId" = d."practiceId" and r.id = d."reachId" and r.address = d.address
     join practice pr on pr."practiceId" = d."practiceId"
     where d."practiceId" = $1::uuid and d.id = $2::uuid and d.kind = 'confirm' and d."personId" = $3::uuid
       and d."createdAt" > $4::timestamptz - interval '${CONFIRM_LINK_DAYS} days'
       -- A way somebody else took off may be a stranger's; one they changed here themselves was theirs.
       and (r."removedAt" is null or exists (select 1 from event e where e."practiceId" = d."practiceId"
         and e."chainId" = d."practiceId" and e.kind in ('person.not-me', 'reach.changed')
         and r.id::text in (e.payload ->> 'reachId', e.payload ->> 'before') and e.payload ->> 'via' = 'link'))`,
    [link.practiceId, link.deliveryId, link.personId, door.now.toISOString()],
  );
  return row ?? null;
}

async function waysOf(sql: Sql, link: ConfirmLink): Promise<(Way & ConfirmPage['ways'][number])[]> {
  const ways = await sql<Way & Omit<ConfirmPage['ways'][number], 'masked'>>(
    `select id, "personId", kind, address, position, "verifiedAt" is not null as verified,
       "optedOutAt" is not null as "optedOut", "consentAt" is not null as consent
     from reach where "practiceId" = $1::uuid and "personId" = $2::uuid and "removedAt" is null
     order by position, id`,
    [link.practiceId, link.personId],
  );
  return ways.map((way) => ({ ...way, masked: maskAddress(way.address) }));
}

/** What the link shows; null when it leads nowhere (any more). Changes nothing. */
export async function readConfirm(link: ConfirmLink): Promise<ConfirmPage | null> {
  return inPracticeSql(link, async (door) => {
    const opened = await open(door, link);
    if (!opened) return null;
    const ways = opened.notMe ? [] : await waysOf(door.sql, link);
    return {
      ...opened,
      ways: ways.map(({ id, kind, masked, verified, optedOut, consent }) => ({
        id,
        kind,
        masked,
        verified,
        optedOut,
        consent,
      })),
    };
  });
}

const MOST_CHANGES = 20;

/** A link that went astray must not fill the record. The person's row is locked. @throws AppError limit. */
async function countChange(sql: Sql, { practiceId, personId, deliveryId }: ConfirmLink): Promise<void> {
  const [row] = await sql<{ changes: number }>(
    `select count(*)::int as changes from event e join delivery d on d."practiceId" = e."practiceId" and d.id = $3::uuid
     where e."practiceId" = $1::uuid and e."chainId" = $1::uuid and e."personId" = $2::uuid
       and e.payload ->> 'personId' = $2::text and e.payload ->> 'via' = 'link' and e.at >= d."createdAt"`,
    [practiceId, personId, deliveryId],
  );
  if ((row?.changes ?? 0) < MOST_CHANGES) return;
  throw new AppError('limit', 'That is enough changes by one link. Tell your practice manager the rest.');
}

/** What was pressed on the page, as its form sends it. */
export interface ConfirmSaid {
  say: string;
  way: string;
  kind: string;
  address: string;
}

/**
 * Takes what the holder of the link says. Null when the link leads nowhere (any more).
 * @throws AppError invalid, conflict or limit, as adding and changing a way do; the page says it.
 */
export async function takeConfirm(
  link: ConfirmLink,
  { say, way: wayId, kind, address }: ConfirmSaid,
): Promise<'taken' | 'unclear' | null> {
  return inPracticeSql(link, async (door) => {
    // One press after the other: each sees what the one before did.
    await lockPerson(door.sql, link.practiceId, link.personId);
    const opened = await open(door, link);
    if (!opened || opened.notMe) return null;
    const { practiceId, personId, deliveryId, reachId } = link;
    const ctx: Ctx = { practiceId, actor: { kind: 'recipient', personId, name: opened.name, deliveryId } };
    const ways = await waysOf(door.sql, link);
    const way = ways.find(({ id }) => id === wayId);
    const about = { personId, name: opened.name, via: 'link' };
    // Said once, and then the link leads nowhere: it needs no count.
    if (say === 'not-me') {
      await takeOff(door, practiceId, reachId);
      await personChanged(ctx, door, 'person.not-me', { ...about, reachId });
      return 'taken';
    }
    await countChange(door.sql, link);
    if (say === 'right') {
      await keepConfirmed(door.sql, practiceId, personId, door.now);
      // It came by this way and was read: it works.
      await door.sql(
        `update reach set "verifiedAt" = coalesce("verifiedAt", $3::timestamptz), "lastAnsweredAt" = $3::timestamptz
         where "practiceId" = $1::uuid and id = $2::uuid`,
        [practiceId, reachId, door.now.toISOString()],
      );
      await record(ctx, door, {
        chainId: practiceId,
        kind: 'person.confirmed',
        payload: { ...about, reachId },
      });
      return 'taken';
    }
    if (say === 'change' && way) {
      await changeWayTo(ctx, door, way, address);
      return 'taken';
    }
    if (say === 'consent' && way) {
      await keepConsent(ctx, door, way, opened.language);
      await personChanged(ctx, door, 'reach.consent', { ...about, reachId: way.id, kind: way.kind });
      return 'taken';
    }
    const added = REACH_KINDS.find((each) => each === kind);
    if (say === 'add' && added) {
      await addWayTo(ctx, door, { personId, kind: added, typed: address });
      return 'taken';
    }
    return 'unclear';
  });
}
