// One place to go instead: is it a go, what works there, who reports where.
import { CircleAlert } from 'lucide-react';
import { Facts } from '@/components/ui/facts';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import type { AlternateSite } from '@/lib/practices/schema';
import { agreementTerm } from './agreement';

function Agreement({ alternate, today }: { alternate: AlternateSite; today: string }) {
  const term = agreementTerm(alternate.agreementExpires, today);
  return (
    <>
      {alternate.agreement}{' '}
      {term?.ended ? (
        <strong className="text-danger inline-flex items-center gap-1">
          <CircleAlert aria-hidden className="size-5 shrink-0" />
          {term.words}
        </strong>
      ) : (
        term?.words
      )}
    </>
  );
}

/** The facts, jobs and checks of one alternate site. `owner` is null when nobody looks after the agreement. */
export function AlternateSiteCard({
  alternate,
  owner,
  today,
}: {
  alternate: AlternateSite;
  owner: string | null;
  today: string;
}) {
  const agreed = alternate.agreement !== '' || alternate.agreementExpires !== null;
  return (
    <div className="grid gap-x-16 gap-y-8 lg:grid-cols-2 print:grid-cols-1 print:gap-y-3 print:[&_dl]:gap-y-0.5">
      <Facts
        facts={[
          [
            'Address',
            <>
              {alternate.address}{' '}
              {alternate.mapUrl && (
                <>
                  <a
                    href={alternate.mapUrl}
                    rel="noreferrer"
                    target="_blank"
                    className="no-print inline-block py-1"
                  >
                    Open the map
                  </a>
                  <span className="print-only block break-all">Map: {alternate.mapUrl}</span>
                </>
              )}
            </>,
          ],
          ['Keys', alternate.keys],
          ['Agreement', agreed && <Agreement key="agreement" alternate={alternate} today={today} />],
          ['Looked after by', owner ?? (alternate.agreementExpires !== null && 'nobody yet')],
          ['Room for', alternate.capacity],
          ['Works there', alternate.worksThere],
          ['Does not work', alternate.doesNotWork],
          ['Power', alternate.power],
          ['Network', alternate.network],
          ['Phones', alternate.phone],
          ['Cold chain', alternate.coldChain],
          ['Controlled drugs', alternate.drugStorage],
        ]}
      />
      <div className="space-y-8 print:space-y-3">
        {alternate.reportsThere.length > 0 && (
          <div className="keep">
            <h3 className="font-strong mb-2">Who reports where</h3>
            <ul className="space-y-1 print:columns-2 print:space-y-0">
              {alternate.reportsThere.map(({ role, where }, at) => (
                // Lines have no id; the list is never reordered here.
                <li key={`${at} ${role}`}>
                  <span className="text-ink-2">{JOB_ROLE_WORDS[role]}:</span> {where}
                </li>
              ))}
            </ul>
          </div>
        )}
        {alternate.checks.length > 0 && (
          <div className="keep">
            <h3 className="font-strong mb-2">Go or no-go: all must be true</h3>
            <ol className="list-decimal space-y-1 pl-8 print:space-y-0">
              {alternate.checks.map((check, at) => (
                <li key={`${at} ${check}`}>
                  <span className="flex justify-between gap-4">
                    <span className="min-w-0">{check}</span>
                    <span className="print-only whitespace-nowrap">☐ go ☐ no</span>
                  </span>
                </li>
              ))}
            </ol>
            <p className="print-only mt-4">Decided: ☐ go ☐ no-go · at ______ · by ____________________</p>
          </div>
        )}
      </div>
    </div>
  );
}
