// One place to go instead: is it a go, what works there, who reports where.
import { Facts } from '@/components/ui/facts';
import { plainDay } from '@/components/words';
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import type { AlternateSite } from '@/lib/practices/schema';

export function AlternateSiteCard({ site, alternate }: { site: string; alternate: AlternateSite }) {
  const until = alternate.agreementExpires ? ` Runs until ${plainDay(alternate.agreementExpires)}.` : '';
  return (
    <article className="new-page mt-10 print:mt-0">
      <h3 className="text-l font-strong mb-4">
        If {site} cannot be used: {alternate.name}
      </h3>
      <div className="grid gap-x-16 gap-y-8 lg:grid-cols-2 print:grid-cols-1">
        <Facts
          facts={[
            [
              'Address',
              <>
                {alternate.address}{' '}
                {alternate.mapUrl && (
                  <a
                    href={alternate.mapUrl}
                    rel="noreferrer"
                    target="_blank"
                    className="no-print inline-block py-1"
                  >
                    Open the map
                  </a>
                )}
              </>,
            ],
            ['Keys', alternate.keys],
            ['Agreement', alternate.agreement + until],
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
        <div className="space-y-8">
          {alternate.reportsThere.length > 0 && (
            <div className="keep">
              <h4 className="font-strong mb-2">Who reports where</h4>
              <Facts
                facts={alternate.reportsThere.map(
                  ({ role, where }) => [JOB_ROLE_WORDS[role], where] as const,
                )}
              />
            </div>
          )}
          {alternate.checks.length > 0 && (
            <div className="keep">
              <h4 className="font-strong mb-2">Go or no-go: all must be true</h4>
              <ol className="list-decimal space-y-1 pl-7">
                {alternate.checks.map((check) => (
                  <li key={check}>
                    <span className="flex justify-between gap-4">
                      <span>{check}</span>
                      <span className="print-only whitespace-nowrap">☐ go ☐ no</span>
                    </span>
                  </li>
                ))}
              </ol>
            </div>
          )}
        </div>
      </div>
    </article>
  );
}
