// One plan to read and to print: filled with one site's values, whole or for one job.
import type { Metadata } from 'next';
import { Sheet } from '@/components/sheet';
import { Button, ButtonAnchor } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { JOB_ROLE_WORDS, JOB_ROLES, may, type JobRole } from '@/lib/access/rules';
import { day, plainDay } from '@/lib/core';
import { readSites } from '@/lib/practices';
import { readRunbook, readRunbooks, readShelf } from '@/lib/runbooks';
import type { RunbookView } from '@/lib/runbooks/schema';
import { orNotFound } from '@/lib/web';
import { one, type InPractice } from '../../../../page-props';
import { here } from '../../here';
import { PlanFacts } from './facts';
import { Keeping } from './keeping';
import { PlanSection } from './section';
import { Versions } from './versions';

export const metadata: Metadata = { title: 'Plan' };

function roleOf(value: string | null): JobRole | null {
  return JOB_ROLES.find((role) => role === value) ?? null;
}

/** The same plan, site, role and version as pages to hang up. */
function pdfOf(slug: string, plan: RunbookView, role: JobRole | null): string {
  const query = new URLSearchParams({
    ...(plan.siteId !== null && { site: plan.siteId }),
    ...(role !== null && { role }),
    ...(!plan.current && { version: String(plan.version) }),
  });
  return `/p/${slug}/runbooks/${plan.slug}/pdf?${query.toString()}`;
}

export default async function Plan({ params, searchParams }: InPractice<'slug'>) {
  const [{ practice: asked, slug: planSlug }, query] = await Promise.all([params, searchParams]);
  const { slug, ctx, practice } = await here(asked);
  const version = one(query['version']);
  const [plan, sites, plans] = await Promise.all([
    orNotFound(readRunbook(ctx, planSlug, version === null ? null : Number(version), one(query['site']))),
    readSites(ctx),
    readRunbooks(ctx),
  ]);
  const role = roleOf(one(query['role']));
  const site = sites.find(({ id }) => id === plan.siteId);
  const used = JOB_ROLES.filter((job) =>
    plan.sections.some(({ steps }) => steps.some((step) => step.role === job)),
  );
  const sections = plan.sections
    .map((section) => ({
      ...section,
      steps: section.steps.filter((step) => role === null || step.role === role),
    }))
    .filter(({ steps }) => steps.length > 0);
  const published = day(new Date(plan.publishedAt), practice.zone);
  const leadsTo = plans.filter((other) => plan.escalatesTo.includes(other.slug));
  const keeper = may(ctx.actor.right, 'runbook.edit');
  const shelf = keeper ? await readShelf(ctx) : [];
  const draft = shelf.find(({ id }) => id === plan.id)?.draft ?? null;
  const told = one(query['published']);
  const justPublished =
    told !== null && plan.versions.some(({ number }) => String(number) === told) ? told : null;
  const forWhom = role ? `, for ${JOB_ROLE_WORDS[role]}` : '';
  return (
    <Sheet
      practice={site && sites.length > 1 ? `${practice.name}, ${site.name}` : practice.name}
      title={plan.title + forWhom}
      version={`version ${plan.version}, ${published}`}
      printed={day(new Date(), practice.zone)}
    >
      <PageHead
        back={{ href: `/p/${slug}/runbooks`, word: 'Plans' }}
        title={plan.title + forWhom}
        lede={plan.trigger}
        actions={
          <>
            {keeper && (
              <ButtonAnchor look="strong" href={`/p/${slug}/runbooks/${plan.slug}/edit`}>
                {draft ? 'Go on with the draft' : 'Edit'}
              </ButtonAnchor>
            )}
            <Link
              href={`/p/${slug}/runbooks/${plan.slug}/compare`}
              className="inline-flex min-h-12 items-center"
            >
              Compare versions
            </Link>
            <PrintButton word={role ? `Print for ${JOB_ROLE_WORDS[role]}` : 'Print this plan'} />
            {sections.length > 0 && (
              <ButtonAnchor href={pdfOf(slug, plan, role)} target="_blank">
                Printed page (PDF)
              </ButtonAnchor>
            )}
          </>
        }
      />
      {justPublished !== null && (
        <div className="no-print mb-6">
          <Notice kind="ok" live>
            Version {justPublished} is published
            {plan.upcoming && `, in force from ${plainDay(plan.upcoming)}`}. Printed pages are made again; put
            the new ones in the binder.
          </Notice>
        </div>
      )}
      {plan.removed && (
        <div className="mb-6">
          <Notice>This plan was removed from the shelf. Nobody is offered it any more.</Notice>
        </div>
      )}
      {!plan.current && (
        <div className="mb-6">
          <Notice>
            {plan.coming
              ? `This is version ${plan.version}. It comes in force ${plan.effectiveOn ? `on ${plainDay(plan.effectiveOn)}` : 'later'}.`
              : `This is version ${plan.version}, kept for the record.`}{' '}
            <Link href={`/p/${slug}/runbooks/${plan.slug}`}>Read the version in force</Link>
          </Notice>
        </div>
      )}
      <PlanFacts slug={slug} plan={plan} published={published} leadsTo={leadsTo} brief={role !== null} />
      <form method="get" className="no-print mt-8 flex flex-wrap items-end gap-3">
        {version !== null && <input type="hidden" name="version" value={version} />}
        <div className="w-full sm:w-56">
          <Select
            label="For the site"
            name="site"
            defaultValue={plan.siteId ?? ''}
            options={sites.map(({ id, name }) => ({ value: id, word: name }))}
          />
        </div>
        <div className="w-full sm:w-56">
          <Select
            label="Steps of"
            name="role"
            defaultValue={role ?? ''}
            options={[
              { value: '', word: 'Everybody' },
              ...used.map((job) => ({ value: job, word: JOB_ROLE_WORDS[job] })),
            ]}
          />
        </div>
        <Button type="submit">Show</Button>
      </form>
      {sections.length === 0 && (
        <div className="mt-10">
          <Empty>
            This plan has no step for {role ? JOB_ROLE_WORDS[role] : 'anybody'}. Choose Everybody above.
          </Empty>
        </div>
      )}
      {sections.map((section) => (
        <PlanSection key={section.id} title={section.title} steps={section.steps} oneRole={role !== null} />
      ))}
      {role === null && <Versions slug={slug} plan={plan} zone={practice.zone} keeper={keeper} />}
      {role === null && keeper && <Keeping slug={slug} plan={plan} draft={draft !== null} />}
    </Sheet>
  );
}
