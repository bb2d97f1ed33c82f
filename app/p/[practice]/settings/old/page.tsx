// What is older than the practice keeps things, and the one button that deletes it.
import type { Metadata } from 'next';
import { ActForm } from '@/components/ui/form';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead } from '@/components/ui/page-head';
import { SureBox } from '@/components/ui/sure-box';
import { canDelete, readOld } from '@/lib/archive';
import { MOST_OLD_AT_ONCE } from '@/lib/archive/rules';
import type { Old } from '@/lib/archive/schema';
import { plainDay, plural } from '@/lib/core';
import type { InPractice } from '../../../../page-props';
import { deleteOldRecords } from '../actions';
import { settingsHere } from '../manager';

export const metadata: Metadata = { title: 'Old records' };

const found = ({ incidents, tests, lists, messages }: Old): string[] =>
  [
    incidents > 0 && plural(incidents, 'closed incident or drill', 'closed incidents and drills'),
    tests > 0 && plural(tests, 'contact test'),
    lists > 0 && plural(lists, 'staff list that was brought in', 'staff lists that were brought in'),
    messages > 0 &&
      plural(messages, 'message that is about no incident', 'messages that are about no incident'),
  ].filter((words) => words !== false);

export default async function OldRecords({ params }: InPractice) {
  const { slug, ctx } = await settingsHere((await params).practice, 'practice.delete');
  const [old, able] = await Promise.all([readOld(ctx), canDelete()]);
  const words = found(old);
  const day = plainDay(old.before);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/settings`, word: 'Settings' }}
        title="Old records"
        lede={`You keep things for ${plural(old.years, 'year')}: what was over before ${day} is old. Nothing is deleted by itself.`}
      />
      <div className="max-w-prose space-y-5">
        <p>
          <Link href={`/p/${slug}/settings/practice`} className="inline-block py-1">
            Change how long you keep things
          </Link>
        </p>
        {old.underWay ? (
          <Notice>Older records are being deleted at this moment. Reload this page in a minute.</Notice>
        ) : words.length === 0 ? (
          <Empty>Nothing is that old.</Empty>
        ) : (
          <ul className="list-disc space-y-1 pl-6">
            {words.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {!able && <Notice>Deleting is not set up here. Ask whoever runs Holdfast for you.</Notice>}
        <ActForm
          act={deleteOldRecords}
          fields={{ practice: slug, before: old.before }}
          word="Delete them for good"
          busy="Asking…"
          look="danger"
          offered={able && !old.underWay && words.length > 0}
        >
          <p>
            An incident goes with its checklist, messages, answers and timeline; nobody can bring it back.
            Plans, people and the practice’s own record stay, and that record says which went. Every owner is
            told.{' '}
            <Link href={`/p/${slug}/settings/export`} className="inline-block py-1">
              Export the practice
            </Link>{' '}
            first if somebody may still ask for it.
          </p>
          {old.incidents > MOST_OLD_AT_ONCE && (
            <p>The oldest {MOST_OLD_AT_ONCE} incidents and drills go first; press again for the others.</p>
          )}
          <SureBox word={`Yes, delete what was over before ${day}`} />
        </ActForm>
      </div>
    </>
  );
}
