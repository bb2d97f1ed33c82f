// Everything about the practice as such: where each thing is set, and who may.
import type { Metadata } from 'next';
import { Link } from '@/components/ui/link';
import { PageHead } from '@/components/ui/page-head';
import { may, type Act } from '@/lib/access/rules';
import type { InPractice } from '../../../page-props';
import { settingsHere } from './manager';

export const metadata: Metadata = { title: 'Settings' };

const PLACES: readonly { path: string; word: string; says: string; act: Act }[] = [
  {
    path: 'settings/practice',
    word: 'Practice',
    says: 'Name, time zone, who messages are from, how long things take, what is kept.',
    act: 'settings.edit',
  },
  { path: 'members', word: 'Members', says: 'Who can sign in, and what each may do.', act: 'members.edit' },
  {
    path: 'settings/break-glass',
    word: 'Break-glass codes',
    says: 'Printed codes for owners, for when e-mail and texts are down too.',
    act: 'break-glass.issue',
  },
  {
    path: 'audit',
    word: 'Audit',
    says: 'What was done here, by whom and when, and proof that nobody changed it since.',
    act: 'audit.read',
  },
  {
    path: 'settings/export',
    word: 'Export the practice',
    says: 'Everything in one file, at any time, to keep or to take elsewhere.',
    act: 'practice.export',
  },
  {
    path: 'settings/import',
    word: 'Bring a practice in',
    says: 'An exported file, into a practice that is still empty.',
    act: 'practice.export',
  },
  {
    path: 'settings/old',
    word: 'Old records',
    says: 'What is older than you keep things, and deleting it for good.',
    act: 'practice.delete',
  },
  {
    path: 'settings/delete',
    word: 'Delete the practice',
    says: 'For good, after two weeks in which it can be stopped.',
    act: 'practice.delete',
  },
];

export default async function Settings({ params }: InPractice) {
  const { slug, ctx } = await settingsHere((await params).practice);
  const mine = PLACES.filter(({ act }) => may(ctx.actor.right, act));
  return (
    <>
      <PageHead
        title="Settings"
        lede={
          mine.length < PLACES.length
            ? 'Owners find more here: break-glass codes, export, old records and deletion.'
            : undefined
        }
      />
      <ul className="border-line max-w-prose border-t">
        {mine.map(({ path, word, says }) => (
          <li key={path} className="border-line border-b py-3">
            <Link href={`/p/${slug}/${path}`} className="font-strong inline-flex min-h-12 items-center">
              {word}
            </Link>
            <p className="text-ink-2">{says}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
