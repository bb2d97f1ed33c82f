// Goes round every practice: seals what was recorded since, and deletes what was to be deleted, should a job be lost.
import { log } from '@/lib/core/log';
import { inPracticeSql, inSystem } from '@/lib/db';
import { env } from '@/lib/env';
import { sealChains } from '@/lib/events';
import { deleteWhenDue, isDue } from './delete';
import { markKeeper } from './deletion';
import { removeOld, unfinished } from './remove-old-records';

/** All practices, one after the other; one that fails does not keep the others from being looked at. */
export async function keepRounds(): Promise<void> {
  const deletes = env().DATABASE_KEEPER_URL !== undefined;
  if (deletes) await markKeeper();
  const practices = await inSystem(({ sql }) =>
    sql<{ practiceId: string }>(`select "practiceId" from practice_directory order by "practiceId"`),
  );
  for (const { practiceId } of practices) {
    const keep = async (): Promise<void> => {
      await inPracticeSql({ practiceId }, (door) => sealChains(door, practiceId));
      if (!deletes) return;
      if (await isDue(practiceId)) return deleteWhenDue(practiceId);
      const left = await inPracticeSql({ practiceId }, ({ sql }) => unfinished(sql, practiceId));
      for (const eventId of left) await removeOld(practiceId, eventId);
    };
    await keep().catch((error: unknown) => log.error({ err: error, practiceId }, 'seals'));
  }
}
