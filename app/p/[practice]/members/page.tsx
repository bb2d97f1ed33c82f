// Who may log in here, as what, and when they were last seen. For everybody else: their own membership.
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { PageHead } from '@/components/ui/page-head';
import { Tag } from '@/components/ui/tag';
import { JOB_ROLE_WORDS, may } from '@/lib/access/rules';
import { readMembers, readSites } from '@/lib/practices';
import { RIGHT_WORDS } from '@/lib/practices/rules';
import type { MemberLine } from '@/lib/practices/schema';
import type { InPractice } from '../../../page-props';
import { here } from '../here';
import { OwnMembership } from './own';
import { standing } from './standing';

export const metadata: Metadata = { title: 'Members' };

function RightCell({ member }: { member: MemberLine }) {
  const right = member.right ?? member.invitation?.right ?? null;
  return (
    <>
      {right === null ? 'none' : RIGHT_WORDS[right].word}
      {member.parts.length > 0 && <span className="text-ink-2 text-s block">Differs at a site</span>}
    </>
  );
}

export default async function Members({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const manages = may(ctx.actor.right, 'members.edit');
  const [members, sites] = await Promise.all([manages ? readMembers(ctx) : [], readSites(ctx)]);
  const now = new Date();
  const base = `/p/${slug}/members`;
  const order = ['member', 'invited', 'ended', 'left'];
  const sorted = members.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <>
      {manages ? (
        <>
          <PageHead
            title="Members"
            lede="Who may log in here, and as what. People who are only told of a downtime are under Contacts."
            actions={
              <ButtonLink look="strong" href={`${base}/invite`}>
                Invite people
              </ButtonLink>
            }
          />
          <table className="stack table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Right</th>
                <th scope="col">Jobs</th>
                <th scope="col">Site</th>
                <th scope="col">How it stands</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((member) => (
                <tr key={member.personId}>
                  <th scope="row">
                    <Link href={`${base}/${member.personId}`} className="reach">
                      {member.name}
                    </Link>
                    {member.personId === ctx.actor.personId && (
                      <span className="text-ink-2 font-normal"> (you)</span>
                    )}
                    <span className="text-ink-2 text-s block font-normal max-sm:break-all">
                      {member.email}
                    </span>
                  </th>
                  <td data-label="Right">
                    <RightCell member={member} />
                  </td>
                  <td>{member.jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', ')}</td>
                  <td>{member.siteName}</td>
                  <td>
                    {member.invitation?.trouble ? (
                      <>
                        <Tag look="danger">Not delivered</Tag> {member.invitation.trouble}
                      </>
                    ) : (
                      standing(member, practice.zone, now)
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        <PageHead title="Your place here" lede={`What you may do in ${practice.name}.`} />
      )}
      <OwnMembership
        slug={slug}
        practice={practice.name}
        ctx={ctx}
        sites={new Map(sites.map(({ id, name }) => [id, name]))}
      />
    </>
  );
}
