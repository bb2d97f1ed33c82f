// What the forms of sites send: strings as typed, lists as JSON. The verbs say what is wrong, in the form's words.
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { id } from '@/lib/core/text';
import { DAYS } from '@/lib/practices/rules';

const typed = z.string().max(5000, 'is longer than 5,000 characters');

/** A list or a set of fields that the page's own script wrote. */
export function written<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .max(300_000, 'is too long')
    .transform((value, ctx): unknown => {
      try {
        return JSON.parse(value);
      } catch {
        ctx.addIssue({ code: 'custom', message: 'came in a way we do not understand. Reload the page' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** What a form was opened with and what it shows now; empty when it adds something new. */
export const overlap = {
  opened: written(z.record(z.string(), z.string())),
  seen: written(z.record(z.string(), z.string())),
};

/** Rows of names and values. A row left empty is not there. */
const factRows = written(
  z.array(z.strictObject({ name: typed, value: typed })).max(400, 'are too many'),
).transform((rows, ctx) => {
  const facts = new Map<string, string>();
  for (const row of rows) {
    const [name, value] = [row.name.trim(), row.value.trim()];
    if (name === '' && value === '') continue;
    if (facts.has(name)) {
      ctx.addIssue({ code: 'custom', message: `hold the name "${name.slice(0, 60)}" twice. Keep one` });
    }
    if (name === '') {
      ctx.addIssue({ code: 'custom', message: `hold "${value.slice(0, 60)}" without a name. Give it one` });
    }
    facts.set(name, value);
  }
  return Object.fromEntries(facts);
});

const site = {
  name: typed,
  address: typed,
  phone: typed,
  /** Empty: the practice's own. */
  zone: typed.transform((zone) => (zone === '' ? null : zone)),
  hours: written(z.partialRecord(z.enum(DAYS), z.tuple([z.string().max(20), z.string().max(20)]))),
  facts: factRows,
};

export const NewSite = z.strictObject(site);
export const EditSite = z.strictObject({ siteId: id, ...site, ...overlap });
export const EditFacts = z.strictObject({ facts: factRows, ...overlap });

export const EditSystems = z.strictObject({
  siteId: id,
  systems: written(
    z
      .array(
        z.strictObject({
          id: id.optional(),
          name: typed,
          vendorId: id.nullable(),
          /** Null when no number was typed. */
          canWaitMinutes: z.number().nullable(),
          meanwhile: typed,
        }),
      )
      .max(200, 'are too many'),
  ),
  ...overlap,
});

const alternate = {
  name: typed,
  address: typed,
  mapUrl: typed,
  keys: typed,
  agreement: typed,
  agreementExpires: typed.transform((day) => (day === '' ? null : day)),
  ownerId: z.union([z.literal('').transform(() => null), id]),
  capacity: typed,
  power: typed,
  network: typed,
  phone: typed,
  coldChain: typed,
  drugStorage: typed,
  worksThere: typed,
  doesNotWork: typed,
  reportsThere: written(
    z.array(z.strictObject({ role: z.enum(JOB_ROLES), where: typed })).max(200, 'are too many'),
  ),
  checks: written(z.array(typed).max(200, 'are too many')),
};

export const NewAlternate = z.strictObject({ siteId: id, ...alternate });
export const EditAlternate = z.strictObject({ siteId: id, alternateSiteId: id, ...alternate, ...overlap });
