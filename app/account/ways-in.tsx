// On one's account: the second step, printed backup codes, and the phones that open with a PIN.
import { Link } from '@/components/ui/link';
import { plural } from '@/lib/core';
import { listDevices, listFactors, readBackupCodes } from '@/lib/identity';
import type { Account } from '@/lib/web';

export async function WaysIn({ account }: { account: Account }) {
  if (account.method === 'break-glass') return null;
  const [factors, codes, devices] = await Promise.all([
    listFactors(account.accountId),
    readBackupCodes(account.accountId),
    listDevices(account),
  ]);
  const rows = [
    {
      href: '/account/second-factor',
      word: 'Second step and passkeys',
      now: factors.length === 0 ? 'Off' : factors.map(({ name }) => name).join(', '),
    },
    ...(factors.length === 0
      ? []
      : [
          {
            href: '/account/backup-codes',
            word: 'Backup codes',
            now: codes.left === 0 ? 'None. Print some.' : `${codes.left} left`,
          },
        ]),
    {
      href: '/account/devices',
      word: 'Phones that open with a PIN',
      now: devices.length === 0 ? 'None' : plural(devices.length, 'phone'),
    },
  ];
  return (
    <section className="mt-12" aria-labelledby="ways-in">
      <h2 id="ways-in" className="mb-3 text-xl">
        Safer and quicker ways in
      </h2>
      <ul className="border-line border-t">
        {rows.map(({ href, word, now }) => (
          <li key={href} className="border-line border-b py-1">
            <Link href={href} className="font-strong inline-flex min-h-12 items-center">
              {word}
            </Link>
            <p className="text-ink-2 text-s pb-2">{now}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
