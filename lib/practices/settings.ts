// What a practice sets for itself: names, zone, how long things take, what is kept.
import { z } from 'zod';
import { authorize, type Ctx } from '@/lib/access';
import { AppError } from '@/lib/core';
import { line, text, textOrEmpty } from '@/lib/core/text';
import { inPractice, inPracticeSql, type Sql } from '@/lib/db';
import { publish } from '@/lib/events';
import { changed } from './changed';
import { check } from './check';
import { settleFields } from './fields';
import { isZone, SETTINGS_WORDS, type Fields } from './rules';
import type { ForEditing, PracticeSettings } from './schema';

const whole = (least: number, most: number) =>
  z.int('is not a whole number').min(least, `is less than ${least}`).max(most, `is more than ${most}`);
const fields = z
  .record(z.string().max(80), z.string().max(5000))
  .refine((given) => Object.keys(given).length <= 40, 'has too many fields');

const Settings = z.strictObject({
  name: line(120),
  smsName: text(20).regex(/^[A-Za-z0-9 .,'&-]+$/, 'may hold plain letters, digits and spaces only'),
  mailName: textOrEmpty(60).refine(
    (given) => !/[\p{Cc}\p{Zl}\p{Zp}<>"@\\]/u.test(given),
    'may not hold < > " @ \\ or line breaks',
  ),
  kind: text(80),
  ehr: textOrEmpty(200),
  zone: text(60).refine(isZone, 'is not a time zone like America/Chicago'),
  reportMinutes: whole(5, 60),
  clockMarks: z
    .array(whole(1, 43_200))
    .length(9, 'need all nine times')
    .refine(
      (marks) => marks.every((mark, place) => place === 0 || mark > (marks[place - 1] ?? 0)),
      'must each come later than the one before',
    ),
  photos: z.boolean(),
  keepYears: whole(6, 50),
  confirmDays: whole(30, 365),
});

export const ChangeSettings = Settings.extend({
  opened: fields.nullable().default(null),
  seen: fields.nullable().default(null),
});

function settingFields(given: PracticeSettings): Fields {
  const { clockMarks, photos, reportMinutes, keepYears, confirmDays, ...texts } = given;
  return {
    ...texts,
    reportMinutes: String(reportMinutes),
    clockMarks: clockMarks.join(', '),
    photos: photos ? 'on' : 'off',
    keepYears: String(keepYears),
    confirmDays: String(confirmDays),
  };
}

function settingsFrom(given: Fields): unknown {
  const { clockMarks = '', photos, reportMinutes, keepYears, confirmDays, ...texts } = given;
  return {
    // What is empty is not among the fields.
    mailName: '',
    ehr: '',
    ...texts,
    reportMinutes: Number(reportMinutes),
    clockMarks: clockMarks.split(', ').map(Number),
    photos: photos === 'on',
    keepYears: Number(keepYears),
    confirmDays: Number(confirmDays),
  };
}

async function load(sql: Sql, practiceId: string, locked: boolean): Promise<PracticeSettings> {
  const [row] = await sql<PracticeSettings>(
    `select name, "smsName", "mailName", kind, ehr, zone, "reportMinutes", "clockMarks", photos, "keepYears", "confirmDays"
     from practice where "practiceId" = $1::uuid ${locked ? 'for update' : ''}`,
    [practiceId],
  );
  if (!row) throw new AppError('not-found', 'There is no such practice.');
  return row;
}

/**
 * Whether what stands in the practice's row could have been set here: for rows that came from elsewhere.
 */
export async function hasSoundSettings(sql: Sql, practiceId: string): Promise<boolean> {
  const zones = await sql<{ zone: string }>(
    `select distinct zone from site where "practiceId" = $1::uuid and zone is not null`,
    [practiceId],
  );
  return (
    Settings.safeParse(await load(sql, practiceId, false)).success && zones.every(({ zone }) => isZone(zone))
  );
}

/** The settings as their form gets them. @throws AppError forbidden. */
export async function readSettings(ctx: Ctx): Promise<ForEditing<PracticeSettings>> {
  authorize(ctx, 'settings.edit');
  const value = await inPracticeSql(ctx, ({ sql }) => load(sql, ctx.practiceId, false));
  return { value, fields: settingFields(value) };
}

/**
 * Saves what was changed in the settings; the record says from what to what. Instants stay as they are in another
 * zone: only how they are said changes.
 * @throws AppError forbidden, invalid; conflict when somebody changed the same setting meanwhile.
 */
export async function changeSettings(ctx: Ctx, input: z.input<typeof ChangeSettings>): Promise<string[]> {
  authorize(ctx, 'settings.edit');
  const { opened, seen, ...given } = check(ChangeSettings, input, SETTINGS_WORDS);
  const { practiceId } = ctx;
  const saved = await inPractice(ctx, async (door) => {
    const stored = await load(door.sql, practiceId, true);
    const now = settingFields(stored);
    const labels: Readonly<Record<string, string>> = SETTINGS_WORDS;
    const settled = await settleFields(door.sql, practiceId, {
      opened,
      seen,
      mine: settingFields(given),
      now,
      label: (field) => labels[field] ?? field,
      key: ['settingsOf', practiceId],
    });
    if (settled.changed.length === 0) return [];
    const data = check(Settings, settingsFrom(settled.fields), SETTINGS_WORDS);
    await door.db.practice.update({ where: { practiceId }, data });
    const said = (from: Fields) =>
      Object.fromEntries(settled.changed.map((field) => [field, from[field] ?? '']));
    await changed(ctx, door, 'settings.changed', {
      settingsOf: practiceId,
      from: said(now),
      to: said(settled.fields),
    });
    return settled.changed.map((field) => labels[field] ?? field);
  });
  if (saved.length > 0) publish({ what: 'practice', practiceId });
  return saved;
}
