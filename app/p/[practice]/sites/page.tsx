// Our places, and where we go when one cannot be used.
import type { ReactNode } from 'react';
import type { Metadata } from 'next';
import { PhoneLink } from '@/components/phone-link';
import { Sheet } from '@/components/sheet';
import { ButtonLink } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Link } from '@/components/ui/link';
import { Empty, PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { may, mayAt } from '@/lib/access/rules';
import { readPeople } from '@/lib/contacts';
import { clockWords, day, isoDay } from '@/lib/core';
import { readClosed, readSites, readVendors } from '@/lib/practices';
import { DAYS, DAY_WORDS, factWord } from '@/lib/practices/rules';
import type { Site } from '@/lib/practices/schema';
import type { InPractice } from '../../../page-props';
import { here } from '../here';
import { bringBackAlternate, openSite } from './actions';
import { AlternateSiteCard } from './alternate-site';
import { ClosedList } from './closed';
import { SystemsTable } from './systems';
import { zoneWord } from './zones';

export const metadata: Metadata = { title: 'Sites' };

function Hours({ hours }: { hours: Site['hours'] }) {
  return (
    <table>
      <tbody>
        {DAYS.map((each) => (
          <tr key={each}>
            <th scope="row" className="pr-6 text-left font-normal">
              {DAY_WORDS[each]}
            </th>
            <td className="text-right">{hours[each]?.map(clockWords).join(' to ') ?? 'closed'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The facts that are not said elsewhere on the page, by name. */
function placesOf({ facts }: Site): (readonly [string, string])[] {
  return Object.entries(facts)
    .filter(([name]) => !['name', 'address', 'phone'].includes(name))
    .map(([name, value]) => [factWord(name), value] as const)
    .sort(([a], [b]) => a.localeCompare(b));
}

export default async function Sites({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const [sites, vendors, people, closed] = await Promise.all([
    readSites(ctx),
    readVendors(ctx),
    readPeople(ctx),
    readClosed(ctx),
  ]);
  const manages = may(ctx.actor.right, 'practice.edit');
  const managesAt = (siteId: string): boolean => mayAt(ctx.actor, 'practice.edit', siteId);
  const now = new Date();
  const base = `/p/${slug}/sites`;
  return (
    <Sheet practice={practice.name} title="Sites and alternate sites" printed={day(now, practice.zone)}>
      <PageHead
        title="Sites"
        lede="Where things are at each site, what can wait, and where you go when a site cannot be used."
        actions={
          <>
            {manages && <ButtonLink href={`${base}/new`}>Add a site</ButtonLink>}
            {manages && <ButtonLink href={`${base}/facts`}>Facts of every site</ButtonLink>}
            {sites.length > 0 && <PrintButton word="Print the site pages" />}
          </>
        }
      />
      {sites.length === 0 && <Empty>No site yet. Plans need one to fill in where things are.</Empty>}
      {sites.map((site, place) => (
        <section
          key={site.id}
          aria-labelledby={site.id}
          className={place > 0 ? 'new-page mt-16 print:mt-0' : ''}
        >
          <div className="border-line-2 mb-4 flex flex-wrap items-end justify-between gap-x-6 border-b pb-2">
            <h2 id={site.id} className="min-w-0 text-xl">
              {site.name}
            </h2>
            {managesAt(site.id) && (
              <Link href={`${base}/${site.id}`} className="reach no-print">
                Edit {site.name}
              </Link>
            )}
          </div>
          <div className="grid gap-x-16 gap-y-8 lg:grid-cols-2 print:grid-cols-1">
            <Facts
              facts={[
                ['Address', site.address],
                ['Phone', <PhoneLink key="phone" number={site.phone} />],
                [
                  'Hours',
                  DAYS.some((each) => site.hours[each]) ? (
                    <Hours key="hours" hours={site.hours} />
                  ) : managesAt(site.id) ? (
                    <Link key="hours" href={`${base}/${site.id}`} className="inline-block py-1">
                      No opening hours yet: add them
                    </Link>
                  ) : (
                    'No opening hours yet'
                  ),
                ],
                ['Time zone', zoneWord(site.zone)],
              ]}
            />
            {Object.keys(site.facts).length > 0 && (
              <div>
                <h3 className="font-strong mb-2">Where things are</h3>
                <Facts facts={placesOf(site)} />
              </div>
            )}
          </div>
          <div className="mt-8">
            <Heading title={`Systems at ${site.name}, what can wait least first`}>
              {managesAt(site.id) && (
                <Link href={`${base}/${site.id}/systems`} className="reach no-print">
                  Edit the systems of {site.name}
                </Link>
              )}
            </Heading>
            {site.systems.length === 0 ? (
              <Empty>No system yet: for each one, say how long its work can wait.</Empty>
            ) : (
              <SystemsTable systems={site.systems} vendors={vendors} />
            )}
          </div>
          {site.alternateSites.map((alternate) => (
            <article key={alternate.id} className="new-page mt-10 print:mt-0">
              <Heading title={`If ${site.name} cannot be used: ${alternate.name}`}>
                <Link href={`${base}/${site.id}/alternate/${alternate.id}`} className="reach no-print">
                  The card of {alternate.name}
                </Link>
              </Heading>
              <AlternateSiteCard
                alternate={alternate}
                owner={people.find(({ id }) => id === alternate.ownerId)?.name ?? null}
                today={isoDay(now, practice.zone)}
              />
            </article>
          ))}
          <div className="no-print mt-8 space-y-4">
            {site.alternateSites.length === 0 && (
              <Empty>No alternate site for {site.name} yet: agree on one before you need it.</Empty>
            )}
            {managesAt(site.id) && (
              <ButtonLink href={`${base}/${site.id}/alternate/new`}>
                Add an alternate site for {site.name}
              </ButtonLink>
            )}
          </div>
        </section>
      ))}
      <ClosedList
        title="Closed sites"
        practice={slug}
        zone={practice.zone}
        closed={closed.sites}
        action={openSite}
        idName="siteId"
        word="Open again:"
      />
      <ClosedList
        title="Alternate sites taken off the list"
        practice={slug}
        zone={practice.zone}
        // One whose own site is closed comes back with that site first.
        closed={closed.alternates.filter(({ siteId }) => sites.some(({ id }) => id === siteId))}
        action={bringBackAlternate}
        idName="alternateSiteId"
        word="Bring back"
      />
    </Sheet>
  );
}

function Heading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-1">
      <h3 className="text-l font-strong min-w-0">{title}</h3>
      {children}
    </div>
  );
}
