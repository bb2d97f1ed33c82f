// Our places, and where we go when one cannot be used.
import type { Metadata } from 'next';
import { PhoneLink } from '@/components/phone-link';
import { Sheet } from '@/components/sheet';
import { Facts } from '@/components/ui/facts';
import { Empty, PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { clockWords, day } from '@/lib/core';
import { readSites } from '@/lib/practices';
import { DAYS, type Day } from '@/lib/practices/rules';
import type { Site } from '@/lib/practices/schema';
import type { InPractice } from '../../../page-props';
import { here } from '../here';
import { AlternateSiteCard } from './alternate-site';

export const metadata: Metadata = { title: 'Sites' };

const DAY_WORDS: Record<Day, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

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

/** "paper_drawer" as "Paper drawer". */
function factWord(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/\bpc\b/, 'PC');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export default async function Sites({ params }: InPractice) {
  const { ctx, practice } = await here((await params).practice);
  const sites = await readSites(ctx);
  return (
    <Sheet
      practice={practice.name}
      title="Sites and alternate sites"
      printed={day(new Date(), practice.zone)}
    >
      <PageHead
        title="Sites"
        lede="Where things are at each site, and where you go when a site cannot be used."
        actions={sites.length > 0 && <PrintButton word="Print the site pages" />}
      />
      {sites.length === 0 && <Empty>No site yet. Plans need one to fill in where things are.</Empty>}
      {sites.map((site, place) => (
        <section
          key={site.id}
          aria-labelledby={site.id}
          className={place > 0 ? 'new-page mt-16 print:mt-0' : ''}
        >
          <h2 id={site.id} className="border-line-2 mb-4 border-b pb-2 text-xl">
            {site.name}
          </h2>
          <div className="grid gap-x-16 gap-y-8 lg:grid-cols-2 print:grid-cols-1">
            <Facts
              facts={[
                ['Address', site.address],
                ['Phone', <PhoneLink key="phone" number={site.phone} />],
                ['Hours', <Hours key="hours" hours={site.hours} />],
                ['Time zone', site.zone.replaceAll('_', ' ')],
              ]}
            />
            {Object.keys(site.facts).length > 0 && (
              <div>
                <h3 className="font-strong mb-2">Where things are</h3>
                <Facts facts={placesOf(site)} />
              </div>
            )}
          </div>
          {site.alternateSites.length === 0 ? (
            <div className="mt-8">
              <Empty>No alternate site for {site.name} yet: agree on one before you need it.</Empty>
            </div>
          ) : (
            site.alternateSites.map((alternate) => (
              <AlternateSiteCard key={alternate.id} site={site.name} alternate={alternate} />
            ))
          )}
        </section>
      ))}
    </Sheet>
  );
}
