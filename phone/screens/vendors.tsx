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
