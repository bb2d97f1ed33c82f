// Says that a plan of this incident has a newer version, and where to see what that would change.
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import type { NewerVersion } from '@/lib/incidents';
import { momentWords } from './moment';

export function NewerVersions({
  newer,
  path,
  zone,
  now,
}: {
  newer: readonly NewerVersion[];
  /** This incident's own address. */
  path: string;
  zone: string;
  now: Date;
}) {
  return newer.map(({ runId, title, version, newest, publishedAt }) => (
    <div key={runId} className="no-print mb-6">
      <Notice>
        <p>
          Version {newest} of {title} was published at {momentWords(publishedAt, now, zone)}. This incident
          runs on version {version}.
        </p>
        <Link href={`${path}/apply?run=${runId}`} className="inline-flex min-h-12 items-center">
          See what version {newest} would change
        </Link>
      </Notice>
    </div>
  ));
}
