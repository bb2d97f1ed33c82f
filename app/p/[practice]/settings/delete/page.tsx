// The practice is deleted for good, after two weeks in which an owner can stop it.
import type { Metadata } from 'next';
import { Field } from '@/components/ui/field';
import { ActForm } from '@/components/ui/form';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { PageHead } from '@/components/ui/page-head';
import { canDelete, findDeletion } from '@/lib/archive';
import { GRACE_DAYS } from '@/lib/archive/rules';
import { dayAndClock } from '@/lib/core';
import type { InPractice } from '../../../../page-props';
import { deletePractice, keepPractice } from '../actions';
import { settingsHere } from '../manager';

export const metadata: Metadata = { title: 'Delete the practice' };

export default async function Delete({ params }: InPractice) {
  const { slug, ctx, practice } = await settingsHere((await params).practice, 'practice.delete');
  const [deletion, able] = await Promise.all([findDeletion(ctx), canDelete()]);
  return (
    <>
      <PageHead
        back={{ href: `/p/${slug}/settings`, word: 'Settings' }}
        title="Delete the practice"
        lede="Everything in it is gone then: people, plans, incidents, messages and the record."
      />
      <div className="max-w-prose space-y-5">
        {deletion && (
          <Notice kind="danger">
            {deletion.askedBy} asked for it
            {deletion.askedAt && ` on ${dayAndClock(new Date(deletion.askedAt), practice.zone)}`}.{' '}
            {practice.name} will be deleted on {dayAndClock(new Date(deletion.after), practice.zone)}. Until
            then everything works.
          </Notice>
        )}
        <ActForm
          act={keepPractice}
          fields={{ practice: slug }}
          word="Stop it: keep the practice"
          busy="Stopping it…"
          look="strong"
          offered={deletion !== null}
        />
        {deletion ? null : able ? (
          <>
            <ul className="list-disc space-y-1 pl-6">
              <li>
                For {GRACE_DAYS} days nothing is deleted, every manager sees it on every page, and an owner
                can stop it.
              </li>
              <li>Every owner is told by e-mail at once.</li>
              <li>
                After that nobody can bring it back. Backups of the database keep it until they age out.
              </li>
              <li>People keep their log-ins for other practices.</li>
            </ul>
            <p>
              <Link href={`/p/${slug}/settings/export`} className="inline-block py-1">
                Export the practice
              </Link>{' '}
              first if you may need anything of it, also by law: records are to be kept for six years.
            </p>
            <ActForm
              act={deletePractice}
              fields={{ practice: slug }}
              word={`Delete the practice in ${GRACE_DAYS} days`}
              busy="Asking…"
              look="danger"
            >
              <Field
                label="The practice’s name"
                hint={`Type it as it stands here: ${practice.name}`}
                name="name"
                required
                autoComplete="off"
                maxLength={200}
              />
            </ActForm>
          </>
        ) : (
          <Notice>Deleting a practice is not set up here. Ask whoever runs Holdfast for you.</Notice>
        )}
      </div>
    </>
  );
}
