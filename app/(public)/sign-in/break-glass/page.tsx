// Where an owner types a printed break-glass code.
import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { Link } from '@/components/ui/link';
import { BREAK_GLASS_HOURS } from '@/lib/identity/rules';
import { BreakGlassForm } from './form';

export const metadata: Metadata = { title: 'Open with a break-glass code' };

export default function BreakGlassPage() {
  return (
    <PlainPage>
      <h1 className="mb-4 text-2xl">Open with a break-glass code</h1>
      <p className="mb-6">
        For owners, when nothing else lets you in. The code opens your practice’s plans and steps for{' '}
        {BREAK_GLASS_HOURS} hours. It works once, stands in the record, and every owner is told.
      </p>
      <BreakGlassForm />
      <p className="mt-8">
        <Link href="/sign-in" className="inline-flex min-h-12 items-center">
          Sign in another way
        </Link>
      </p>
    </PlainPage>
  );
}
