// Printed break-glass codes: who has how many, when one was used, and a new set for the owner who looks.
import type { Metadata } from 'next';
import { PrintedCodes } from '@/components/printed-codes';
import { Sheet } from '@/components/sheet';
import { ActForm } from '@/components/ui/form';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { may } from '@/lib/access/rules';
import { day, dayAndClock } from '@/lib/core';
import { env } from '@/lib/env';
import { BREAK_GLASS_CODES, BREAK_GLASS_HOURS } from '@/lib/identity/rules';
import { readBreakGlass } from '@/lib/practices';
import type { InPractice } from '../../../../page-props';
import { here } from '../../here';
import { issue, revoke } from './actions';

export const metadata: Metadata = { title: 'Break-glass codes' };

const TITLE = 'Break-glass codes';

export default async function BreakGlass({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  if (!may(ctx.actor.right, 'break-glass.issue')) {
    return (
      <>
        <PageHead title={TITLE} />
        <Empty>Break-glass codes are for owners. Ask an owner of {practice.name}.</Empty>
      </>
    );
  }
  const { owners, uses } = await readBreakGlass(ctx);
  const mine = owners.find((owner) => owner.mine);
  const today = day(new Date(), practice.zone);
  const address = new URL('/sign-in/break-glass', env().APP_URL).toString();
  return (
    <Sheet practice={practice.name} title={TITLE} printed={today}>
      <div className="no-print">
        <PageHead
          back={{ href: `/p/${slug}/settings`, word: 'Settings' }}
          title={TITLE}
          lede="The last way in when e-mail, texts and passwords all fail: codes on paper, for owners. Keep them where the downtime kit is."
        />
      </div>
      <PrintedCodes
        act={issue}
        fields={{ practice: slug }}
        word={mine?.issuedAt ? 'Make a new set' : `Make ${BREAK_GLASS_CODES} codes`}
        busy="Making codes…"
        sheet={
          <div className="max-w-prose space-y-3">
            <h2 className="text-xl">
              Break-glass codes: {practice.name}, {ctx.actor.name}
            </h2>
            <p>
              Made {today}. Earlier codes of {ctx.actor.name} no longer work.
            </p>
            <p>
              <strong>When to use one:</strong> a downtime is on and you cannot sign in, because e-mail and
              texts are down, or your phone and password are out of reach.
            </p>
            <p>
              <strong>How:</strong> on any phone or computer with internet, open {address} and type one code.
              You need nothing else.
            </p>
            <p>
              <strong>What it opens:</strong> the plans, contacts and running incidents of {practice.name},
              for {BREAK_GLASS_HOURS} hours, as an incident lead. Not settings, members or exports. Each code
              works once, stands in the record, and every owner is told.
            </p>
            <p>Keep this sheet like a key to the front door.</p>
          </div>
        }
      >
        <div className="space-y-10">
          <Section title="Who has codes">
            <table className="stack table max-w-3xl">
              <thead>
                <tr>
                  <th scope="col">Owner</th>
                  <th scope="col">Codes left</th>
                  <th scope="col">Made</th>
                </tr>
              </thead>
              <tbody>
                {owners.map((owner) => (
                  <tr key={owner.name}>
                    <th scope="row">
                      {owner.name}
                      {owner.mine && ' (you)'}
                    </th>
                    <td data-label="Codes left">{owner.issuedAt ? owner.left : 'None made'}</td>
                    <td data-label="Made">
                      {owner.issuedAt ? dayAndClock(owner.issuedAt, practice.zone) : ''}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
          <Section title="When one was used">
            {uses.length === 0 ? (
              <Empty>No code was ever used.</Empty>
            ) : (
              <ul className="max-w-prose">
                {uses.map((use) => (
                  <li key={use.usedAt.toISOString()} className="py-1">
                    {dayAndClock(use.usedAt, practice.zone)}: a code of {use.name}
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <p className="max-w-prose">
            {mine && mine.left > 0
              ? 'A new set ends the codes you have now. They are shown once, on a page to print.'
              : 'They are shown once, on a page to print.'}
          </p>
        </div>
      </PrintedCodes>
      {mine && mine.left > 0 && (
        <div className="no-print mt-10 max-w-prose">
          <h2 className="mb-3 text-xl">Sheet lost?</h2>
          <ActForm
            act={revoke}
            fields={{ practice: slug }}
            word="End my unused codes"
            busy="Ending them…"
            look="danger"
          />
        </div>
      )}
    </Sheet>
  );
}
