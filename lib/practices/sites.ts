// What changes a site: what it says, whether it is open, and the facts every site shares.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, plural } from '@/lib/core';
import { inPractice, type Sql } from '@/lib/db';
import { changed, lockPractice } from './changed';
import { check } from './check';
import { factFields, factsFrom, settleFields, siteFields, siteFrom, siteLabel } from './fields';
import { SITE_WORDS } from './rules';
import { AddSite, ChangeFacts, ChangeSite, SiteId, type OwnSite } from './schema';

const MISSING = 'There is no such site.';

interface Row extends OwnSite {
  closed: boolean;
}

async function lockSite(sql: Sql, practiceId: string, siteId: string): Promise<Row> {
  const [row] = await sql<Row>(
    `select id, name, address, phone, zone, hours, facts, "deactivatedAt" is not null as closed from site
     where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, siteId],
  );
  if (!row) throw new AppError('not-found', MISSING);
  return row;
}

/**
 * Saves what was changed about a site.
 * @throws AppError forbidden, invalid; not-found; conflict when somebody changed the same field meanwhile.
 */
export async function changeSite(ctx: Ctx, input: z.input<typeof ChangeSite>): Promise<void> {
  const { siteId, opened, seen, ...given } = check(ChangeSite, input, SITE_WORDS);
  authorize(ctx, 'practice.edit', siteId);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const row = await lockSite(door.sql, practiceId, siteId);
    const settled = await settleFields(door.sql, practiceId, {
      opened,
      seen,
      mine: siteFields(given),
      now: siteFields(row),
      label: (field) => siteLabel(field, SITE_WORDS),
      key: ['siteId', siteId],
    });
    if (settled.changed.length === 0) return;
    const data = check(AddSite, siteFrom(settled.fields), SITE_WORDS);
    await door.db.site.update({ where: { practiceId_id: { practiceId, id: siteId } }, data });
    const payload = { siteId, name: data.name, fields: settled.changed };
    await changed(ctx, door, 'site.changed', payload);
  });
}

/** Saves the facts that stand at every site that does not say otherwise. @throws as changeSite does. */
export async function changePracticeFacts(ctx: Ctx, input: z.input<typeof ChangeFacts>): Promise<void> {
  authorize(ctx, 'practice.edit');
  const { opened, seen, facts } = check(ChangeFacts, input, {});
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const [row] = await door.sql<{ facts: Record<string, string> }>(
      `select facts from practice where "practiceId" = $1::uuid for update`,
      [practiceId],
    );
    if (!row) throw new AppError('not-found', 'There is no such practice.');
    const settled = await settleFields(door.sql, practiceId, {
      opened,
      seen,
      mine: factFields(facts),
      now: factFields(row.facts),
      label: (field) => siteLabel(field, {}),
      key: ['practiceId', practiceId],
    });
    if (settled.changed.length === 0) return;
    const data = check(ChangeFacts, { facts: factsFrom(settled.fields) }, {});
    await door.db.practice.update({ where: { practiceId }, data: { facts: data.facts } });
    await changed(ctx, door, 'practice.facts-changed', { practiceId, fields: settled.changed });
  });
}

interface Use {
  open: number;
  drills: number;
  people: number;
  alternates: number;
  others: number;
}

async function useOf(sql: Sql, practiceId: string, siteId: string): Promise<Use> {
  const [use] = await sql<Use>(
    `select
       (select count(*)::int from incident where "practiceId" = $1::uuid and "siteId" = $2::uuid and state <> 'closed'
         and not drill) as open,
       (select count(*)::int from incident where "practiceId" = $1::uuid and "siteId" = $2::uuid and state <> 'closed'
         and drill) as drills,
       (select count(*)::int from person where "practiceId" = $1::uuid and "siteId" = $2::uuid
         and "deactivatedAt" is null) as people,
       (select count(*)::int from alternate_site where "practiceId" = $1::uuid and "siteId" = $2::uuid
         and "deactivatedAt" is null) as alternates,
       (select count(*)::int from site where "practiceId" = $1::uuid and id <> $2::uuid
         and "deactivatedAt" is null) as others`,
    [practiceId, siteId],
  );
  return use ?? { open: 0, drills: 0, people: 0, alternates: 0, others: 0 };
}

/** What must be done before a site can be closed, one sentence each. */
function inTheWay({ open, drills, people, alternates, others }: Use): string[] {
  return [
    ...(open > 0 ? [`A downtime is open there: close it on the live checklist first.`] : []),
    ...(drills > 0 ? [`A drill is open there: end it on the live checklist first.`] : []),
    ...(others === 0 ? ['It is your only open site: add the other one first.'] : []),
    ...(people > 0
      ? [
          `${plural(people, 'person has', 'people have')} it as their site: give them another under Contacts first.`,
        ]
      : []),
    ...(alternates > 0
      ? [
          `${plural(alternates, 'alternate site belongs', 'alternate sites belong')} to it: take them off its list first.`,
        ]
      : []),
  ];
}

/**
 * Takes a site off every list; nothing of it is deleted. Closing a closed one changes nothing.
 * @throws AppError forbidden; not-found; conflict while it is in use, saying what to do first.
 */
export async function closeSite(ctx: Ctx, input: z.input<typeof SiteId>): Promise<void> {
  const { siteId } = check(SiteId, input, {});
  authorize(ctx, 'practice.edit', siteId);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    await lockPractice(door.sql, practiceId);
    const { name, closed } = await lockSite(door.sql, practiceId, siteId);
    if (closed) return;
    const reasons = inTheWay(await useOf(door.sql, practiceId, siteId));
    if (reasons.length > 0) throw new AppError('conflict', `${name} was not closed. ${reasons.join(' ')}`);
    await door.db.site.update({
      where: { practiceId_id: { practiceId, id: siteId } },
      data: { deactivatedAt: door.now },
    });
    await changed(ctx, door, 'site.closed', { siteId, name });
  });
}

/** Puts a closed site back on the lists. @throws AppError forbidden; not-found. */
export async function reopenSite(ctx: Ctx, input: z.input<typeof SiteId>): Promise<void> {
  const { siteId } = check(SiteId, input, {});
  authorize(ctx, 'practice.edit', siteId);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const { name, closed } = await lockSite(door.sql, practiceId, siteId);
    if (!closed) return;
    await door.db.site.update({
      where: { practiceId_id: { practiceId, id: siteId } },
      data: { deactivatedAt: null },
    });
    await changed(ctx, door, 'site.reopened', { siteId, name });
  });
}
