// Before a draft is published: what it changes, what lint says, and what the publisher has to say.
import type { Metadata } from 'next';
import { PlanChanges } from '@/components/plan-changes';
import { ButtonAnchor } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { Tag } from '@/components/ui/tag';
import { may } from '@/lib/access/rules';
import { isoDay, plainDay, plural } from '@/lib/core';
import { readProof, readRunbook, type Proof } from '@/lib/runbooks';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../../page-props';
import { here } from '../../../here';
import { PublishForm } from './publish-form';

export const metadata: Metadata = { title: 'Publish a plan' };

const YEAR_DAYS = 365;

function Findings({ proof, edit }: { proof: Proof; edit: string }) {
  if (proof.findings.length === 0) return <p>Nothing to fix.</p>;
  return (
    <ul>
      {proof.findings.map((finding) => (
        <li
          key={`${finding.rule} ${finding.step ?? ''} ${finding.section ?? ''} ${finding.message}`}
          className="border-line flex flex-wrap items-start gap-x-3 border-b py-2"
        >
          <Tag look={finding.level === 'error' ? 'danger' : 'plain'}>
            {finding.level === 'error' ? 'Fix' : 'Look'}
          </Tag>
          <span className="min-w-0 flex-1 basis-64">{finding.message}</span>
          {finding.step !== undefined && (
            <Link href={`${edit}?step=${finding.step}`} className="inline-flex min-h-12 items-center">
              Go to it<span className="sr-only">: {finding.message}</span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

export default async function PublishPlan({ params }: InPractice<'slug'>) {
  const { practice: asked, slug: planSlug } = await params;
  const { slug, ctx, practice } = await here(asked);
  const edit = `/p/${slug}/runbooks/${planSlug}/edit`;
  if (!may(ctx.actor.right, 'runbook.publish')) {
    const plan = await orNotFound(readRunbook(ctx, planSlug));
    return (
      <>
        <PageHead
          back={{ href: `/p/${slug}/runbooks/${planSlug}`, word: 'The plan' }}
          title="Publish"
          lede={plan.title}
        />
        <Notice>Owners and managers publish plans. Tell one of them what you would change.</Notice>
      </>
    );
  }
  const proof = await orNotFound(readProof(ctx, planSlug));
  const errors = proof?.findings.filter(({ level }) => level === 'error').length ?? 0;
  const nothing = !proof || (proof.newest !== null && proof.changes.length === 0);
  const now = new Date();
  return (
    <>
      <PageHead
        back={{ href: edit, word: 'The draft' }}
        title="Publish"
        lede={
          proof ? `${proof.title || 'A plan without a title'}. A published version never changes.` : undefined
        }
      />
      {nothing || !proof ? (
        <>
          <Empty>The draft says what was published already. There is nothing to publish.</Empty>
          <div className="mt-6">
            <ButtonAnchor href={edit}>Edit the plan</ButtonAnchor>
          </div>
        </>
      ) : (
        <>
          <Section title="Before you publish">
            <Findings proof={proof} edit={edit} />
          </Section>
          <Section title="What changes">
            {proof.newest === null ? (
              <p>This is the first version of this plan.</p>
            ) : (
              <>
                <p className="mb-4">
                  {plural(proof.changes.length, 'change')} against version {proof.newest}
                  {proof.newest === proof.version
                    ? ', which is in force'
                    : ', which is still to come in force'}
                  .
                </p>
                <PlanChanges changes={proof.changes} />
              </>
            )}
          </Section>
          <Section title="Publish it">
            {proof.waiting && (
              <div className="mb-4 max-w-prose">
                <Notice>
                  Version {proof.waiting.number} is published and waits for{' '}
                  {plainDay(proof.waiting.effectiveOn)}. What it changed is part of this draft: it comes in
                  force with the version you publish here, on the day you choose here.
                </Notice>
              </div>
            )}
            {errors > 0 ? (
              <>
                <Notice kind="danger">
                  {plural(errors, 'thing')} above must be fixed before this can be published.
                </Notice>
                <div className="mt-4">
                  <ButtonAnchor href={edit}>Back to the draft</ButtonAnchor>
                </div>
              </>
            ) : (
              <PublishForm
                practice={slug}
                runbook={{
                  id: proof.id,
                  seq: proof.seq,
                  number: (proof.newest ?? 0) + 1,
                  ownerId: proof.ownerId,
                }}
                people={proof.people}
                touched={proof.touched}
                warnings={proof.findings.length}
                today={isoDay(now, practice.zone)}
                reviewOn={isoDay(new Date(now.getTime() + YEAR_DAYS * 86_400_000), practice.zone)}
              />
            )}
          </Section>
        </>
      )}
    </>
  );
}
