// The systems in use at a site and how long each can wait: 45 CFR 164.308(a)(7)(ii)(E), function by function.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { inPractice, type Sql } from '@/lib/db';
import { changed } from './changed';
import { check } from './check';
import { settleFields, systemFields } from './fields';
import { SYSTEM_COLUMNS } from './read';
import { MOST_SYSTEMS, SYSTEM_WORDS } from './rules';
import { ChangeSystems, type SiteSystem } from './schema';

const WORDS = { ...SYSTEM_WORDS, systems: 'Systems' };

async function requireVendors(sql: Sql, practiceId: string, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const known = await sql(
    `select id from vendor where "practiceId" = $1::uuid and id = any($2::uuid[]) and "deactivatedAt" is null`,
    [practiceId, wanted],
  );
  if (known.length < wanted.length) {
    throw new AppError(
      'invalid',
      'Nothing was saved: a vendor chosen here is not on your list any more. Choose another.',
    );
  }
}

/**
 * Saves a site's list of systems as a whole: new ones are added, those left out are taken off the list.
 * @throws AppError forbidden, invalid; not-found for the site; conflict when somebody changed the same system.
 */
export async function changeSystems(ctx: Ctx, input: z.input<typeof ChangeSystems>): Promise<void> {
  const { siteId, opened, seen, systems } = check(ChangeSystems, input, WORDS);
  authorize(ctx, 'practice.edit', siteId);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const [site] = await door.sql<{ name: string }>(
      `select name from site where "practiceId" = $1::uuid and id = $2::uuid and "deactivatedAt" is null for update`,
      [practiceId, siteId],
    );
    if (!site) throw new AppError('not-found', 'There is no such site.');
    const stored = await door.sql<SiteSystem>(
      `select ${SYSTEM_COLUMNS} from site_system
       where "practiceId" = $1::uuid and "siteId" = $2::uuid and "deactivatedAt" is null`,
      [practiceId, siteId],
    );
    const names = new Map([...systems, ...stored].map(({ id, name }) => [id, name]));
    const kept = systems.flatMap(({ id, ...rest }) => (id === undefined ? [] : [{ id, ...rest }]));
    const now = systemFields(stored);
    const settled = await settleFields(door.sql, practiceId, {
      opened,
      seen,
      mine: systemFields(kept),
      now,
      label: (field) => `The system ${names.get(field) ?? 'you changed'}`,
      say: () => null,
      key: ['systemsOf', siteId],
    });
    // Only ids of this site's own rows count; any other is one more new system.
    const added = [
      ...systems.filter(({ id }) => id === undefined),
      ...kept.filter(({ id }) => !(id in now) && settled.changed.includes(id)),
    ];
    const edited = kept.filter(({ id }) => id in now && settled.changed.includes(id));
    const removed = settled.changed.filter((id) => id in now && !(id in settled.fields));
    if (added.length + edited.length + removed.length === 0) return;
    if (stored.length - removed.length + added.length > MOST_SYSTEMS) {
      throw new AppError('limit', `Nothing was saved: a site holds at most ${MOST_SYSTEMS} systems.`);
    }
    const before = new Map(stored.map(({ id, vendorId }) => [id, vendorId]));
    await requireVendors(
      door.sql,
      practiceId,
      [...added, ...edited].flatMap(({ id, vendorId }) =>
        vendorId === null || (id !== undefined && before.get(id) === vendorId) ? [] : [vendorId],
      ),
    );
    for (const { id, ...data } of edited)
      await door.db.siteSystem.update({ where: { practiceId_id: { practiceId, id } }, data });
    await door.db.siteSystem.updateMany({
      where: { practiceId, siteId, id: { in: removed } },
      data: { deactivatedAt: door.now },
    });
    await door.db.siteSystem.createMany({
      data: added.map(({ id: _, ...system }, at) => ({
        practiceId,
        siteId,
        ...system,
        id: newId(),
        position: stored.length + at,
      })),
    });
    await changed(ctx, door, 'site.systems-changed', {
      siteId,
      systemsOf: siteId,
      name: site.name,
      systems: [
        ...[...added, ...edited].map(({ name }) => name),
        ...removed.map((id) => names.get(id) ?? ''),
      ],
    });
  });
}
