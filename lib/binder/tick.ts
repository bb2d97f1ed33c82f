// "It is in the binder": said by a person who put it there, and kept.
import type { z } from 'zod';
import { actingPerson, authorize, type Ctx } from '@/lib/access';
import { AppError, newId } from '@/lib/core';
import { parse } from '@/lib/core/parse';
import { inPractice } from '@/lib/db';
import { record } from '@/lib/events';
import { requireSite } from '@/lib/practices';
import { TickBinder, type BinderPart } from './schema';

interface Print {
  contents: BinderPart[];
  pages: number;
}

/**
 * Keeps that this print now stands on the site's shelf. Said twice of one print, it is kept once.
 * @throws AppError forbidden, invalid; not-found for the site; conflict when there is a newer print.
 */
export async function tickBinder(ctx: Ctx, input: z.input<typeof TickBinder>): Promise<void> {
  const { site: siteId, print } = parse(TickBinder, input);
  authorize(ctx, 'binder.print', siteId);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const site = await requireSite(door.sql, practiceId, siteId);
    const prints = await door.sql<Print>(
      `select contents, pages from binder_file
       where "practiceId" = $1::uuid and "siteId" = $2::uuid and fingerprint = $3 for update`,
      [practiceId, siteId, print],
    );
    const found = prints[0];
    if (!found) {
      throw new AppError(
        'conflict',
        'A newer print was made meanwhile, so nothing was ticked. Download it, put it in the binder, then tick again.',
      );
    }
    const last = await door.sql<{ fingerprint: string }>(
      `select fingerprint from binder_tick where "practiceId" = $1::uuid and "siteId" = $2::uuid
       order by at desc, id limit 1`,
      [practiceId, siteId],
    );
    if (last[0]?.fingerprint === print) return;
    await door.db.binderTick.create({
      data: {
        practiceId,
        id: newId(),
        siteId,
        personId: actingPerson(ctx.actor),
        fingerprint: print,
        contents: found.contents.map((part) => ({ ...part })),
        pages: found.pages,
        at: door.now,
      },
    });
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'binder.ticked',
      payload: { siteId, site: site.name, print, pages: found.pages },
    });
  });
}
