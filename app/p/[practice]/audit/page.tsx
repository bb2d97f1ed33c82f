// The audit: what was done in the practice, by whom and when, and whether anybody changed that since.
import type { Metadata } from 'next';
import { ButtonAnchor, Button } from '@/components/ui/button';
import { Field, Select } from '@/components/ui/field';
import { Link } from '@/components/ui/link';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { Tag } from '@/components/ui/tag';
import { dayAndClock, isAppError } from '@/lib/core';
import { readAudit, readAuditChoices, verifyAudit } from '@/lib/events';
import type { AuditEntry } from '@/lib/events/schema';
import { one, type InPractice } from '../../../page-props';
import { settingsHere } from '../settings/manager';
import { CompareForm } from './compare-form';
import { kindWords } from './kinds';
import { auditWords, isLoud } from './sentences';
import { VerifiedLine } from './verified';

export const metadata: Metadata = { title: 'Audit' };

export default async function Audit({ params, searchParams }: InPractice) {
  const { slug, ctx, practice } = await settingsHere((await params).practice, 'audit.read');
  const asked = await searchParams;
  const query = {
    which: one(asked['of']) === 'incidents' ? 'incidents' : 'practice',
    kind: one(asked['kind']) ?? undefined,
    personId: one(asked['person']) ?? undefined,
    day: one(asked['day']) ?? undefined,
  };
  const before = one(asked['before']) ?? undefined;
  const base = `/p/${slug}/audit`;
  // Every entry is hashed anew: once where one comes in, not on each page and filter.
  const first = Object.keys(asked).length === 0;
  const verified = first ? await verifyAudit(ctx) : null;
  const choices = await readAuditChoices(ctx);
  const page = await readAudit(ctx, { ...query, before }).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'invalid') return null;
    throw error;
  });
  const further = new URLSearchParams({
    of: query.which,
    ...(query.kind && { kind: query.kind }),
    ...(query.personId && { person: query.personId }),
    ...(query.day && { day: query.day }),
    before: page?.next ?? '',
  });
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/settings`, word: 'Settings' }}
        title="Audit"
        lede="What was done here, by whom and when. No entry can be changed."
        actions={<ButtonAnchor href={`${base}/csv`}>Export as CSV</ButtonAnchor>}
      />
      <div className="max-w-prose">
        {verified ? (
          <VerifiedLine verified={verified} zone={practice.zone} />
        ) : (
          <Link href={base} className="inline-flex min-h-12 items-center">
            Verify the record, and show all of the practice’s
          </Link>
        )}
      </div>
      <form method="get" className="my-8 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-5">
        <Select
          label="Of"
          name="of"
          defaultValue={query.which}
          options={[
            { value: 'practice', word: 'The practice' },
            { value: 'incidents', word: 'Incidents and drills' },
          ]}
        />
        <Select
          label="Kind"
          name="kind"
          defaultValue={query.kind ?? ''}
          options={[
            { value: '', word: 'All' },
            ...choices.kinds
              .map((kind) => ({ value: kind, word: kindWords(kind) ?? kind }))
              .toSorted((a, b) => a.word.localeCompare(b.word)),
          ]}
        />
        <Select
          label="Person"
          name="person"
          defaultValue={query.personId ?? ''}
          options={[
            { value: '', word: 'All' },
            ...choices.people.map(({ id, name }) => ({ value: id, word: name })),
          ]}
        />
        <Field label="Day" name="day" type="date" defaultValue={query.day ?? ''} />
        <Button type="submit">Show these</Button>
      </form>
      {!page || page.entries.length === 0 ? (
        <Empty>
          No entry fits. <Link href={base}>Show all of the practice’s</Link>
        </Empty>
      ) : (
        <Entries
          entries={page.entries}
          zone={practice.zone}
          slug={slug}
          incidents={query.which === 'incidents'}
        />
      )}
      {page?.next && (
        <p className="mt-4">
          <Link href={`${base}?${further.toString()}`} className="inline-flex min-h-12 items-center">
            Older entries
          </Link>
        </p>
      )}
      <div className="border-line mt-16 max-w-prose border-t pt-8">
        <Section title="Compare with an earlier export">
          <p className="mb-4">
            Whoever could also take the newest seals away could shorten the record to an older one. An export
            you kept elsewhere shows it: type what its first lines say.
          </p>
          <CompareForm practice={slug} />
        </Section>
      </div>
    </>
  );
}

function Entries({
  entries,
  zone,
  slug,
  incidents,
}: {
  entries: readonly AuditEntry[];
  zone: string;
  slug: string;
  incidents: boolean;
}) {
  return (
    <table className="stack table">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col" className="w-1/2">
            What
          </th>
          <th scope="col" className="num">
            Entry
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const loud = isLoud(entry.kind, entry.payload);
          return (
            <tr key={entry.id} className={loud ? 'bg-danger-2' : undefined}>
              <td className="whitespace-nowrap">{dayAndClock(new Date(entry.at), zone)}</td>
              <th scope="row" data-label="Who">
                {entry.actor}
              </th>
              <td className="break-words">
                {loud && (
                  <>
                    <Tag look="danger">Look</Tag>{' '}
                  </>
                )}
                {auditWords(entry.kind, entry.payload, zone) ?? (
                  <span className="font-mono">{entry.kind}</span>
                )}
                {incidents && (
                  <Link href={`/p/${slug}/incidents/${entry.chainId}`} className="text-s block w-fit py-1">
                    Its record
                  </Link>
                )}
              </td>
              <td className="num" data-label="Entry">
                {entry.seq}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
