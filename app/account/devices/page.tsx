// Phones that open with a PIN: this one, and the others.
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { ActForm } from '@/components/ui/form';
import { Notice } from '@/components/ui/notice';
import { Empty, Section } from '@/components/ui/page-head';
import { dayAndClock } from '@/lib/core';
import { decodePinCookie, findPinDevice, listDevices, type DeviceLine } from '@/lib/identity';
import { PIN_DAYS, PIN_TRIES } from '@/lib/identity/rules';
import { zoneOfAccount } from '@/lib/practices';
import { requireAccount } from '@/lib/web';
import { safeNext } from '@/lib/web/rules';
import type { PageOf } from '../../page-props';
import { endPhone, forgetThisPhone } from '../factor-actions';
import { OwnPage } from '../own-page';
import { PinForm } from './form';

export const metadata: Metadata = { title: 'Phones that open with a PIN' };

export default async function Devices({ searchParams }: PageOf) {
  const account = await requireAccount();
  const { set, next } = await searchParams;
  const onward = safeNext(next);
  const [devices, zone, asked] = await Promise.all([
    listDevices(account),
    zoneOfAccount(account.accountId, account.practiceId),
    headers(),
  ]);
  const here = await findPinDevice(await decodePinCookie(asked.get('cookie')));
  const mine = here?.accountId === account.accountId;
  return (
    <OwnPage
      account={account}
      title="Phones that open with a PIN"
      lede="At 8:05, with e-mail down, six digits get you to your steps. Only on the phone where you set them."
    >
      {set === '1' && (
        <div className="mb-8">
          <Notice kind="ok">
            Set. On this phone you sign in with your PIN for {PIN_DAYS} days; each full sign-in here begins
            them anew.
          </Notice>
        </div>
      )}
      <Section title={mine ? 'A new PIN for this phone' : 'Set a PIN for this phone'}>
        <p className="mb-4">
          Do this on your own phone only. After {PIN_TRIES} wrong PINs it opens nothing until a full sign-in.
        </p>
        <PinForm next={onward} />
        {onward && (
          <p className="mt-4">
            <a href={onward} className="inline-flex min-h-12 items-center">
              Not now, go on
            </a>
          </p>
        )}
        {here && (
          <div className="mt-6">
            {!mine && (
              <p className="mb-3">This phone opens for {here.name} now. Setting your PIN ends that.</p>
            )}
            <ActForm
              act={forgetThisPhone}
              fields={{}}
              word="Forget the PIN of this phone"
              busy="Forgetting…"
            />
          </div>
        )}
      </Section>
      <Section title="Your phones">
        {devices.length === 0 ? (
          <Empty>No phone opens with a PIN yet.</Empty>
        ) : (
          <ul className="border-line border-t">
            {devices.map((device) => (
              <Line key={device.id} device={device} zone={zone} />
            ))}
          </ul>
        )}
      </Section>
    </OwnPage>
  );
}

function Line({ device, zone }: { device: DeviceLine; zone: string }) {
  const at = (instant: string) => dayAndClock(new Date(instant), zone);
  return (
    <li className="border-line flex flex-wrap items-center justify-between gap-4 border-b py-3">
      <div className="min-w-0">
        <p className="font-strong">
          {device.name}
          {device.here && <span className="text-ink-2 font-normal"> (this phone)</span>}
        </p>
        <p className="text-ink-2 text-s">
          Set {at(device.createdAt)}
          <br />
          {device.lastUsedAt ? `PIN last used ${at(device.lastUsedAt)}` : 'PIN not used yet'}
          <br />
          {device.locked
            ? 'Locked after wrong PINs: sign in there in full'
            : `Good until ${at(device.expiresAt)}`}
        </p>
      </div>
      <ActForm
        act={endPhone}
        fields={{ phone: device.id }}
        word="End it"
        label={`End ${device.name}: sign it out and end its PIN`}
        busy="Ending it…"
      />
    </li>
  );
}
