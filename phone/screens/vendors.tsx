/** @jsxImportSource preact */
// Who to call about what: support lines, account numbers, promises.
import { state } from '../state';
import { Page } from '../ui/page';
import { Call } from '../ui/phones';
import { sentences } from '../words';

const s = sentences('vendors');

export function Vendors() {
  const { snapshot } = state;
  return (
    <Page title={s('title')}>
      {!snapshot && <p class="note">{s('reading')}</p>}
      {snapshot?.vendors.length === 0 && <p>{s('none')}</p>}
      {snapshot?.vendors.map((vendor) => (
        <section key={vendor.id}>
          <h2>{vendor.name}</h2>
          <p class="label">{vendor.kind.replaceAll('_', ' ')}</p>
          {vendor.supportLine && <Call number={vendor.supportLine} />}
          <dl>
            {vendor.accountNumber && (
              <div>
                <dt>{s('account')}</dt>
                <dd>{vendor.accountNumber}</dd>
              </div>
            )}
            {vendor.promise && (
              <div>
                <dt>{s('promise')}</dt>
                <dd>{vendor.promise}</dd>
              </div>
            )}
            {vendor.promisePercent && (
              <div>
                <dt>{s('percent')}</dt>
                <dd>{vendor.promisePercent}%</dd>
              </div>
            )}
            {vendor.countsFrom !== null && vendor.countsFrom !== undefined && (
              <div>
                <dt>{s('countsFrom')}</dt>
                <dd>{s('minutes', { n: vendor.countsFrom })}</dd>
              </div>
            )}
            {vendor.claimDays && (
              <div>
                <dt>{s('claimDays')}</dt>
                <dd>{s('days', { n: vendor.claimDays })}</dd>
              </div>
            )}
            {vendor.dataExport && (
              <div>
                <dt>{s('data')}</dt>
                <dd>{vendor.dataExport}</dd>
              </div>
            )}
            {vendor.exitFacts && (
              <div>
                <dt>{s('exit')}</dt>
                <dd>{vendor.exitFacts}</dd>
              </div>
            )}
          </dl>
          {vendor.statusPage.startsWith('https://') && (
            <p>
              <a href={vendor.statusPage} rel="noreferrer" target="_blank">
                {s('status')}
              </a>
            </p>
          )}
        </section>
      ))}
    </Page>
  );
}
