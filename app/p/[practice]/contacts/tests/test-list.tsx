// Contact tests, newest first, each with what counts: how many answered in time.
import { Link } from '@/components/ui/link';
import { When } from '@/components/when';
import { inTimePercent } from '@/lib/contacts/rules';
import type { TestCard } from '@/lib/contacts/schema';
import { plural } from '@/lib/core';

export function TestList({ slug, zone, tests }: { slug: string; zone: string; tests: readonly TestCard[] }) {
  return (
    <table className="stack table">
      <thead>
        <tr>
          <th scope="col">Started</th>
          <th scope="col">Tree</th>
          <th scope="col">Given</th>
          <th scope="col" className="num">
            In time
          </th>
          <th scope="col" className="num">
            Late
          </th>
          <th scope="col">Started by</th>
        </tr>
      </thead>
      <tbody>
        {tests.map((test) => (
          <tr key={test.id}>
            <th scope="row">
              <Link href={`/p/${slug}/contacts/tests/${test.id}`}>
                <When at={test.startedAt} zone={zone} />
              </Link>
            </th>
            <td data-label="Tree">{test.treeName}</td>
            <td data-label="Given">{plural(test.windowMinutes, 'minute')}</td>
            <td data-label="In time" className="num">
              {test.endedAt === null
                ? `runs, ${test.inTime} of ${test.total} so far`
                : `${inTimePercent(test.inTime, test.total)}% (${test.inTime} of ${test.total})`}
            </td>
            <td data-label="Late" className="num">
              {test.late === 0 ? '' : test.late}
            </td>
            <td data-label="Started by">{test.startedBy ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
