// The PIN door, on a phone that has one.
import 'server-only';
import { headers } from 'next/headers';
import { decodePinCookie, findPinDevice } from '@/lib/identity';
import { PinDoor } from './form';

export async function PinOfThisPhone({ next }: { next: string | null }) {
  const device = await findPinDevice(await decodePinCookie((await headers()).get('cookie')));
  return device && <PinDoor name={device.name} locked={device.locked} next={next} />;
}
