// What changes an alternate site: what it says, and whether it is on its site's list.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { inPractice, type Sql } from '@/lib/db';
import { changed, requirePerson } from './changed';
import { check } from './check';
import { alternateFields, alternateFrom, settleFields } from './fields';
import { ALTERNATE_COLUMNS } from './read';
import { ALTERNATE_WORDS } from './rules';
import { AddAlternateSite, AlternateSiteId, ChangeAlternateSite, type AlternateSite } from './schema';

const WORDS = { ...ALTERNATE_WORDS, role: 'Job', where: 'Place' };
const OfSite = AddAlternateSite.omit({ siteId: true });
type Written = z.output<typeof OfSite>;

const columns = ({ agreementExpires, ...rest }: Written) => ({
  ...rest,
  agreementExpires: agreementExpires === null ? null : new Date(agreementExpires),
});

/** Adds a place to go when a site cannot be used. @throws AppError forbidden, invalid; not-found for the site. */
export async function addAlternateSite(ctx: Ctx, input: z.input<typeof AddAlternateSite>): Promise<string> {
  const { siteId, ...given } = check(AddAlternateSite, input, WORDS);
  authorize(ctx, 'practice.edit', siteId);
  const { practiceId } = ctx;
  const id = newId();
  await inPractice(ctx, async (door) => {
    await requireOpenSite(door.sql, practiceId, siteId);
    if (given.ownerId !== null) await requirePerson(door.sql, practiceId, given.ownerId);
    await door.db.alternateSite.create({ data: { practiceId, id, siteId, ...columns(given) } });
    const payload = { alternateSiteId: id, siteId, name: given.name };
    await changed(ctx, door, 'alternate-site.added', payload);
  });
  return id;
}

/** Locked, so that nobody closes it meanwhile. */
async function requireOpenSite(sql: Sql, practiceId: string, siteId: string): Promise<void> {
  const rows = await sql(
    `select 1 from site where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null for update`,
    [practiceId, siteId],
  );
  if (rows.length === 0) throw new AppError('not-found', 'There is no such site.');
}

interface Row extends AlternateSite {
  removed: boolean;
}

async function lockAlternate(sql: Sql, practiceId: string, id: string): Promise<Row> {
  const [row] = await sql<Row>(
    `select ${ALTERNATE_COLUMNS}, "deactivatedAt" is not null as removed
     from alternate_site where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, id],
  );
  if (!row) throw new AppError('not-found', 'There is no such alternate site.');
  return row;
}

const LISTS = ['reportsThere', 'checks', 'ownerId'];

/**
 * Saves what was changed about an alternate site.
 * @throws AppError forbidden, invalid; not-found; conflict when somebody changed the same field meanwhile.
 */
export async function changeAlternateSite(
  ctx: Ctx,
  input: z.input<typeof ChangeAlternateSite>,
): Promise<void> {
  const { alternateSiteId: id, opened, seen, ...given } = check(ChangeAlternateSite, input, WORDS);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const row = await lockAlternate(door.sql, practiceId, id);
    authorize(ctx, 'practice.edit', row.siteId);
    const labels: Readonly<Record<string, string>> = ALTERNATE_WORDS;
    const settled = await settleFields(door.sql, practiceId, {
      opened,
      seen,
      mine: alternateFields(given),
      now: alternateFields(row),
      label: (field) => labels[field] ?? field,
      say: (field, value) => (LISTS.includes(field) ? null : value),
      key: ['alternateSiteId', id],
    });
    if (settled.changed.length === 0) return;
    const data = check(OfSite, alternateFrom(settled.fields), WORDS);
    if (data.ownerId !== null && data.ownerId !== row.ownerId)
      await requirePerson(door.sql, practiceId, data.ownerId);
    const where = { practiceId_id: { practiceId, id } };
    await door.db.alternateSite.update({ where, data: columns(data) });
    await changed(ctx, door, 'alternate-site.changed', {
      alternateSiteId: id,
      siteId: row.siteId,
      name: data.name,
      fields: settled.changed,
    });
  });
}

async function turn(
  ctx: Ctx,
  input: z.input<typeof AlternateSiteId>,
  kind: 'alternate-site.removed' | 'alternate-site.brought-back',
): Promise<void> {
  const { alternateSiteId: id } = check(AlternateSiteId, input, {});
  const { practiceId } = ctx;
  const off = kind === 'alternate-site.removed';
  await inPractice(ctx, async (door) => {
    const { siteId, name, removed } = await lockAlternate(door.sql, practiceId, id);
    authorize(ctx, 'practice.edit', siteId);
    if (removed === off) return;
    if (!off) await requireOpenSite(door.sql, practiceId, siteId);
    const where = { practiceId_id: { practiceId, id } };
    await door.db.alternateSite.update({ where, data: { deactivatedAt: off ? door.now : null } });
    await changed(ctx, door, kind, { alternateSiteId: id, siteId, name });
  });
}

/** Takes an alternate site off its site's list; nothing of it is deleted. @throws AppError forbidden; not-found. */
export function removeAlternateSite(ctx: Ctx, input: z.input<typeof AlternateSiteId>): Promise<void> {
  return turn(ctx, input, 'alternate-site.removed');
}

/** Puts it back. @throws AppError forbidden; not-found, also while its site is closed. */
export function bringBackAlternateSite(ctx: Ctx, input: z.input<typeof AlternateSiteId>): Promise<void> {
  return turn(ctx, input, 'alternate-site.brought-back');
}
