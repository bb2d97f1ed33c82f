// An exported practice comes into this one, while it is empty.
import type { Metadata } from 'next';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { whyNotEmpty } from '@/lib/archive';
import { MOST_FILE_BYTES } from '@/lib/archive/rules';
import type { InPractice } from '../../../../page-props';
import { ConfirmFirst } from '../confirm';
import { settingsHere } from '../manager';
import { ImportForm } from './import-form';

export const metadata: Metadata = { title: 'Bring a practice in' };

export default async function Import({ params }: InPractice) {
  const { slug, ctx, account } = await settingsHere((await params).practice, 'practice.export');
  const full = await whyNotEmpty(ctx);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/settings`, word: 'Settings' }}
        title="Bring a practice in"
        lede="A file that “Export the practice” made, here or in another Holdfast. All of it comes in, or nothing."
      />
      <div className="max-w-prose space-y-5">
        <p>
          Names, settings, people, plans, incidents and their record come in as they are. Log-ins do not:
          afterwards you see whom to invite again. Numbers and addresses count as untested, and an incident
          that was still open is closed. Nothing is sent to anybody.
        </p>
        {full !== '' ? (
          <Notice>
            This practice is not empty. {full}{' '}
            <Link href="/sign-up/practice?from=file">Begin an empty practice</Link> and bring the file in
            there.
          </Notice>
        ) : account.fresh ? (
          <ImportForm practice={slug} mostBytes={MOST_FILE_BYTES} />
        ) : (
          <ConfirmFirst />
        )}
      </div>
    </>
  );
}
