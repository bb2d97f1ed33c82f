// Everything of the practice in one file, at any time.
import type { Metadata } from 'next';
import { Button } from '@/components/ui/button';
import { PageHead } from '@/components/ui/page-head';
import type { InPractice } from '../../../../page-props';
import { ConfirmFirst } from '../confirm';
import { settingsHere } from '../manager';

export const metadata: Metadata = { title: 'Export the practice' };

export default async function Export({ params }: InPractice) {
  const { slug, account } = await settingsHere((await params).practice, 'practice.export');
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/settings`, word: 'Settings' }}
        title="Export the practice"
        lede="Everything in one file: people and numbers, plans with all their versions, incidents with who did what, messages, and the record."
      />
      <div className="max-w-prose space-y-5">
        <p>
          Passwords and log-ins are not in it; members are named so that they can be invited again. Printed
          binders are made again from the plans. The file can be read by any program (gzip, one line of JSON a
          row), and a new practice can bring it in.
        </p>
        <p>It holds your colleagues’ private numbers. Keep it where nobody else looks.</p>
        {account.fresh ? (
          <form method="post" action={`/p/${slug}/settings/export/file`}>
            <Button type="submit" look="strong">
              Export the practice
            </Button>
          </form>
        ) : (
          <ConfirmFirst />
        )}
      </div>
    </>
  );
}
