// A new practice: itself, its first site (unless a file brings the sites) and its owner, in one transaction. Pressed twice, or cut off half way, it is
// one practice or none.
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { MemberCtx } from '@/lib/access';
import type { JobRole } from '@/lib/access/rules';
import { AppError, newId } from '@/lib/core';
import { inPractice, inSystem, type Door } from '@/lib/db';
import { record } from '@/lib/events';
import { check } from './check';
import { SIGN_UP_WORDS, SignUpForFile, SignUpPractice } from './member-schema';
import { MOST_PRACTICES, slugFrom, smsNameFrom } from './rules';
import { TAKEN } from './schema';

interface Founder {
  accountId: string;
  sessionId: string;
  name: string;
  email: string;
  practiceId: string | null;
}

/** The same for the same account and form: nobody can name, or ask after, somebody else's. */
function idOf(accountId: string, formId: string): string {
  const hex = createHash('sha256').update(`practice:${accountId}:${formId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const MOST_NAMESAKES = 60;

/** Takes the first free short name: as written, then with 2, 3 and so on. */
async function takeSlug({ sql }: Door, practiceId: string, name: string): Promise<string> {
  const first = slugFrom(name);
  for (let n = 1; n <= MOST_NAMESAKES; n += 1) {
    const slug =
      n === 1 ? first : n < MOST_NAMESAKES ? `${first}-${n}` : `${first}-${practiceId.slice(0, 6)}`;
    if (TAKEN.has(slug)) continue;
    const made = await sql(
      `insert into practice_directory ("practiceId", slug) values ($1::uuid, $2) on conflict do nothing returning slug`,
      [practiceId, slug],
    );
    if (made.length > 0) return slug;
  }
  throw new AppError('conflict', 'Too many practices have this name. Add your city to it.');
}

/** Counts one more practice of an account; a practice that was deleted counts too. @throws AppError limit. */
async function countPractice({ sql }: Door, accountId: string): Promise<void> {
  const rows = await sql(
    `insert into throttle (key, points) values ($1, 1)
     on conflict (key) do update set points = throttle.points + 1 where throttle.points < ${MOST_PRACTICES}
     returning points`,
    [`practices-made:${accountId}`],
  );
  if (rows.length > 0) return;
  throw new AppError(
    'limit',
    `Nothing was made: one account can begin ${MOST_PRACTICES} practices. Ask somebody else of the practice to begin it and to invite you.`,
  );
}

/** Somebody who comes second waits here, and then finds what the first one made. */
async function findMade(
  { sql }: Pick<Door, 'sql'>,
  practiceId: string,
  accountId: string,
): Promise<{ slug: string; personId: string } | null> {
  await sql(`select pg_advisory_xact_lock(hashtextextended('sign-up:' || $1, 0))::text`, [practiceId]);
  const [made] = await sql<{ slug: string; personId: string }>(
    `select p.slug, o.id as "personId" from practice p join person o on o."practiceId" = p."practiceId"
     where p."practiceId" = $1::uuid and o."accountId" = $2::uuid`,
    [practiceId, accountId],
  );
  return made ?? null;
}

/**
 * Makes a practice with its first site, owned by the account that asks.
 * @returns its short name, and the owner as who acts next
 * @throws AppError forbidden for an address nobody has shown to be theirs; invalid; limit.
 */
export async function signUpPractice(
  founder: Founder,
  input: z.input<typeof SignUpPractice>,
): Promise<{ slug: string; ctx: MemberCtx }> {
  const given = check(SignUpPractice, input, SIGN_UP_WORDS);
  const { formId, siteName, address, phone, jobRoles, ...practice } = given;
  return make(founder, { formId, jobRoles, practice, site: { name: siteName, address, phone } });
}

/**
 * Makes an empty practice, for a file to be brought into: itself and its owner, no site.
 * @throws AppError as signUpPractice.
 */
export async function signUpForFile(
  founder: Founder,
  input: z.input<typeof SignUpForFile>,
): Promise<{ slug: string; ctx: MemberCtx }> {
  const { formId, jobRoles, ...practice } = check(SignUpForFile, input, SIGN_UP_WORDS);
  return make(founder, {
    formId,
    jobRoles,
    practice: { ...practice, kind: 'Not said yet', ehr: '' },
    site: null,
  });
}

interface Asked {
  formId: string;
  jobRoles: readonly JobRole[];
  practice: { name: string; kind: string; ehr: string; zone: string };
  site: { name: string; address: string; phone: string } | null;
}

async function make(founder: Founder, asked: Asked): Promise<{ slug: string; ctx: MemberCtx }> {
  const { formId, practice, site, jobRoles: jobs } = asked;
  const { accountId, sessionId, name } = founder;
  const known = await inSystem(({ sql }) =>
    sql(
      `select 1 from account where id = $1::uuid and "deactivatedAt" is null and "emailProvenAt" is not null`,
      [accountId],
    ),
  );
  if (known.length === 0 || founder.practiceId !== null) {
    throw new AppError('forbidden', 'Sign in with your own account first, then begin a practice.');
  }
  const practiceId = idOf(accountId, formId);
  const jobRoles = [...new Set(jobs)];
  const actorOf = (personId: string): MemberCtx => ({
    practiceId,
    actor: { kind: 'member', accountId, sessionId, personId, name, right: 'owner', jobRoles, parts: [] },
  });
  return inPractice({ practiceId }, async (door) => {
    const made = await findMade(door, practiceId, accountId);
    if (made) return { slug: made.slug, ctx: actorOf(made.personId) };
    await countPractice(door, accountId);
    const slug = await takeSlug(door, practiceId, practice.name);
    const siteId = site && newId();
    const personId = newId();
    await door.db.practice.create({
      data: {
        practiceId,
        slug,
        ...practice,
        smsName: smsNameFrom(practice.name),
        setUp: { began: door.now.toISOString() },
        createdAt: door.now,
      },
    });
    if (siteId) await door.db.site.create({ data: { practiceId, id: siteId, ...site } });
    await door.db.person.create({
      data: { practiceId, id: personId, name, jobRoles, siteId, accountId, right: 'owner' },
    });
    await door.db.reach.create({
      data: {
        practiceId,
        id: newId(),
        personId,
        kind: 'email',
        address: founder.email,
        verifiedAt: door.now,
      },
    });
    await door.sql(
      `insert into membership ("accountId", "practiceId") values ($1::uuid, $2::uuid) on conflict do nothing`,
      [accountId, practiceId],
    );
    const ctx = actorOf(personId);
    const happened = (kind: string, payload: Record<string, unknown>) =>
      record(ctx, door, { chainId: practiceId, kind, payload });
    await happened('practice.created', { slug, name: practice.name });
    if (siteId) await happened('site.added', { siteId, name: site.name });
    await happened('member.joined', { personId, name, right: 'owner' });
    return { slug, ctx };
  });
}
