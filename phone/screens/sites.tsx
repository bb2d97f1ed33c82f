/** @jsxImportSource preact */
// Sites and where to go when one cannot be used.
import type { AlternateSite, Site } from '@/lib/practices/schema';
import { state } from '../state';
import { Page } from '../ui/page';
import { Call, Linked } from '../ui/phones';
import { sentences } from '../words';

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

function Alternate({ site }: { site: AlternateSite }) {
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
                    ` ${s('expires', { date: site.agreementExpires.slice(0, 10) })}`}
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
              <li key={i}>{Object.values(line).map(String).join(': ')}</li>
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
          <h3>{s('alternates')}</h3>
          {site.alternateSites.length === 0 && <p class="note">{s('noAlternate')}</p>}
          {site.alternateSites.map((one) => (
            <Alternate key={one.id} site={one} />
          ))}
        </section>
      ))}
    </Page>
  );
}
