// Things as flat fields, and one person's save put over another's: nobody's change is wiped unseen.
import type { z } from 'zod';
import { AppError } from '@/lib/core';
import type { Sql } from '@/lib/db';
import { DAYS, DAY_WORDS, mergeFields, placeholder, type Day, type Fields } from './rules';
import type { AddAlternateSite, AddSite, AddVendor, AlternateSite, SiteSystem, Vendor } from './schema';

type Words = Readonly<Record<string, string>>;

export function factFields(facts: Words): Fields {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`facts.${name}`, value]));
}

export function factsFrom(fields: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith('facts.') ? [[name.slice('facts.'.length), value]] : [],
    ),
  );
}

type SiteInput = z.output<typeof AddSite>;

export function siteFields({ hours, facts, zone, name, address, phone }: SiteInput): Fields {
  const open = DAYS.flatMap((day) => {
    const times = hours[day];
    return times ? [[`hours.${day}`, times.join(' to ')] as const] : [];
  });
  return { name, address, phone, zone: zone ?? '', ...Object.fromEntries(open), ...factFields(facts) };
}

export function siteFrom(fields: Fields): z.input<typeof AddSite> {
  const hours: Partial<Record<Day, [string, string]>> = {};
  for (const day of DAYS) {
    const [opens, closes] = (fields[`hours.${day}`] ?? '').split(' to ');
    if (opens && closes) hours[day] = [opens, closes];
  }
  const { name = '', address = '', phone = '', zone = '' } = fields;
  return { name, address, phone, zone: zone === '' ? null : zone, hours, facts: factsFrom(fields) };
}

type AlternateInput = Omit<z.output<typeof AddAlternateSite>, 'siteId'>;

export function alternateFields(alternate: AlternateInput | AlternateSite): Fields {
  const { agreementExpires, ownerId, reportsThere, checks, ...rest } = alternate;
  return {
    ...plain(rest),
    agreementExpires: agreementExpires ?? '',
    ownerId: ownerId ?? '',
    reportsThere: JSON.stringify(reportsThere.map(({ role, where }) => ({ role, where }))),
    checks: JSON.stringify(checks),
  };
}

export function alternateFrom(fields: Fields): unknown {
  const given = (name: string): string => fields[name] ?? '';
  return {
    name: given('name'),
    address: given('address'),
    mapUrl: given('mapUrl'),
    keys: given('keys'),
    agreement: given('agreement'),
    agreementExpires: given('agreementExpires') || null,
    ownerId: given('ownerId') || null,
    capacity: given('capacity'),
    power: given('power'),
    network: given('network'),
    phone: given('phone'),
    coldChain: given('coldChain'),
    drugStorage: given('drugStorage'),
    worksThere: given('worksThere'),
    doesNotWork: given('doesNotWork'),
    reportsThere: JSON.parse(given('reportsThere') || '[]'),
    checks: JSON.parse(given('checks') || '[]'),
  };
}

export function vendorFields({
  countsFrom,
  claimDays,
  ...vendor
}: z.output<typeof AddVendor> | Vendor): Fields {
  return {
    ...plain(vendor),
    countsFrom: countsFrom?.toString() ?? '',
    claimDays: claimDays?.toString() ?? '',
  };
}

export function vendorFrom(fields: Fields): unknown {
  const given = (name: string): string => fields[name] ?? '';
  const number = (name: string): number | null => (given(name) === '' ? null : Number(given(name)));
  return {
    kind: given('kind'),
    name: given('name'),
    supportLine: given('supportLine'),
    accountNumber: given('accountNumber'),
    promise: given('promise'),
    promisePercent: given('promisePercent'),
    countsFrom: number('countsFrom'),
    claimDays: number('claimDays'),
    exitFacts: given('exitFacts'),
    dataExport: given('dataExport'),
    statusPage: given('statusPage'),
  };
}

/** Each system is one field: two people may change two systems, not one. */
export function systemFields(systems: readonly SiteSystem[]): Fields {
  return Object.fromEntries(
    systems.map(({ id, name, vendorId, canWaitMinutes, meanwhile }) => [
      id,
      JSON.stringify({ name, vendorId, canWaitMinutes, meanwhile }),
    ]),
  );
}

function plain(given: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => typeof value === 'string' && !/^(id|siteId)$/.test(name)),
  ) as Record<string, string>;
}

/** The events that say that a thing's own fields were changed, by how events name the thing. */
const CHANGED: Record<string, string[]> = {
  siteId: ['site.changed'],
  systemsOf: ['site.systems-changed'],
  alternateSiteId: ['alternate-site.changed'],
  vendorId: ['vendor.changed'],
  practiceId: ['practice.facts-changed'],
  settingsOf: ['settings.changed'],
  personId: ['person.changed', 'member.jobs-changed'],
};

/** Who last changed it, by the practice's own record. */
async function lastChangedBy(sql: Sql, practiceId: string, key: string, id: string): Promise<string> {
  const rows = await sql<{ actor: string }>(
    `select actor from event where "practiceId" = $1::uuid and "chainId" = $1::uuid and payload ->> $2 = $3 and kind = any($4::text[])
     order by seq desc limit 1`,
    [practiceId, key, id, CHANGED[key] ?? []],
  );
  return rows[0]?.actor ?? 'Somebody';
}

export interface Saving {
  opened: Fields | null;
  seen: Fields | null;
  mine: Fields;
  now: Fields;
  /** Names a field for people. */
  label: (field: string) => string;
  /** Says a stored value; null when it is too long to say. */
  say?: (field: string, value: string) => string | null;
  /** How events name the thing: ['siteId', id]. */
  key: readonly [string, string];
}

/**
 * What is to be stored, and which fields that changes.
 * @throws AppError conflict, telling what somebody else changed meanwhile, when both changed the same field.
 */
export async function settleFields(
  sql: Sql,
  practiceId: string,
  saving: Saving,
): Promise<{ fields: Record<string, string>; changed: string[] }> {
  const { now, mine, label, key } = saving;
  const opened = saving.opened ?? now;
  const { fields, changed, clashes } = mergeFields({ opened, seen: saving.seen ?? opened, mine }, now);
  if (clashes.length === 0) return { fields, changed };
  const who = await lastChangedBy(sql, practiceId, ...key);
  const told = clashes.slice(0, 8).map(({ field, theirs }) => {
    if (theirs === '') return `${label(field)} is now empty`;
    const said = saving.say ? saving.say(field, theirs) : theirs;
    return said === null ? `${label(field)} was changed` : `${label(field)} is now “${said}”`;
  });
  const more = clashes.length > told.length ? `; and ${clashes.length - told.length} more` : '';
  throw new AppError(
    'conflict',
    `${who} changed this while you had it open: ${told.join('; ')}${more}. Nothing of yours was saved yet, and what you typed is kept. Press the button once more to put yours in its place, or type theirs here first. Whatever else they changed stays.`,
  );
}

export function siteLabel(field: string, words: Words): string {
  if (field.startsWith('hours.')) return DAY_WORDS[field.slice('hours.'.length) as Day];
  if (field.startsWith('facts.')) return placeholder(field.slice('facts.'.length));
  return words[field] ?? field;
}
