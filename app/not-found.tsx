import type { Metadata } from 'next';
import { PlainPage } from '@/components/plain-page';
import { ButtonAnchor } from '@/components/ui/button';

export const metadata: Metadata = { title: 'No such page' };

export default function NotFound() {
  return (
    <PlainPage>
      <h1 className="text-2xl">There is no such page</h1>
      <p className="text-l mt-4">
        The address may be mistyped, or the page belongs to a practice you are not part of. Nothing was
        changed.
      </p>
      <p className="mt-8">
        <ButtonAnchor look="strong" href="/">
          Go to your practice
        </ButtonAnchor>
      </p>
    </PlainPage>
  );
}
