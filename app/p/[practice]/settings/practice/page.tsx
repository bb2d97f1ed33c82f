// The practice's own settings, and what is older than it wants pointed out.
import type { Metadata } from 'next';
import { PageHead, Section } from '@/components/ui/page-head';
import { plainDay, plural } from '@/lib/core';
import { readPastKeeping, readSettings } from '@/lib/practices';
import type { InPractice } from '../../../../page-props';
import { zoneGroups } from '../../sites/zones';
import { settingsHere } from '../manager';
import { SettingsForm } from './settings-form';

export const metadata: Metadata = { title: 'Practice settings' };

export default async function PracticeSettingsPage({ params }: InPractice) {
  const { slug, ctx } = await settingsHere((await params).practice);
  const [editing, past] = await Promise.all([readSettings(ctx), readPastKeeping(ctx)]);
  return (
    <>
      <PageHead back={{ href: `/p/${slug}/settings`, word: 'Settings' }} title="Practice settings" />
      <SettingsForm practice={slug} editing={editing} zones={zoneGroups(new Date(), editing.value.zone)} />
      <div className="border-line mt-16 max-w-prose border-t pt-8">
        <Section title="What is old">
          <p>
            {past.incidents + past.plans === 0
              ? `Nothing is older than ${plural(editing.value.keepYears, 'year')}.`
              : `${plural(past.incidents, 'closed incident or drill', 'closed incidents and drills')} and ${plural(past.plans, 'older plan version')} are from before ${plainDay(past.before)}.`}{' '}
            Holdfast deletes nothing by itself: the record stays whole until the practice is deleted.
          </p>
        </Section>
      </div>
    </>
  );
}
