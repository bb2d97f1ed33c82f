// What the forms of a staff list send: its text, and for each column what it holds.
import { z } from 'zod';
import { JOB_ROLES } from '@/lib/access/rules';
import { IMPORT_FIELDS, MOST_IMPORT_COLUMNS, type ImportField } from '@/lib/contacts/rules';
import { id } from '@/lib/core/text';

const column = z.enum(IMPORT_FIELDS).optional();

/** column_0, column_1, … as many as the list has. */
export const Columns = z
  .object({ importId: id, jobDefault: z.union([z.literal('').transform(() => null), z.enum(JOB_ROLES)]) })
  .catchall(column)
  .transform(({ importId, jobDefault, ...rest }) => {
    const columns: ImportField[] = [];
    const given: Readonly<Record<string, ImportField | undefined>> = rest;
    for (let at = 0; at < MOST_IMPORT_COLUMNS; at += 1) {
      const field = given[`column_${at}`];
      if (field === undefined) break;
      columns.push(field);
    }
    return { importId, jobDefault, columns };
  });
