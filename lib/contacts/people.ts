// What changes a person: who they are, and whether they are still here. Their ways are in ./reaches.
import { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { JOB_ROLE_WORDS, type JobRole, type Right } from '@/lib/access/rules';
import { AppError } from '@/lib/core';
import { explain } from '@/lib/core/text';
import { inPractice, inPracticeSql, type Sql, type SqlDoor } from '@/lib/db';
import { publish, record } from '@/lib/events';
import { enqueue } from '@/lib/jobs';
import { endInvitation, requireAtMost, requireSite, settleFields } from '@/lib/practices';
import type { Fields } from '@/lib/practices/rules';
import { addPerson } from './edit';
import { countryOf, readEmail, readNumber } from '@/lib/core/addresses';
import { AddByHand, ChangePerson, OwnLanguage, PersonFacts, PersonId } from './people-schema';
import { PERSON_WORDS, type Language, type ReachKind } from './rules';

/** @throws AppError invalid, naming what is wrong in the words of the form. */
export function checkPerson<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const words: Readonly<Record<string, string>> = PERSON_WORDS;
  const named = parsed.error.issues.map((issue) => {
    const [first] = issue.path.map(String);
    return { ...issue, path: first === undefined ? [] : [words[first] ?? first] };
  });
  throw new AppError(
    'invalid',
    `Nothing was saved, and what you typed is kept. ${explain(new z.ZodError(named), 12)}`,
  );
}

/** What was typed as the spelling we keep. @throws AppError invalid, saying what is wrong with it. */
export async function readAddress(
  sql: Sql,
  practiceId: string,
  kind: ReachKind,
  typed: string,
): Promise<string> {
  const [practice] = await sql<{ zone: string }>(`select zone from practice where "practiceId" = $1::uuid`, [
    practiceId,
  ]);
  const read = kind === 'email' ? readEmail(typed) : readNumber(typed, countryOf(practice?.zone ?? ''));
  if ('address' in read) return read.address;
  throw new AppError(
    'invalid',
    `Nothing was saved, and what you typed is kept. ${PERSON_WORDS[kind]}: ${typed.slice(0, 80)} ${read.fault}.`,
  );
}

/** People stand on printed pages too: they are made again. */
export async function personChanged(
  ctx: Ctx,
  door: SqlDoor,
  kind: string,
  payload: Record<string, unknown>,
): Promise<void> {
  const { practiceId } = ctx;
  await record(ctx, door, { chainId: practiceId, kind, payload });
  await enqueue(door.sql, 'binder', { practiceId });
}

/**
 * Adds somebody with the ways that were typed.
 * @throws AppError forbidden; invalid, naming the field; not-found for the site.
 */
export async function addPersonByHand(ctx: Ctx, input: z.input<typeof AddByHand>): Promise<string> {
  authorize(ctx, 'contacts.edit');
  const { mobile, second, email, ...facts } = checkPerson(AddByHand, input);
  const { practiceId } = ctx;
  const typed = [
    ['mobile', mobile],
    ['second', second],
    ['email', email],
  ] as const;
  const reaches = await inPracticeSql(ctx, async ({ sql }) => {
    const ways = [];
    for (const [kind, value] of typed) {
      if (value !== '') ways.push({ kind, address: await readAddress(sql, practiceId, kind, value) });
    }
    return ways;
  });
  if (new Set(reaches.map(({ address }) => address)).size < reaches.length) {
    throw new AppError(
      'invalid',
      'Nothing was saved, and what you typed is kept. The mobile and the second number are the same. Leave the second one empty.',
    );
  }
  return addPerson(ctx, { ...facts, reaches });
}

export interface PersonRow {
  name: string;
  jobRoles: JobRole[];
  siteId: string | null;
  language: Language;
  notes: string;
  right: Right | null;
  accountId: string | null;
  gone: boolean;
}

/** @throws AppError not-found. */
export async function lockPerson(sql: Sql, practiceId: string, personId: string): Promise<PersonRow> {
  const [row] = await sql<PersonRow>(
    `select name, "jobRoles", "siteId", language, notes, "right", "accountId", "deactivatedAt" is not null as gone
     from person where "practiceId" = $1::uuid and id = $2::uuid for update`,
    [practiceId, personId],
  );
  if (!row) throw new AppError('not-found', 'There is no such person.');
  return row;
}

type Facts = z.output<typeof PersonFacts>;

/** A person's facts field by field: two people may change two of them. */
export function personFields({ name, jobRoles, siteId, language, notes }: Facts): Fields {
  return { name, jobRoles: [...jobRoles].sort().join(','), siteId: siteId ?? '', language, notes };
}

function personFrom(fields: Fields): unknown {
  const { name = '', jobRoles = '', siteId = '', language = '', notes = '' } = fields;
  return { name, jobRoles: jobRoles.split(',').filter(Boolean), siteId: siteId || null, language, notes };
}

function fieldWords(field: string, value: string): string {
  if (field === 'jobRoles')
    return value
      .split(',')
      .map((role) => JOB_ROLE_WORDS[role as JobRole])
      .join(', ');
  if (field === 'language') return value === 'es' ? 'Spanish' : 'English';
  return field === 'siteId' ? 'another one' : value.slice(0, 200);
}

/** What somebody may do and see here follows from these. */
const STANDING = ['jobRoles', 'siteId'];

/**
 * Saves what was changed about a person. Every device of theirs asks again who they are when jobs or site changed.
 * @throws AppError forbidden, also for jobs and site of a member above oneself; invalid; not-found; conflict, telling who changed what meanwhile.
 */
export async function changePerson(ctx: Ctx, input: z.input<typeof ChangePerson>): Promise<void> {
  authorize(ctx, 'contacts.edit');
  const { personId, opened, seen, ...given } = checkPerson(ChangePerson, input);
  const { practiceId } = ctx;
  const accountId = await inPractice(ctx, async (door) => {
    const row = await lockPerson(door.sql, practiceId, personId);
    const now = personFields(row);
    const words: Readonly<Record<string, string>> = PERSON_WORDS;
    const merged = await settleFields(door.sql, practiceId, {
      opened,
      seen,
      mine: personFields(given),
      now,
      label: (field) => words[field] ?? field,
      say: fieldWords,
      key: ['personId', personId],
    });
    if (merged.changed.length === 0) return null;
    const standing = merged.changed.some((field) => STANDING.includes(field));
    if (standing) requireAtMost(ctx, row);
    const data = checkPerson(PersonFacts, personFrom(merged.fields));
    if (data.siteId !== null && data.siteId !== row.siteId) {
      await requireSite(door.sql, practiceId, data.siteId);
    }
    await door.db.person.update({ where: { practiceId_id: { practiceId, id: personId } }, data });
    await personChanged(ctx, door, 'person.changed', { personId, name: data.name, fields: merged.changed });
    return standing ? row.accountId : null;
  });
  if (accountId !== null) publish({ what: 'account', accountId });
}

/** True for one's own entry, except for whoever came in with a printed code: that person's ways are not theirs. */
export function isOwn({ actor }: Ctx, personId: string): boolean {
  return actor.kind === 'member' && actor.personId === personId && actor.breakGlass !== true;
}

/** @throws AppError forbidden unless the actor may change everybody's ways, or it is their own. */
export function requireOwnOrEdit(ctx: Ctx, personId: string): void {
  if (isOwn(ctx, personId)) return;
  authorize(ctx, 'contacts.edit');
}

/** In which language messages come: a manager or the person says so. @throws AppError forbidden; not-found. */
export async function setLanguage(ctx: Ctx, input: z.input<typeof OwnLanguage>): Promise<void> {
  const { personId, language } = checkPerson(OwnLanguage, input);
  requireOwnOrEdit(ctx, personId);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const row = await lockPerson(door.sql, practiceId, personId);
    if (row.language === language) return;
    await door.db.person.update({
      where: { practiceId_id: { practiceId, id: personId } },
      data: { language },
    });
    await personChanged(ctx, door, 'person.changed', { personId, name: row.name, fields: ['language'] });
  });
}

/**
 * Takes somebody who left off every list; nothing of them is deleted. Whoever has a log-in is ended under Members first.
 * @throws AppError forbidden; not-found; conflict for a member.
 */
export async function personLeft(ctx: Ctx, input: z.input<typeof PersonId>): Promise<void> {
  await turn(ctx, input, true);
}

/** Puts somebody who left back on the lists. @throws AppError forbidden; not-found. */
export async function bringBackPerson(ctx: Ctx, input: z.input<typeof PersonId>): Promise<void> {
  await turn(ctx, input, false);
}

async function turn(ctx: Ctx, input: z.input<typeof PersonId>, off: boolean): Promise<void> {
  authorize(ctx, 'contacts.edit');
  const { personId } = checkPerson(PersonId, input);
  const { practiceId } = ctx;
  await inPractice(ctx, async (door) => {
    const { name, right, gone } = await lockPerson(door.sql, practiceId, personId);
    if (gone === off) return;
    if (right !== null) {
      throw new AppError(
        'conflict',
        off
          ? `${name} has a log-in here. End it under Members first, so that nobody who left can still open Holdfast.`
          : `${name} had a log-in here. Bring them back under Members, where their right is decided.`,
      );
    }
    await door.db.person.update({
      where: { practiceId_id: { practiceId, id: personId } },
      data: { deactivatedAt: off ? door.now : null },
    });
    if (off) await endInvitation(door, practiceId, personId);
    await personChanged(ctx, door, off ? 'person.left' : 'person.brought-back', { personId, name });
  });
}
