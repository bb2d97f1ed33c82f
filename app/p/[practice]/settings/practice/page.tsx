// The practice's own settings.
import type { Metadata } from 'next';
import { PageHead } from '@/components/ui/page-head';
import { readSettings } from '@/lib/practices';
import type { InPractice } from '../../../../page-props';
import { zoneGroups } from '../../sites/zones';
import { settingsHere } from '../manager';
import { SettingsForm } from './settings-form';

export const metadata: Metadata = { title: 'Practice settings' };

export default async function PracticeSettingsPage({ params }: InPractice) {
  const { slug, ctx } = await settingsHere((await params).practice);
  const editing = await readSettings(ctx);
  return (
    <>
      <PageHead back={{ href: `/p/${slug}/settings`, word: 'Settings' }} title="Practice settings" />
      <SettingsForm practice={slug} editing={editing} zones={zoneGroups(new Date(), editing.value.zone)} />
    </>
  );
}
