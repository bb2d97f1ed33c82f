// What changes the readiness kit, and the one-tap check. Each change is an event on the practice's own chain.
import type { z } from 'zod';
import { actingPerson, authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPractice, inPracticeSql, type Door, type SqlDoor } from '@/lib/db';
import { record } from '@/lib/events';
import { requireSite } from '@/lib/practices';
import { AddKitItem, CheckKit, EditKitItem, MoveKitItem, RemoveKitItem } from './schema';
import { USUAL_KIT, type UsualItem } from './usual';

const MOST_ITEMS = 200;

interface Row {
  id: string;
  /** Null: kept for the whole practice. */
  siteId: string | null;
  name: string;
  position: number;
}

/** Active items in their order, held against other changes of the kit until this transaction ends. */
async function lockKit({ sql }: SqlDoor, practiceId: string): Promise<Row[]> {
  await sql(`select 1 from practice where "practiceId" = $1::uuid for no key update`, [practiceId]);
  return sql<Row>(
    `select id, "siteId", name, position from kit_item where "practiceId" = $1::uuid and "deactivatedAt" is null
     order by position, "createdAt", id for update`,
    [practiceId],
  );
}

/** @throws AppError not-found. */
async function requireItem({ sql }: SqlDoor, practiceId: string, itemId: string): Promise<Row> {
  const [item] = await sql<Row>(
    `select id, "siteId", name, position from kit_item
     where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null for update`,
    [practiceId, itemId],
  );
  if (!item)
    throw new AppError('not-found', 'There is no such thing in the kit. Somebody may have removed it.');
  return item;
}

/** @throws AppError not-found for site or owner. */
async function requirePlace(
  door: Door,
  practiceId: string,
  { siteId, ownerId }: { siteId: string | null; ownerId: string | null },
): Promise<void> {
  if (siteId !== null) await requireSite(door.sql, practiceId, siteId);
  if (ownerId === null) return;
  const known = await door.db.person.count({ where: { practiceId, id: ownerId, deactivatedAt: null } });
  if (known === 0) throw new AppError('not-found', 'There is no such person to look after it.');
}

const NO_ROOM = `A kit holds at most ${MOST_ITEMS} things. Nothing was added; remove some first.`;

async function add(
  ctx: Ctx,
  door: Door,
  position: number,
  item: UsualItem & { siteId: string | null; ownerId: string | null },
): Promise<string> {
  const { practiceId } = ctx;
  const id = newId();
  await door.db.kitItem.create({ data: { practiceId, id, position, createdAt: door.now, ...item } });
  await record(ctx, door, {
    chainId: practiceId,
    kind: 'kit.added',
    payload: { itemId: id, name: item.name, everyDays: item.everyDays },
  });
  return id;
}

/** Adds one thing at the end. @throws AppError forbidden, invalid, limit; conflict for a name that is there; not-found. */
export async function addKitItem(ctx: Ctx, input: z.input<typeof AddKitItem>): Promise<string> {
  const given = parse(AddKitItem, input);
  authorize(ctx, 'kit.edit', given.siteId ?? undefined);
  const { practiceId } = ctx;
  return inPractice(ctx, async (door) => {
    const kit = await lockKit(door, practiceId);
    if (kit.length >= MOST_ITEMS) throw new AppError('limit', NO_ROOM);
    await requirePlace(door, practiceId, given);
    return add(ctx, door, (kit.at(-1)?.position ?? -1) + 1, given);
  });
}

/** Adds what practices usually keep and this one does not have by that name; says how many. @throws AppError forbidden, limit. */
export async function addUsualKit(ctx: Ctx): Promise<number> {
  authorize(ctx, 'kit.edit');
  return inPractice(ctx, async (door) => {
    const kit = await lockKit(door, ctx.practiceId);
    const there = new Set(kit.map(({ name }) => name.toLowerCase()));
    const missing = USUAL_KIT.filter(({ name }) => !there.has(name.toLowerCase()));
    if (kit.length + missing.length > MOST_ITEMS) throw new AppError('limit', NO_ROOM);
    const first = (kit.at(-1)?.position ?? -1) + 1;
    for (const [place, item] of missing.entries())
      await add(ctx, door, first + place, { ...item, siteId: null, ownerId: null });
    return missing.length;
  });
}

/** @throws AppError forbidden, invalid; not-found for the thing, the site or the owner. */
export async function editKitItem(ctx: Ctx, input: z.input<typeof EditKitItem>): Promise<void> {
  const { itemId, ...given } = parse(EditKitItem, input);
  authorize(ctx, 'kit.edit', given.siteId ?? undefined);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const item = await requireItem(door, practiceId, itemId);
    authorize(ctx, 'kit.edit', item.siteId ?? undefined);
    await requirePlace(door, practiceId, given);
    await door.db.kitItem.update({ where: { practiceId_id: { practiceId, id: itemId } }, data: given });
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'kit.changed',
      payload: { itemId, name: given.name, everyDays: given.everyDays },
    });
  });
}

/** Takes one thing out; its checks stay on record. @throws AppError forbidden, not-found. */
export async function removeKitItem(ctx: Ctx, input: z.input<typeof RemoveKitItem>): Promise<void> {
  const { itemId } = parse(RemoveKitItem, input);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const { name, siteId } = await requireItem(door, practiceId, itemId);
    authorize(ctx, 'kit.edit', siteId ?? undefined);
    await door.db.kitItem.update({
      where: { practiceId_id: { practiceId, id: itemId } },
      data: { deactivatedAt: door.now },
    });
    await record(ctx, door, { chainId: practiceId, kind: 'kit.removed', payload: { itemId, name } });
  });
}

/** One place up or down; at the end of the list nothing moves. @throws AppError forbidden, not-found. */
export async function moveKitItem(ctx: Ctx, input: z.input<typeof MoveKitItem>): Promise<void> {
  authorize(ctx, 'kit.edit');
  const { itemId, to } = parse(MoveKitItem, input);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const kit = await lockKit(door, practiceId);
    await requireItem(door, practiceId, itemId);
    const from = kit.findIndex(({ id }) => id === itemId);
    const order = kit.map(({ id }) => id);
    const other = order[to === 'up' ? from - 1 : from + 1];
    if (other === undefined) return;
    order[to === 'up' ? from - 1 : from + 1] = itemId;
    order[from] = other;
    for (const [position, id] of order.entries()) {
      if (kit[position]?.id === id && kit[position].position === position) continue;
      await door.db.kitItem.update({ where: { practiceId_id: { practiceId, id } }, data: { position } });
    }
    await record(ctx, door, { chainId: practiceId, kind: 'kit.moved', payload: { itemId, to } });
  });
}

/** The same word again within a minute is a double tap. */
const AGAIN_SECONDS = 60;

/**
 * Somebody looked: it is fine, or something is wrong, as the note says. Checks are only ever added; a slip is put
 * right by another check. @throws AppError forbidden, invalid, not-found.
 */
export async function checkKit(ctx: Ctx, input: z.input<typeof CheckKit>): Promise<void> {
  authorize(ctx, 'kit.check');
  const { itemId, fine, note } = parse(CheckKit, input);
  const { practiceId } = ctx;
  const personId = actingPerson(ctx.actor);
  await inPracticeSql(ctx, async (door) => {
    const { name } = await requireItem(door, practiceId, itemId);
    const at = door.now.toISOString();
    const [last] = await door.sql<{ same: boolean }>(
      `select fine = $3::boolean and note = $4 and "personId" is not distinct from $5::uuid
         and at > $6::timestamptz - make_interval(secs => $7::int) as same
       from kit_check where "practiceId" = $1::uuid and "itemId" = $2::uuid order by at desc, id desc limit 1`,
      [practiceId, itemId, fine, note, personId, at, AGAIN_SECONDS],
    );
    if (last?.same) return;
    const id = newId();
    await door.sql(
      `insert into kit_check ("practiceId", id, "itemId", "personId", fine, note, at)
       values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::boolean, $6, $7::timestamptz)`,
      [practiceId, id, itemId, personId, fine, note, at],
    );
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'kit.checked',
      payload: { itemId, checkId: id, name, fine, note },
    });
  });
}
