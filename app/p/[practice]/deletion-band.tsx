// That the practice is to be deleted, over every page of whoever could do something about it.
import { Link } from '@/components/ui/link';
import { dayAndClock } from '@/lib/core';
import { may } from '@/lib/access/rules';
import type { MemberCtx } from '@/lib/access';
import { findDeletion } from '@/lib/archive';

export async function DeletionBand({ slug, ctx, zone }: { slug: string; ctx: MemberCtx; zone: string }) {
  if (!may(ctx.actor.right, 'settings.edit')) return null;
  const deletion = await findDeletion(ctx);
  if (!deletion) return null;
  return (
    <aside aria-label="Deletion" className="no-print bg-danger-2 text-danger">
      <p className="mx-auto max-w-6xl px-5 py-3">
        <strong>This practice will be deleted on {dayAndClock(new Date(deletion.after), zone)}.</strong>{' '}
        {deletion.askedBy} asked for it.{' '}
        {may(ctx.actor.right, 'practice.delete') ? (
          <Link href={`/p/${slug}/settings/delete`} className="inline-block py-1">
            See it or stop it
          </Link>
        ) : (
          'An owner can stop it.'
        )}
      </p>
    </aside>
  );
}
