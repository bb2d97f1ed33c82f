// Who will be told and in which words, before anybody is: the same rules the worker sends by.
import { clockWithZone, day } from '@/lib/core';
import { linkPlaceholder, smsText, type MessageFacts } from '@/lib/notifications/rules';
import english from '@/lib/notifications/words/en.json';
import type { IncidentCard } from '@/lib/incidents/schema';
import type { Person } from '@/lib/contacts/schema';
import type { Snapshot } from '@/lib/live/schema';

/** Letters of an answer link's token. */
const TOKEN = 16;

/** "8:05 AM CST"; with the day in front when that is not today. */
export function sayTime(at: Date, zone: string, now: Date): string {
  const time = clockWithZone(at, zone);
  const date = day(at, zone);
  return date === day(now, zone) ? time : `${date.replace(/, \d+$/, '')}, ${time}`;
}

export interface Telling {
  people: number;
  byText: number;
  byEmail: number;
  /** Of those texts, in Spanish. */
  spanish: number;
  /** No working way to reach them. */
  unreachable: string[];
}

/** Everybody of a tree once: leads, deputies, members. */
export function peopleOf(snapshot: Snapshot, treeId: string | null): Person[] {
  const tree = snapshot.trees.find((one) => one.id === treeId);
  const ids = new Set(tree?.branches.flatMap((b) => [b.leadId, b.deputyId, ...b.memberIds]));
  return snapshot.people.filter((person) => ids.has(person.id));
}

/** One text and one e-mail each, where there is a way that was not stopped. */
export function tellingOf(snapshot: Snapshot, treeId: string | null): Telling {
  const people = peopleOf(snapshot, treeId);
  const has = (person: Person, email: boolean) =>
    person.reaches.some((reach) => !reach.optedOut && (reach.kind === 'email') === email);
  return {
    people: people.filter((person) => has(person, true) || has(person, false)).length,
    byText: people.filter((person) => has(person, false)).length,
    byEmail: people.filter((person) => has(person, true)).length,
    spanish: people.filter((person) => has(person, false) && person.language === 'es').length,
    unreachable: people.filter((p) => !has(p, true) && !has(p, false)).map((p) => p.name),
  };
}

type What = Pick<IncidentCard, 'drill' | 'noticedAt' | 'whatDown' | 'siteId'>;

/** The text as it will leave, the person's own link standing in as …; in English, the words of most. */
export function textOf(
  snapshot: Snapshot,
  incident: What,
  more: Pick<MessageFacts, 'kind' | 'update' | 'nextUpdate'>,
  now: Date,
): string {
  const { practice, sites } = snapshot;
  const site = sites.find((one) => one.id === incident.siteId);
  const link = linkPlaceholder(`${location.origin}/r/`.length + TOKEN);
  const text = smsText(
    {
      practiceName: practice.smsName,
      ...(sites.length > 1 && site && { siteName: site.name }),
      drill: incident.drill,
      what: [...incident.whatDown],
      since: sayTime(new Date(incident.noticedAt), site?.zone ?? practice.zone, now),
      language: 'en',
      ...more,
    },
    link,
    english,
  );
  return text.replace(link, `${location.origin}/r/…`);
}
