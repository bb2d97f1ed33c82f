// A demo practice's last contact test: most answered in time, one late, the last ones never.
import type { Ctx } from '@/lib/access';
import { treePeople } from '@/lib/contacts';
import { inTimePercent } from '@/lib/contacts/rules';
import { addMinutes } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { record } from '@/lib/events';
import { steadyId } from './files';

const WINDOW_MINUTES = 10;

/** Adds it unless it is there already. Nobody is told of what is past. */
export async function addPastTest(ctx: Ctx, slug: string, treeId: string, startedBy: string): Promise<void> {
  const { practiceId } = ctx;
  const testId = steadyId(slug, 'contact-test', 'first');
  await inPracticeSql(ctx, async (door) => {
    const { sql, now } = door;
    const known = await sql(`select 1 from contact_test where "practiceId" = $1::uuid and id = $2::uuid`, [
      practiceId,
      testId,
    ]);
    if (known.length > 0) return;
    const [tree] = await sql<{ name: string }>(
      `select name from tree where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, treeId],
    );
    const people = await treePeople(sql, practiceId, treeId);
    const name = tree?.name ?? '';
    const endsAt = addMinutes(now, WINDOW_MINUTES);
    const started = await record(ctx, door, {
      chainId: practiceId,
      kind: 'test.started',
      payload: { testId, treeId, name, minutes: WINDOW_MINUTES, people: people.length },
    });
    await sql(
      `insert into contact_test ("practiceId", id, "treeId", "treeName", "startedBy", "startedAt", "windowMinutes",
         "endsAt", "endedAt", "eventId")
       values ($1::uuid, $2::uuid, $3::uuid, $4, $5::uuid, $6::timestamptz, $7::int, $8::timestamptz, $8::timestamptz,
         $9::uuid)`,
      [
        practiceId,
        testId,
        treeId,
        name,
        startedBy,
        now.toISOString(),
        WINDOW_MINUTES,
        endsAt.toISOString(),
        started.id,
      ],
    );
    const rows = people.map(({ personId, name: who, jobRoles }, place) => {
      const left = people.length - place;
      const late = left === 2;
      const after = late ? WINDOW_MINUTES + 4 : ((place * 37) % 400) / 60 + 0.4;
      return {
        id: steadyId(slug, 'contact-test-person', personId),
        personId,
        name: who,
        jobRoles,
        late,
        answeredAt: left === 1 ? null : addMinutes(now, after).toISOString(),
        via: left === 1 ? null : place % 3 === 0 ? 'link' : 'text',
      };
    });
    await sql(
      `insert into contact_test_person ("practiceId", id, "testId", "personId", name, "jobRoles", "answeredAt", via, late)
       select $1::uuid, x.id, $2::uuid, x."personId", x.name, x."jobRoles", x."answeredAt", x.via, x.late
       from jsonb_to_recordset($3::jsonb) as x(id uuid, "personId" uuid, name text, "jobRoles" text[],
         "answeredAt" timestamptz, via text, late boolean)`,
      [practiceId, testId, JSON.stringify(rows)],
    );
    const inTime = rows.filter(({ answeredAt, late }) => answeredAt !== null && !late).length;
    await record(
      { ...ctx, at: endsAt },
      { ...door, now: endsAt },
      {
        chainId: practiceId,
        kind: 'test.ended',
        payload: {
          testId,
          name,
          total: rows.length,
          inTime,
          percent: inTimePercent(inTime, rows.length),
          early: false,
        },
      },
    );
  });
}
