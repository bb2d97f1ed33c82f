// The next version of a plan, as publishing leaves it: a copy of the one in force with some things changed.
// The superuser of the test cluster writes it; the product's own verbs are tested with the database.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';

export interface NextVersion {
  versionId: string;
  number: number;
  added: string;
  changed: string;
  removed: string;
}

interface Step {
  id: string;
  key: string;
  title: string;
}

/** Publishes a version with one step more, one step due sooner and one step less (the last one, or that of this key); says which. */
export async function publishNext(
  db: pg.Client,
  practiceId: string,
  slug: string,
  without?: string,
): Promise<NextVersion> {
  const { rows: plans } = await db.query<{ id: string; currentId: string; next: number }>(
    `select r.id, r."currentId", (select max(number) + 1 from runbook_version v
       where v."practiceId" = r."practiceId" and v."runbookId" = r.id)::int as next
     from runbook r where r."practiceId" = $1 and r.slug = $2`,
    [practiceId, slug],
  );
  const plan = plans[0];
  if (!plan) throw new Error(`No plan ${slug}.`);
  const version = randomUUID();
  await db.query('begin');
  await db.query("set local session_replication_role = 'replica'");
  await db.query(
    `insert into runbook_version ("practiceId", id, "runbookId", number, title, kind, trigger, anchor, "escalatesTo",
       "changeNote", "createdAt", "publishedAt", "publishedBy", "reviewOn")
     select "practiceId", $3, "runbookId", $4, title, kind, trigger, anchor, "escalatesTo",
       'Call the county first.', now(), now(), "publishedBy", "reviewOn"
     from runbook_version where "practiceId" = $1 and id = $2`,
    [practiceId, plan.currentId, version, plan.next],
  );
  await db.query(
    `with c as (insert into runbook_section ("practiceId", id, "versionId", position, key, title)
         select "practiceId", gen_random_uuid(), $3, position, key, title
         from runbook_section where "practiceId" = $1 and "versionId" = $2 returning *)
     insert into runbook_step ("practiceId", id, "versionId", "sectionId", position, key, title, detail, role, due,
         critical, needs, evidence)
       select s."practiceId", gen_random_uuid(), $3, c.id, s.position * 10 + 10, s.key, s.title, s.detail, s.role, s.due,
         s.critical, s.needs, s.evidence
       from runbook_step s join runbook_section o on o."practiceId" = s."practiceId" and o.id = s."sectionId"
       join c on c.key = o.key where s."practiceId" = $1 and s."versionId" = $2`,
    [practiceId, plan.currentId, version],
  );
  const { rows: steps } = await db.query<Step>(
    `select s.id, s.key, s.title from runbook_step s
     join runbook_section c on c."practiceId" = s."practiceId" and c.id = s."sectionId"
     where s."practiceId" = $1 and s."versionId" = $2 order by c.position, s.position`,
    [practiceId, version],
  );
  const first = steps[0];
  const last = without === undefined ? steps.at(-1) : steps.find(({ key }) => key === without);
  if (!first || !last || first === last) throw new Error(`${slug} has too few steps.`);
  const added = 'Call the county emergency line';
  await db.query(
    `insert into runbook_step ("practiceId", id, "versionId", "sectionId", position, key, title, detail, role, due,
       critical, needs, evidence)
     select "practiceId", gen_random_uuid(), "versionId", "sectionId", position + 1, 'call-county', $3, 'The number is in the binder.',
       'incident_lead', '{"minutes": 20}', false, '{}', 'none'
     from runbook_step where "practiceId" = $1 and id = $2`,
    [practiceId, first.id, added],
  );
  await db.query(
    `update runbook_step set due = '{"minutes": 2}', detail = 'First of all: ' || detail
     where "practiceId" = $1 and id = $2`,
    [practiceId, first.id],
  );
  await db.query(`delete from runbook_step where "practiceId" = $1 and id = $2`, [practiceId, last.id]);
  await db.query(`update runbook set "currentId" = $3 where "practiceId" = $1 and id = $2`, [
    practiceId,
    plan.id,
    version,
  ]);
  await db.query('commit');
  return { versionId: version, number: plan.next, added, changed: first.title, removed: last.title };
}
