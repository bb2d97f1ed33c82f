// Backup codes: how many are left, and a new set, shown once to be printed.
import type { Metadata } from 'next';
import { PrintedCodes } from '@/components/printed-codes';
import { ButtonLink } from '@/components/ui/button';
import { Facts } from '@/components/ui/facts';
import { Empty } from '@/components/ui/page-head';
import { day, dayAndClock } from '@/lib/core';
import { listFactors, readBackupCodes } from '@/lib/identity';
import { BACKUP_CODES } from '@/lib/identity/rules';
import { zoneOfAccount } from '@/lib/practices';
import { requireAccount } from '@/lib/web';
import { printBackupCodes } from '../factor-actions';
import { OwnPage } from '../own-page';

export const metadata: Metadata = { title: 'Backup codes' };

export default async function BackupCodes() {
  const account = await requireAccount();
  const [factors, codes, zone] = await Promise.all([
    listFactors(account.accountId),
    readBackupCodes(account.accountId),
    zoneOfAccount(account.accountId, account.practiceId),
  ]);
  const lastUsed = codes.used[0];
  return (
    <OwnPage
      account={account}
      title="Backup codes"
      lede="Each stands in once for your app or passkey, when your phone is lost or broken. Keep them on paper, not in your phone."
    >
      {factors.length === 0 ? (
        <>
          <div className="mb-6">
            <Empty>Backup codes stand in for a second step. Add one first.</Empty>
          </div>
          <ButtonLink href="/account/second-factor" look="strong">
            Add a second step
          </ButtonLink>
        </>
      ) : (
        <PrintedCodes
          act={printBackupCodes}
          fields={{}}
          word={codes.issuedAt ? 'Make a new set' : `Make ${BACKUP_CODES} codes`}
          busy="Making codes…"
          sheet={
            <>
              <p className="font-strong">
                Holdfast backup codes of {account.name}, {account.email}
              </p>
              <p>
                Made {day(new Date(), zone)}. Sign in with your password or a code as usual; when you are
                asked for the second step, type one of these instead. Earlier sets no longer work.
              </p>
            </>
          }
        >
          <Facts
            facts={[
              ['Codes left', codes.issuedAt ? `${codes.left} of ${BACKUP_CODES}` : 'None made yet'],
              ['Made', codes.issuedAt && dayAndClock(codes.issuedAt, zone)],
              ['Last used', lastUsed && dayAndClock(lastUsed, zone)],
            ]}
          />
          {codes.left > 0 && <p>A new set ends the one you have.</p>}
        </PrintedCodes>
      )}
    </OwnPage>
  );
}
