// Words that several pages use. Pure.
import { daysBetween, listed, minutesBetween, plural, spell } from '@/lib/core';
import { WHAT_DOWN_WORDS, type WhatDown } from '@/lib/incidents/rules';
import type { IncidentCard } from '@/lib/incidents/schema';

/** "EHR and Internet down", "Something strange on screen". */
export function headline(whatDown: readonly WhatDown[]): string {
  const strange = whatDown.includes('strange');
  const rest = whatDown.filter((what) => what !== 'strange').map((what) => WHAT_DOWN_WORDS[what]);
  if (rest.length === 0) return WHAT_DOWN_WORDS.strange;
  return `${listed(rest)} down${strange ? ', something strange on screen' : ''}`;
}

/** "52 min", from noticed to closed or now. */
export function lasted(card: Pick<IncidentCard, 'noticedAt' | 'closedAt'>, now: Date): string {
  return spell(minutesBetween(new Date(card.noticedAt), card.closedAt ? new Date(card.closedAt) : now));
}

/** "today", "41 days ago", by calendar days in the zone. */
export function daysAgo(at: Date, now: Date, zone: string): string {
  const days = daysBetween(at, now, zone);
  return days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${plural(days, 'day')} ago`;
}
