// How Holdfast gets onto a phone, with the address to point the camera at. Also for the wall of the break room.
import type { Metadata } from 'next';
import bwipjs from 'bwip-js/node';
import { Sheet } from '@/components/sheet';
import { Link } from '@/components/ui/link';
import { PageHead, Section } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { may } from '@/lib/access/rules';
import { day } from '@/lib/core';
import { env } from '@/lib/env';
import type { InPractice } from '../../../../page-props';
import { here } from '../../here';

export const metadata: Metadata = { title: 'Holdfast on a phone' };

/** As an image of its own: a page's policy allows no style that is not in its files. */
function codeOf(address: string): string {
  const svg = bwipjs.toSVG({
    bcid: 'qrcode',
    text: address,
    paddingwidth: 2,
    paddingheight: 2,
    backgroundcolor: 'FFFFFF',
  });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

export default async function OnThePhone({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const manages = may(ctx.actor.right, 'practice.edit');
  const address = new URL(`/live/${slug}`, env().APP_URL).href;
  return (
    <Sheet practice={practice.name} title="Holdfast on a phone" printed={day(new Date(), practice.zone)}>
      <PageHead
        back={manages ? { href: `/p/${slug}/set-up`, word: 'Set-up' } : { href: `/p/${slug}`, word: 'Home' }}
        title="Holdfast on a phone"
        lede="Three minutes, once for each phone. From then on it opens also without a network."
        actions={<PrintButton word="Print for the break room" />}
      />
      <p className="mb-8 max-w-prose">
        First: whoever has no log-in yet needs an invitation.{' '}
        {manages ? (
          <>
            <Link href={`/p/${slug}/members/invite`} className="no-print inline-block py-1">
              Invite people
            </Link>
            <span className="print-only">Ask your practice manager for one.</span>
          </>
        ) : (
          'Ask your practice manager for one.'
        )}
      </p>
      <div className="gap-x-16 lg:grid lg:grid-cols-[auto_1fr]">
        <div>
          <img
            src={codeOf(address)}
            alt={`Square code of ${address}`}
            width={220}
            height={220}
            className="size-55"
          />
          <p className="mt-3 max-w-xs break-all">
            Point the camera here, or type <strong>{address}</strong>
          </p>
        </div>
        <div className="mt-8 max-w-prose lg:mt-0">
          <Section title="iPhone or iPad">
            <ol className="list-decimal space-y-2 pl-6">
              <li>Open the address in Safari.</li>
              <li>Tap the share sign (a square with an arrow), then “Add to Home Screen”, then “Add”.</li>
              <li>Open Holdfast from the home screen and sign in there once: it keeps its own sign-in.</li>
            </ol>
          </Section>
          <Section title="Android">
            <ol className="list-decimal space-y-2 pl-6">
              <li>Open the address in Chrome.</li>
              <li>Tap the three dots, then “Add to Home screen” or “Install app”.</li>
              <li>Open Holdfast from the home screen and sign in.</li>
            </ol>
          </Section>
          <Section title="Then, on each phone">
            <p>
              Open it once with the network on, so that it takes the plans along. Then set a PIN there: tap
              “Laptop pages”, “Menu”, “Your account”. Six digits open it for 30 days.
            </p>
            <p className="no-print mt-2">
              <Link href="/account/devices" className="inline-block py-1">
                Reading this on your phone? Set its PIN
              </Link>
            </p>
          </Section>
        </div>
      </div>
    </Sheet>
  );
}
