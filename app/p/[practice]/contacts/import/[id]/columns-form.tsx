'use client';
// What each column holds, with what stands in it.
import { Select } from '@/components/ui/field';
import { Hidden, Said, useKeptForm } from '@/components/ui/form';
import { Submit } from '@/components/ui/submit';
import { JOB_ROLE_WORDS, JOB_ROLES } from '@/lib/access/rules';
import { IMPORT_FIELDS, IMPORT_FIELD_WORDS } from '@/lib/contacts/rules';
import type { ImportView } from '@/lib/contacts/schema';
import { nameColumns } from '../actions';

export function ColumnsForm({ practice, view }: { practice: string; view: ImportView }) {
  const { state, form, kept } = useKeptForm(nameColumns);
  const options = IMPORT_FIELDS.map((field) => ({ value: field, word: IMPORT_FIELD_WORDS[field] }));
  return (
    <form {...form} className="space-y-5">
      <Hidden fields={{ practice, importId: view.id }} />
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {view.header.map((heading, at) => (
          <div key={`${at} ${heading}`} className="min-w-0 space-y-1">
            <Select
              label={heading || `Column ${at + 1}`}
              name={`column_${at}`}
              defaultValue={kept(`column_${at}`, view.columns[at] ?? '')}
              options={options}
            />
            <p className="text-ink-2 text-s truncate">
              {view.preview[0]?.cells[at] || 'empty in the first row'}
            </p>
          </div>
        ))}
      </div>
      <div className="max-w-prose">
        <Select
          label="Job of whoever has none in the list"
          name="jobDefault"
          defaultValue={kept('jobDefault', view.jobDefault ?? '')}
          options={[
            { value: '', word: 'leave them out' },
            ...JOB_ROLES.map((role) => ({ value: role, word: JOB_ROLE_WORDS[role] })),
          ]}
        />
      </div>
      <Said {...state} />
      <Submit busy="Looking…">Look at the rows again</Submit>
    </form>
  );
}
