// One thing of the kit: how it stands, who looked when, and, for managers, what it is.
import type { Metadata } from 'next';
import { Sheet } from '@/components/sheet';
import { ActForm } from '@/components/ui/form';
import { Facts } from '@/components/ui/facts';
import { Empty, PageHead, Section } from '@/components/ui/page-head';
import { When } from '@/components/when';
import { mayAt } from '@/lib/access/rules';
import { day } from '@/lib/core';
import { readKitItem } from '@/lib/readiness';
import { everyWords } from '@/lib/readiness/rules';
import type { KitItem } from '@/lib/readiness/schema';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../page-props';
import { here } from '../../here';
import { removeItem } from '../actions';
import { CheckForm } from '../check-form';
import { readChoices } from '../choices';
import { KitItemForm } from '../kit-item-form';
import { Standing } from '../kit-list';

export const metadata: Metadata = { title: 'Readiness kit' };

function History({ checks, zone }: { checks: KitItem['checks']; zone: string }) {
  if (checks.length === 0) return <Empty>Nobody has checked it yet.</Empty>;
  return (
    <table className="stack table max-w-prose">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Found</th>
          <th scope="col">By</th>
          <th scope="col">Note</th>
        </tr>
      </thead>
      <tbody>
        {checks.map((check) => (
          <tr key={check.at}>
            <th scope="row">
              <When at={check.at} zone={zone} />
            </th>
            <td data-label="Found">{check.fine ? 'Fine' : 'Something wrong'}</td>
            <td data-label="By">{check.by ?? 'Holdfast'}</td>
            <td data-label="Note">{check.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export default async function KitItemPage({ params }: InPractice<'item'>) {
  const { practice: asked, item: itemId } = await params;
  const { slug, ctx, practice } = await here(asked);
  const item = await orNotFound(readKitItem(ctx, itemId));
  const choices = mayAt(ctx.actor, 'kit.edit', item.siteId) ? await readChoices(ctx) : null;
  return (
    <Sheet practice={practice.name} title={item.name} printed={day(new Date(), practice.zone)}>
      <PageHead
        back={{ href: `/p/${slug}/readiness`, word: 'Readiness' }}
        title={item.name}
        lede={item.detail}
      />
      <Standing item={item} zone={practice.zone} />
      <CheckForm practice={slug} item={item.id} name={item.name} />
      <div className="mt-8">
        <Facts
          facts={[
            ['Where', item.siteName ?? 'The whole practice'],
            ['Looked after by', item.ownerName ?? 'Nobody yet: managers are reminded'],
            ['Checked', everyWords(item.everyDays)],
          ]}
        />
      </div>
      <Section title="The last checks">
        <History checks={item.checks} zone={practice.zone} />
        {item.checks.length > 0 && (
          <p className="text-ink-2 text-s mt-2 max-w-prose">
            A check is never changed or deleted. Tapped by mistake? Check it again; the newest counts.
          </p>
        )}
      </Section>
      {choices && (
        <div className="no-print mt-12">
          <Section title="Change it">
            <KitItemForm practice={slug} editing={item} {...choices} />
          </Section>
          <Section title="Take it out">
            <p className="mb-3 max-w-prose">Its checks stay on record; it is no longer asked for.</p>
            <ActForm
              act={removeItem}
              fields={{ practice: slug, item: item.id }}
              word={`Take ${item.name} out of the kit`}
              busy="Taking it out…"
              look="danger"
            />
          </Section>
        </div>
      )}
    </Sheet>
  );
}
