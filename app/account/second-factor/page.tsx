// The second step: apps and passkeys there are, adding one, removing one.
import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { ActForm } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { Empty, Section } from '@/components/ui/page-head';
import { dayAndClock } from '@/lib/core';
import { hasPassword, listFactors, readBackupCodes, type FactorLine } from '@/lib/identity';
import { zoneOfAccount } from '@/lib/practices';
import { requireAccount } from '@/lib/web';
import { deviceName } from '@/lib/web/rules';
import { headers } from 'next/headers';
import type { PageOf } from '../../page-props';
import { beginApp, removeFactor } from '../factor-actions';
import { OthersBox } from '../others-box';
import { OwnPage } from '../own-page';
import { AddPasskey } from './add-passkey';

export const metadata: Metadata = { title: 'Second step and passkeys' };

const ADDED = new Map<unknown, string>([
  ['app', 'Your app is added. From now on we ask for its code as a second step.'],
  ['passkey', 'Your passkey is added. You can sign in with it alone.'],
]);

export default async function SecondFactor({ searchParams }: PageOf) {
  const account = await requireAccount();
  const added = ADDED.get((await searchParams)['added']);
  const [factors, password, codes, zone] = await Promise.all([
    listFactors(account.accountId),
    hasPassword(account.accountId),
    readBackupCodes(account.accountId),
    zoneOfAccount(account.accountId, account.practiceId),
  ]);
  const agent = (await headers()).get('user-agent');
  return (
    <OwnPage
      account={account}
      title="Second step and passkeys"
      lede={`With a second step, ${password ? 'a stolen password' : 'a code read by somebody else'} opens nothing. None of this needs e-mail or text messages.`}
    >
      {added && (
        <div className="mb-8">
          <Notice kind="ok">{added}</Notice>
        </div>
      )}
      {factors.length > 0 && codes.left === 0 && (
        <div className="mb-8 space-y-3">
          <Notice>
            You have no backup codes. Print some now: they let you in when your phone is lost or broken.
          </Notice>
          <ButtonLink href="/account/backup-codes" look="strong">
            Print backup codes
          </ButtonLink>
        </div>
      )}
      <Section title="What you have">
        {factors.length === 0 ? (
          <Empty>No second step yet. Add a passkey or an app below.</Empty>
        ) : (
          <ul className="border-line border-t">
            {factors.map((factor) => (
              <Line
                key={factor.id}
                factor={factor}
                zone={zone}
                last={factors.length === 1}
                password={password}
              />
            ))}
          </ul>
        )}
        {factors.length > 0 && codes.left > 0 && (
          <p className="mt-4">
            {codes.left} backup codes left.{' '}
            <a href="/account/backup-codes" className="inline-block py-1">
              See or print a new set
            </a>
          </p>
        )}
      </Section>
      <Section title="Add a passkey">
        <p className="mb-4">
          Your fingerprint, face or screen lock signs you in, without a password. A passkey is two steps in
          one.
        </p>
        <AddPasskey device={deviceName(agent)} />
      </Section>
      <Section title="Add an authenticator app">
        <p className="mb-4">
          An app on your phone (Google Authenticator, Microsoft Authenticator, 1Password and the like) shows a
          new code every 30 seconds. It works without a network.
        </p>
        <ActForm act={beginApp} fields={{}} word="Set up an app" busy="Getting it ready…" />
      </Section>
    </OwnPage>
  );
}

function Line({
  factor,
  zone,
  last,
  password,
}: {
  factor: FactorLine;
  zone: string;
  last: boolean;
  password: boolean;
}) {
  const at = (instant: string) => dayAndClock(new Date(instant), zone);
  return (
    <li className="border-line border-b py-3">
      <p className="font-strong">{factor.name}</p>
      <p className="text-ink-2 text-s">
        {factor.kind === 'passkey' && <>Passkey. </>}Added {at(factor.createdAt)}
        <br />
        {factor.lastUsedAt ? `Last used ${at(factor.lastUsedAt)}` : 'Not used yet'}
      </p>
      <details className="mt-2">
        <summary className="inline-flex min-h-12 items-center">
          Remove<span className="sr-only"> {factor.name}</span>…
        </summary>
        <div className="pt-2">
          {last && (
            <p className="mb-2">
              This is your only second step. Without it {password ? 'a password' : 'a code by e-mail'} alone
              opens your account, and your backup codes end too.
            </p>
          )}
          <ActForm
            act={removeFactor}
            fields={{ factor: factor.id }}
            word="Remove it"
            label={`Remove ${factor.name}`}
            busy="Removing it…"
            look="danger"
          >
            <OthersBox />
          </ActForm>
        </div>
      </details>
    </li>
  );
}
