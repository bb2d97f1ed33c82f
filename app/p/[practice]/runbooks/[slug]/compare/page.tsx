// Two published versions of a plan beside each other: what was added, changed, moved and removed.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PlanChanges } from '@/components/plan-changes';
import { Sheet } from '@/components/sheet';
import { Button } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Select } from '@/components/ui/field';
import { Empty, PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { day, plural } from '@/lib/core';
import { readPlan, readRunbook } from '@/lib/runbooks';
import { comparePlans } from '@/lib/runbooks/rules';
import type { RunbookView } from '@/lib/runbooks/schema';
import { orNotFound } from '@/lib/web';
import { one, type InPractice } from '../../../../../page-props';
import { here } from '../../../here';

export const metadata: Metadata = { title: 'Compare versions' };

/** A version that was asked for; the given one when none was. Anything else is no page. */
function numberOf(asked: string | null, otherwise: number | undefined): number {
  if (asked === null) return otherwise ?? 0;
  return /^\d{1,9}$/.test(asked) ? Number(asked) : notFound();
}

export default async function Compare({ params, searchParams }: InPractice<'slug'>) {
  const [{ practice: asked, slug: planSlug }, query] = await Promise.all([params, searchParams]);
  const { slug, ctx, practice } = await here(asked);
  const plan = await orNotFound(readRunbook(ctx, planSlug));
  const { versions } = plan;
  const newest = numberOf(one(query['to']), versions[0]?.number);
  const before = versions.find(({ number }) => number < newest)?.number;
  const oldest = numberOf(one(query['from']), before ?? newest);
  const [from, to] = await Promise.all([
    orNotFound(readPlan(ctx, plan.id, oldest)),
    orNotFound(readPlan(ctx, plan.id, newest)),
  ]);
  const changes = comparePlans(from.plan, to.plan);
  const dated = ({ number, publishedAt }: { number: number; publishedAt: string }): string =>
    `version ${number} of ${day(new Date(publishedAt), practice.zone)}`;
  const notes = versions.filter(
    ({ number, changeNote }) => number > oldest && number <= newest && changeNote !== '',
  );
  return (
    <Sheet
      practice={practice.name}
      title={`${plan.title}: what changed`}
      version={`version ${oldest} to ${newest}`}
      printed={day(new Date(), practice.zone)}
    >
      <PageHead
        back={{ href: `/p/${slug}/runbooks/${plan.slug}`, word: plan.title }}
        title="Compare versions"
        lede={
          versions.length < 2
            ? plan.title
            : `${plan.title}: from ${dated(from)} to ${dated(to)}. Text stands as it was written, before a site’s own values are filled in.`
        }
        actions={changes.length > 0 && <PrintButton word="Print this comparison" />}
      />
      {versions.length < 2 ? (
        <Empty>
          There is one version of this plan so far. Once a second one is published, what changed stands here.
        </Empty>
      ) : (
        <>
          <Choose versions={versions} from={oldest} to={newest} zone={practice.zone} />
          {notes.length > 0 && (
            <div className="mt-8">
              <Facts
                facts={notes.map(({ number, changeNote }) => [`Said of version ${number}`, changeNote])}
              />
            </div>
          )}
          <p className="text-l mt-6" role="status">
            {changes.length === 0
              ? oldest === newest
                ? 'Nothing differs: both are the same version. Choose another one above.'
                : `Nothing differs between version ${oldest} and version ${newest}.`
              : `${plural(changes.length, 'change')}.`}
          </p>
          <PlanChanges changes={changes} />
        </>
      )}
    </Sheet>
  );
}

function Choose({
  versions,
  from,
  to,
  zone,
}: {
  versions: RunbookView['versions'];
  from: number;
  to: number;
  zone: string;
}) {
  const options = versions.map(({ number, publishedAt }) => ({
    value: String(number),
    word: `Version ${number}, ${day(new Date(publishedAt), zone)}`,
  }));
  return (
    <form method="get" className="no-print flex flex-wrap items-end gap-3">
      <div className="w-full sm:w-64">
        <Select label="From" name="from" defaultValue={String(from)} options={options} />
      </div>
      <div className="w-full sm:w-64">
        <Select label="To" name="to" defaultValue={String(to)} options={options} />
      </div>
      <Button type="submit">Compare</Button>
    </form>
  );
}
