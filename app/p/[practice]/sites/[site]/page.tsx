// One site, to be changed or closed.
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ActForm } from '@/components/ui/form';
import { ButtonLink } from '@/components/ui/button';
import { PageHead, Section } from '@/components/ui/page-head';
import { isId } from '@/lib/core';
import { readFactsForEditing, readSiteForEditing } from '@/lib/practices';
import { orNotFound } from '@/lib/web';
import type { InPractice } from '../../../../page-props';
import { shutSite } from '../actions';
import { managerHere } from '../manager';
import { SiteForm } from '../site-form';
import { readUses } from '../uses';
import { zoneGroups, zoneWord } from '../zones';

export const metadata: Metadata = { title: 'Edit a site' };

export default async function EditSite({ params }: InPractice<'site'>) {
  const { practice: asked, site: siteId } = await params;
  const { slug, ctx, practice } = await managerHere(asked, siteId);
  if (!isId(siteId)) notFound();
  const editing = await orNotFound(readSiteForEditing(ctx, siteId));
  const [uses, shared] = await Promise.all([readUses(ctx), readFactsForEditing(ctx)]);
  const { name, zone } = editing.value;
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/sites`, word: 'Sites' }}
        title={`Edit ${name}`}
        actions={
          <>
            <ButtonLink href={`/p/${slug}/sites/${siteId}/systems`}>
              Systems and how long each can wait
            </ButtonLink>
            <ButtonLink href={`/p/${slug}/sites/${siteId}/alternate/new`}>Add an alternate site</ButtonLink>
          </>
        }
      />
      <SiteForm
        practice={slug}
        editing={editing}
        zones={zoneGroups(new Date(), zone)}
        practiceZone={zoneWord(practice.zone)}
        uses={uses}
        shared={shared.value}
      />
      <div className="border-line mt-16 max-w-prose border-t pt-8">
        <Section title="Close this site">
          <p className="mb-4">
            A closed site is on no list, no phone and no printed page any more. Nothing of it is deleted: you
            can open it again on the Sites page.
          </p>
          <ActForm
            act={shutSite}
            fields={{ practice: slug, siteId }}
            word={`Close ${name}`}
            busy="Closing…"
            look="danger"
          />
        </Section>
      </div>
    </>
  );
}
