// What changes a vendor: what it says, and whether it is on the list.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { inPractice, type Sql } from '@/lib/db';
import { changed } from './changed';
import { check } from './check';
import { settleFields, vendorFields, vendorFrom } from './fields';
import { VENDOR_COLUMNS } from './read';
import { VENDOR_KIND_WORDS, VENDOR_WORDS, type VendorKind } from './rules';
import { AddVendor, ChangeVendor, VendorId, type Vendor } from './schema';

/** Adds a vendor at the end of the list. @throws AppError forbidden, invalid. */
export async function addVendor(ctx: Ctx, input: z.input<typeof AddVendor>): Promise<string> {
  authorize(ctx, 'practice.edit');
  const given = check(AddVendor, input, VENDOR_WORDS);
  const { practiceId } = ctx;
  const id = newId();
  await inPractice(ctx, async (door) => {
    const position = await door.db.vendor.count({ where: { practiceId } });
    await door.db.vendor.create({ data: { practiceId, id, position, ...given } });
    await changed(ctx, door, 'vendor.added', { vendorId: id, kind: given.kind, name: given.name });
  });
  return id;
}

interface Row extends Vendor {
  removed: boolean;
}

async function lockVendor(sql: Sql, practiceId: string, id: string): Promise<Row> {
  const [row] = await sql<Row>(
    `select ${VENDOR_COLUMNS}, "deactivatedAt" is not null as removed
     from vendor where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, id],
  );
  if (!row) throw new AppError('not-found', 'There is no such vendor.');
  return row;
}

/**
 * Saves what was changed about a vendor.
 * @throws AppError forbidden, invalid; not-found; conflict when somebody changed the same field meanwhile.
 */
export async function changeVendor(ctx: Ctx, input: z.input<typeof ChangeVendor>): Promise<void> {
  authorize(ctx, 'practice.edit');
  const { vendorId: id, opened, seen, ...given } = check(ChangeVendor, input, VENDOR_WORDS);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const row = await lockVendor(door.sql, practiceId, id);
    const labels: Readonly<Record<string, string>> = VENDOR_WORDS;
    const settled = await settleFields(door.sql, practiceId, {
      opened,
      seen,
      mine: vendorFields(given),
      now: vendorFields(row),
      label: (field) => labels[field] ?? field,
      say: (field, value) => (field === 'kind' ? VENDOR_KIND_WORDS[value as VendorKind] : value),
      key: ['vendorId', id],
    });
    if (settled.changed.length === 0) return;
    const data = check(AddVendor, vendorFrom(settled.fields), VENDOR_WORDS);
    await door.db.vendor.update({ where: { practiceId_id: { practiceId, id } }, data });
    const payload = { vendorId: id, name: data.name, fields: settled.changed };
    await changed(ctx, door, 'vendor.changed', payload);
  });
}

async function turn(
  ctx: Ctx,
  input: z.input<typeof VendorId>,
  kind: 'vendor.removed' | 'vendor.brought-back',
): Promise<void> {
  authorize(ctx, 'practice.edit');
  const { vendorId: id } = check(VendorId, input, {});
  const { practiceId } = ctx;
  const off = kind === 'vendor.removed';
  await inPractice(ctx, async (door) => {
    const { name, removed } = await lockVendor(door.sql, practiceId, id);
    if (removed === off) return;
    const where = { practiceId_id: { practiceId, id } };
    await door.db.vendor.update({ where, data: { deactivatedAt: off ? door.now : null } });
    await changed(ctx, door, kind, { vendorId: id, name });
  });
}

/** Takes a vendor off the list; nothing of it is deleted. @throws AppError forbidden; not-found. */
export function removeVendor(ctx: Ctx, input: z.input<typeof VendorId>): Promise<void> {
  return turn(ctx, input, 'vendor.removed');
}

/** Puts it back on the list. @throws AppError forbidden; not-found. */
export function bringBackVendor(ctx: Ctx, input: z.input<typeof VendorId>): Promise<void> {
  return turn(ctx, input, 'vendor.brought-back');
}
