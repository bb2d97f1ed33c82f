// What somebody is at one site, given by hand: for tests of what follows from it.
import type { Right, JobRole } from '@/lib/access/rules';
import { AppError, newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { findMemberCtx } from '@/lib/practices';
import type { TestMember } from './practice';

interface Part {
  siteId: string;
  right?: Right;
  jobRoles?: readonly JobRole[];
}

/** Writes a part and returns the member as the next request finds them. */
export async function withPart(member: TestMember, part: Part): Promise<TestMember> {
  const { practiceId, actor } = member;
  await inPracticeSql(member, ({ sql }) =>
    sql(
      `insert into person_site ("practiceId", id, "personId", "siteId", "right", "jobRoles")
       values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5, $6::text[])`,
      [practiceId, newId(), actor.personId, part.siteId, part.right ?? null, part.jobRoles ?? []],
    ),
  );
  const now = await findMemberCtx(practiceId, { ...actor, practiceId: null });
  if (!now) throw new AppError('not-found', 'The member is gone.');
  return { ...member, ...now };
}
