// What makes a practice and its sites. Each is an event on the practice's own chain.
import type { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPractice } from '@/lib/db';
import { record } from '@/lib/events';
import { changed } from './changed';
import { check } from './check';
import { SITE_WORDS } from './rules';
import { AddSite, CreatePractice } from './schema';

/**
 * Makes the practice whose id the ctx carries (a fresh one), and its signpost. Only the product itself may.
 * @throws AppError forbidden, invalid; conflict when the slug or the id is taken.
 */
export async function createPractice(ctx: Ctx, input: z.input<typeof CreatePractice>): Promise<string> {
  if (ctx.actor.kind !== 'system') {
    throw new AppError('forbidden', 'A practice is made by sign-up, not from inside another practice.');
  }
  const given = parse(CreatePractice, input);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const made = await door.sql(
      `insert into practice_directory ("practiceId", slug) values ($1::uuid, $2) on conflict do nothing returning slug`,
      [practiceId, given.slug],
    );
    if (made.length === 0)
      throw new AppError('conflict', `The short name "${given.slug}" is taken. Choose another.`);
    await door.db.practice.create({ data: { practiceId, ...given, createdAt: door.now } });
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'practice.created',
      payload: { slug: given.slug, name: given.name },
    });
  });
  return practiceId;
}

/** Adds a site at the end of the list. @throws AppError forbidden, invalid. */
export async function addSite(ctx: Ctx, input: z.input<typeof AddSite>): Promise<string> {
  authorize(ctx, 'practice.edit');
  const given = check(AddSite, input, SITE_WORDS);
  const { practiceId } = ctx;
  const id = newId();
  await inPractice(ctx, async (door) => {
    const position = await door.db.site.count({ where: { practiceId } });
    await door.db.site.create({ data: { practiceId, id, position, ...given } });
    await changed(ctx, door, 'site.added', { siteId: id, name: given.name });
  });
  return id;
}
