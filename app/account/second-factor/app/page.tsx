// Setting up an authenticator app: scan or type the secret, then prove that it works with a first code.
import type { Metadata } from 'next';
import { ButtonAnchor } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { readTotpSetup } from '@/lib/identity';
import { requireAccount } from '@/lib/web';
import { one, type PageOf } from '../../../page-props';
import { OwnPage } from '../../own-page';
import { AppForm } from './form';
import { qrImage } from './qr';

export const metadata: Metadata = { title: 'Set up an authenticator app' };

const BACK = { href: '/account/second-factor', word: 'Second step and passkeys' };

export default async function SetUpApp({ searchParams }: PageOf) {
  const account = await requireAccount();
  const factor = one((await searchParams)['factor']) ?? '';
  const title = 'Set up an authenticator app';
  if (!account.fresh) {
    return (
      <OwnPage account={account} title={title} back={BACK}>
        <p className="mb-6">Before we show the secret again, confirm that it is you.</p>
        <ButtonAnchor
          look="strong"
          href={`/confirm?next=${encodeURIComponent(`/account/second-factor/app?factor=${factor}`)}`}
        >
          Confirm that it is you
        </ButtonAnchor>
      </OwnPage>
    );
  }
  const setup = await readTotpSetup(account, factor);
  if (!setup) {
    return (
      <OwnPage account={account} title={title} back={BACK}>
        <Notice>This was not begun here, or is done already. Go back and begin again.</Notice>
      </OwnPage>
    );
  }
  return (
    <OwnPage account={account} title={title} back={BACK}>
      <ol className="list-decimal space-y-8 pl-6">
        <li>
          <p className="mb-3">Open your app and scan this.</p>
          {/* Black on white in every scheme: cameras read nothing else. An address of its own bytes, no file of ours. */}
          <img src={qrImage(setup.address)} alt="QR code for your app" className="size-56 bg-white p-4" />
          <p className="mt-3">No camera at hand? Type this into the app instead:</p>
          <p className="text-l font-mono break-words">{setup.typed}</p>
        </li>
        <li>
          <p className="mb-3">Type the six digits that the app shows now.</p>
          <AppForm factor={factor} />
        </li>
      </ol>
    </OwnPage>
  );
}
