// One member: right, jobs, what differs at a site, the invitation, and the ways out and back.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ButtonLink } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { ActForm } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { PageHead, Section } from '@/components/ui/page-head';
import { SureBox } from '@/components/ui/sure-box';
import { dayAndClock, isId } from '@/lib/core';
import { readMember, readSites } from '@/lib/practices';
import { mayGive, RIGHT_WORDS, rightsToGive } from '@/lib/practices/rules';
import type { MemberDetail } from '@/lib/practices/schema';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../page-props';
import { managerHere } from '../../sites/manager';
import { end, resend, revoke } from '../actions';
import { BackForm, JobsForm, PartForm, RightForm } from '../member-forms';
import { standing } from '../standing';

export const metadata: Metadata = { title: 'A member' };

function OpenInvitation({ slug, zone, member }: { slug: string; zone: string; member: MemberDetail }) {
  const { invitation } = member;
  if (!invitation) return null;
  const fields = { practice: slug, invitation: invitation.id };
  const until = dayAndClock(new Date(invitation.expiresAt), zone);
  return (
    <Section title="Invitation">
      <div className="max-w-prose space-y-4">
        {invitation.trouble && <Notice kind="danger">The e-mail did not arrive. {invitation.trouble}</Notice>}
        <p>
          Sent to {invitation.email} on {dayAndClock(new Date(invitation.sentAt), zone)}, to join as{' '}
          {RIGHT_WORDS[invitation.right].word.toLowerCase()}.{' '}
          {invitation.over ? `It ended ${until}.` : `It works until ${until}.`}
        </p>
        <div className="flex flex-wrap gap-3">
          <ActForm act={resend} fields={fields} word="Send it again" busy="Sending…" />
          <ActForm act={revoke} fields={fields} word="Take it back" busy="Taking it back…" look="danger" />
        </div>
      </div>
    </Section>
  );
}

export default async function Member({ params }: InPractice<'person'>) {
  const { practice: asked, person } = await params;
  const { slug, ctx, practice } = await managerHere(asked);
  if (!isId(person)) notFound();
  const [member, sites] = await Promise.all([orNotFound(readMember(ctx, person)), readSites(ctx)]);
  const { name, right, state } = member;
  const of = { practice: slug, person };
  const rights = rightsToGive(ctx.actor.right);
  const above = right !== null && !mayGive(ctx.actor.right, right);
  const mayChange = !above && state !== 'left';
  return (
    <>
      <PageHead back={{ href: `/p/${slug}/members`, word: 'Members' }} title={name} />
      <Facts
        facts={[
          ['E-mail', member.email],
          ['Right', right && `${RIGHT_WORDS[right].word}. ${RIGHT_WORDS[right].what}`],
          ['How it stands', standing(member, practice.zone, new Date())],
        ]}
      />
      {above && (
        <div className="mt-6 max-w-prose">
          <Notice>{name} is an owner. Only an owner may change that.</Notice>
        </div>
      )}
      {state === 'left' && (
        <Section title="Bring them back">
          <BackForm {...of} name={name} rights={member.hasAccount ? rights : []} />
        </Section>
      )}
      <OpenInvitation slug={slug} zone={practice.zone} member={member} />
      {state === 'ended' && !member.hasAccount && (
        <Section title="Access">
          <ButtonLink href={`/p/${slug}/members/invite?person=${person}`}>Invite {name} again</ButtonLink>
        </Section>
      )}
      {mayChange && member.hasAccount && (
        <Section title={right === null ? 'Access' : 'Right'}>
          <RightForm {...of} right={right} rights={rights} />
        </Section>
      )}
      {mayChange && (
        <Section title="Jobs and site">
          <JobsForm
            {...of}
            jobRoles={member.jobRoles}
            site={member.siteId}
            sites={[
              ...sites.map((site) => ({ value: site.id, word: site.name })),
              { value: '', word: 'No site of their own' },
            ]}
          />
        </Section>
      )}
      {mayChange && right !== null && right !== 'owner' && sites.length > 1 && (
        <Section title="At one site only">
          <p className="mb-4 max-w-prose">
            Somebody may lead at one site and help at another. What is not said here is as everywhere.
          </p>
          {sites.map((site) => {
            const part = member.parts.find(({ siteId }) => siteId === site.id);
            return (
              <details key={site.id} open={part !== undefined} className="border-line border-b">
                <summary className="flex min-h-12 items-center underline">
                  {site.name}
                  {part && ': differs'}
                </summary>
                <div className="mt-2 mb-6">
                  <PartForm
                    {...of}
                    site={site.id}
                    name={site.name}
                    right={part?.right ?? null}
                    jobRoles={part?.jobRoles ?? []}
                    rights={rights}
                  />
                </div>
              </details>
            );
          })}
        </Section>
      )}
      {mayChange && (
        <div className="border-line mt-16 max-w-prose border-t pt-8">
          <Section title="Ending it">
            {right !== null && (
              <div className="mb-8 space-y-4">
                <p>
                  Without access they are still told of a downtime and stay on the list of people. They are
                  signed out of this practice at once.
                </p>
                <ActForm
                  act={end}
                  fields={{ ...of, how: 'access' }}
                  word="Take away access"
                  busy="Taking it away…"
                  look="danger"
                >
                  <SureBox word={`Yes, sign ${name} out of this practice`} />
                </ActForm>
              </div>
            )}
            <div className="space-y-4">
              <p>
                Who left is on no list and is told of nothing. What they did stays in the record, and you can
                bring them back here.
              </p>
              <ActForm
                act={end}
                fields={{ ...of, how: 'left' }}
                word={`${name} left the practice`}
                busy="Taking them off the lists…"
                look="danger"
              >
                <SureBox word={`Yes, take ${name} off every list`} />
              </ActForm>
            </div>
          </Section>
        </div>
      )}
    </>
  );
}
