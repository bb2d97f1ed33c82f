/** @jsxImportSource preact */
// Sites and where to go when one cannot be used.
import { isoDay } from '@/lib/core';
import { splitWait } from '@/lib/practices/rules';
import type { AlternateSite, Site } from '@/lib/practices/schema';
import { state } from '../state';
import { Page } from '../ui/page';
import { Call, Linked } from '../ui/phones';
import { sentences, t, type CoreKey } from '../words';

const s = sentences('sites');
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const FACTS = [
  'keys',
  'capacity',
  'power',
  'network',
  'coldChain',
  'drugStorage',
  'worksThere',
  'doesNotWork',
  'agreement',
] as const;

/** Hours and "who reports where" are the practice's own free shapes: show what is there. */
function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function Hours({ site }: { site: Site }) {
  const hours = record(site.hours);
  const open = DAYS.filter((day) => Array.isArray(hours[day]));
  if (open.length === 0) return null;
  return (
    <table>
      <caption>{s('hours')}</caption>
      <tbody>
        {open.map((day) => (
          <tr key={day}>
            <th scope="row">{s(day)}</th>
            <td>{Array.isArray(hours[day]) && hours[day].join(' – ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** "4 hours" as the phone's language says it. */
function wait(minutes: number): string {
  if (minutes <= 0) return s('cannotWait');
  const { count, unit } = splitWait(minutes);
  return s(`wait_${unit}${count === 1 ? '1' : ''}`, { n: count });
}

function Systems({ site }: { site: Site }) {
  const { snapshot } = state;
  // A copy kept by an older Holdfast knows no systems.
  const systems = site.systems ?? [];
  if (systems.length === 0) return null;
  return (
    <details>
      <summary>{s('systems')}</summary>
      <dl>
        {systems.map((system) => {
          const vendor = snapshot?.vendors.find(({ id }) => id === system.vendorId);
          return (
            <div key={system.id}>
              <dt>
                {system.name}: {wait(system.canWaitMinutes)}
              </dt>
              <dd>
                <Linked text={system.meanwhile} /> {vendor?.name}
              </dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
}

/** Until when the agreement runs, or that it has ended. */
function term(lastDay: string, zone: string): string {
  return s(lastDay < isoDay(new Date(), zone) ? 'ended' : 'expires', { date: lastDay });
}

function Alternate({ site, zone }: { site: AlternateSite; zone: string }) {
  const reports = Array.isArray(site.reportsThere) ? site.reportsThere.map(record) : [];
  return (
    <details class="alternate">
      <summary>{s('alternate', { name: site.name })}</summary>
      <p>
        {site.address}{' '}
        {site.mapUrl.startsWith('https://') && (
          <a href={site.mapUrl} rel="noreferrer" target="_blank">
            {s('map')}
          </a>
        )}
      </p>
      {site.phone && <Call number={site.phone} />}
      <dl>
        {FACTS.map(
          (fact) =>
            site[fact] && (
              <div key={fact}>
                <dt>{s(fact)}</dt>
                <dd>
                  <Linked text={site[fact]} />
                  {fact === 'agreement' &&
                    site.agreementExpires &&
                    ` ${term(site.agreementExpires.slice(0, 10), zone)}`}
                </dd>
              </div>
            ),
        )}
      </dl>
      {reports.length > 0 && (
        <>
          <h4>{s('reportsThere')}</h4>
          <ul>
            {reports.map((line, i) => (
              <li key={i}>
                {t(`role_${String(line['role'])}` as CoreKey)}: {String(line['where'])}
              </li>
            ))}
          </ul>
        </>
      )}
      {site.checks.length > 0 && (
        <>
          <h4>{s('checks')}</h4>
          <ol>
            {site.checks.map((check) => (
              <li key={check}>{check}</li>
            ))}
          </ol>
        </>
      )}
    </details>
  );
}

export function Sites() {
  const { snapshot } = state;
  return (
    <Page title={s('title')}>
      {!snapshot && <p class="note">{s('reading')}</p>}
      {snapshot?.sites.map((site) => (
        <section key={site.id}>
          <h2>{site.name}</h2>
          <p>{site.address}</p>
          {site.phone && <Call number={site.phone} />}
          <Hours site={site} />
          <dl>
            {Object.entries(site.facts).map(([name, value]) => (
              <div key={name}>
                <dt>{name.replaceAll('_', ' ')}</dt>
                <dd>
                  <Linked text={value} />
                </dd>
              </div>
            ))}
          </dl>
          <Systems site={site} />
          <h3>{s('alternates')}</h3>
          {site.alternateSites.length === 0 && <p class="note">{s('noAlternate')}</p>}
          {site.alternateSites.map((one) => (
            <Alternate key={one.id} site={one} zone={site.zone} />
          ))}
        </section>
      ))}
    </Page>
  );
}
