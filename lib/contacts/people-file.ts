// Everybody as a file that a spreadsheet opens as text, and that the import takes back without changing anybody.
import { authorize, type Ctx } from '@/lib/access';
import { JOB_ROLE_WORDS, type JobRole } from '@/lib/access/rules';
import { csvOf } from '@/lib/core/csv';
import { inPracticeSql } from '@/lib/db';
import { record } from '@/lib/events';
import { LANGUAGE_WORDS, PERSON_WORDS, type Language, type ReachKind } from './rules';

interface Line {
  name: string;
  jobRoles: JobRole[];
  site: string | null;
  language: Language;
  notes: string;
  ways: { kind: ReachKind; address: string }[];
}

/** Active people. That it was taken is on the record. @throws AppError forbidden. */
export async function exportPeople(ctx: Ctx): Promise<string> {
  authorize(ctx, 'contacts.edit');
  const { practiceId } = ctx;
  const people = await inPracticeSql(ctx, async (door) => {
    const lines = await door.sql<Line>(
      `select p.name, p."jobRoles", s.name as site, p.language, p.notes,
         coalesce((select jsonb_agg(jsonb_build_object('kind', r.kind, 'address', r.address) order by r.position, r.id)
           from reach r where r."practiceId" = p."practiceId" and r."personId" = p.id
             and r."removedAt" is null), '[]') as ways
       from person p left join site s on s."practiceId" = p."practiceId" and s.id = p."siteId"
       where p."practiceId" = $1::uuid and p."deactivatedAt" is null order by lower(p.name), p.id`,
      [practiceId],
    );
    await record(ctx, door, {
      chainId: practiceId,
      kind: 'people.exported',
      payload: { people: lines.length },
    });
    return lines;
  });
  const { name, jobRoles, siteId, mobile, second, email, language, notes } = PERSON_WORDS;
  return csvOf([
    [name, jobRoles, siteId, mobile, second, email, language, notes],
    ...people.map((person) => {
      const ways = (kind: ReachKind) =>
        person.ways
          .filter((way) => way.kind === kind)
          .map(({ address }) => address)
          .join('; ');
      return [
        person.name,
        person.jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', '),
        person.site ?? '',
        ways('mobile'),
        ways('second'),
        ways('email'),
        LANGUAGE_WORDS[person.language],
        person.notes,
      ];
    }),
  ]);
}
