// The card of one alternate site: on one sheet of paper, with room for the go and the no-go.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Sheet } from '@/components/sheet';
import { ButtonLink } from '@/components/ui/button';
import { ActForm } from '@/components/ui/form';
import { PageHead } from '@/components/ui/page-head';
import { PrintButton } from '@/components/ui/print-button';
import { mayAt } from '@/lib/access/rules';
import { readPeople } from '@/lib/contacts';
import { day, isId, isoDay } from '@/lib/core';
import { readAlternateSite } from '@/lib/practices';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../../../page-props';
import { here } from '../../../../here';
import { takeOffAlternate } from '../../../actions';
import { AlternateSiteCard } from '../../../alternate-site';

export const metadata: Metadata = { title: 'Alternate site' };

export default async function AlternateSitePage({ params }: InPractice<'site' | 'id'>) {
  const { practice: asked, site: siteId, id } = await params;
  const { slug, ctx, practice } = await here(asked);
  if (!isId(siteId) || !isId(id)) notFound();
  const { siteName, alternate } = await orNotFound(readAlternateSite(ctx, siteId, id));
  const people = await readPeople(ctx);
  const now = new Date();
  const base = `/p/${slug}/sites`;
  const manages = mayAt(ctx.actor, 'practice.edit', siteId);
  return (
    <Sheet practice={practice.name} title="Alternate site" printed={day(now, practice.zone)}>
      <PageHead
        back={{ href: base, word: 'Sites' }}
        title={alternate.name}
        lede={`Where ${siteName} goes when it cannot be used.`}
        actions={
          <>
            {manages && (
              <ButtonLink href={`${base}/${siteId}/alternate/${id}/edit`}>Edit this card</ButtonLink>
            )}
            <PrintButton word="Print this card" />
          </>
        }
      />
      <AlternateSiteCard
        alternate={alternate}
        owner={people.find((person) => person.id === alternate.ownerId)?.name ?? null}
        today={isoDay(now, practice.zone)}
      />
      {manages && (
        <div className="no-print border-line mt-16 border-t pt-8">
          <ActForm
            act={takeOffAlternate}
            fields={{ practice: slug, alternateSiteId: id }}
            word={`Take it off ${siteName}’s list`}
            busy="Taking it off…"
            look="danger"
          />
          <p className="text-ink-2 text-s mt-2">
            Nothing is deleted: you can bring it back on the Sites page.
          </p>
        </div>
      )}
    </Sheet>
  );
}
