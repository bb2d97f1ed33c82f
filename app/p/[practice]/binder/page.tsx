// The printed binder of each site: what to print, what stands on the shelf, and how old that is.
import type { Metadata } from 'next';
import { Notice } from '@/components/ui/notice';
import { Empty, PageHead } from '@/components/ui/page-head';
import { mayAt } from '@/lib/access/rules';
import { readBinders } from '@/lib/binder';
import type { InPractice } from '../../../page-props';
import { here } from '../here';
import { Shelf } from './shelf';

export const metadata: Metadata = { title: 'Binder' };

export default async function BinderPage({ params }: InPractice) {
  const { slug, ctx, practice } = await here((await params).practice);
  const binders = await readBinders(ctx);
  const printsAt = (siteId: string): boolean => mayAt(ctx.actor, 'binder.print', siteId);
  return (
    <>
      <PageHead
        title="Binder"
        lede="Paper still works when nothing else does: a page for every role of every plan, whom to call, where to go, and a blank log."
      />
      {binders.length > 0 && !binders.some(({ siteId }) => printsAt(siteId)) && (
        <div className="mb-8 max-w-prose">
          <Notice>
            Leads and managers print the binder: it holds colleagues’ private numbers. You can print any plan
            from its own page.
          </Notice>
        </div>
      )}
      {binders.length === 0 && <Empty>No site yet. Add your site first; its binder is made by itself.</Empty>}
      {binders.map((binder) => (
        <Shelf
          key={binder.siteId}
          slug={slug}
          zone={practice.zone}
          binder={binder}
          prints={printsAt(binder.siteId)}
        />
      ))}
    </>
  );
}
