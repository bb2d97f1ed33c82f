// Who is told and by which ways. Pure: the worker plans with it and the declare screen counts with it.
import type { Channel, MessageKind } from './rules';

export interface PlanReach {
  id: string;
  /** mobile, second (a text number too) or email */
  kind: string;
  address: string;
  position: number;
  optedOut: boolean;
}

export interface PlanPerson {
  id: string;
  name: string;
  language: 'en' | 'es';
  reaches: readonly PlanReach[];
}

export interface PlannedDelivery<P extends PlanPerson = PlanPerson> {
  person: P;
  reach: PlanReach;
  channel: Channel;
  state: 'waiting' | 'dropped';
  reason: string;
  dueAt: Date;
}

const MESSAGES: Record<string, MessageKind> = {
  'incident.reported': 'reported',
  'incident.declared': 'declared',
  'incident.went-long': 'long',
  'incident.updated': 'update',
  'incident.closed': 'all-clear',
};

/** The message an event becomes; null when it has nothing to say to people. */
export function messageKind(eventKind: string): MessageKind | null {
  return MESSAGES[eventKind] ?? null;
}

function inOrder(reaches: readonly PlanReach[]): PlanReach[] {
  const rank = (reach: PlanReach) => (reach.kind === 'second' ? 1 : 0);
  return [...reaches].sort((a, b) => rank(a) - rank(b) || a.position - b.position || (a.id < b.id ? -1 : 1));
}

/**
 * E-mail and text in parallel to everybody, one address each: the second number only when the mobile does not work.
 * An address that was opted out is kept as a dropped row: the lead must see that it was not used, and why.
 */
export function planDeliveries<P extends PlanPerson>(people: readonly P[], now: Date): PlannedDelivery<P>[] {
  return people.flatMap((person) => [...plan(person, 'email', now), ...plan(person, 'sms', now)]);
}

/** A notice can wait for a mailbox: e-mail where there is one that works, else a text; never both. */
export function planNotice<P extends PlanPerson>(people: readonly P[], now: Date): PlannedDelivery<P>[] {
  return people.flatMap((person) => {
    const mail = plan(person, 'email', now);
    return mail.some(({ state }) => state === 'waiting') ? mail : [...mail, ...plan(person, 'sms', now)];
  });
}

function plan<P extends PlanPerson>(person: P, channel: Channel, dueAt: Date): PlannedDelivery<P>[] {
  const ways = inOrder(person.reaches.filter((reach) => (reach.kind === 'email') === (channel === 'email')));
  const usable = ways.find((way) => !way.optedOut);
  const stopped = ways.filter((way) => way.optedOut);
  return [
    ...stopped.map((reach) => ({
      person,
      reach,
      channel,
      state: 'dropped' as const,
      reason: STOPPED,
      dueAt,
    })),
    ...(usable ? [{ person, reach: usable, channel, state: 'waiting' as const, reason: '', dueAt }] : []),
  ];
}

export const STOPPED = 'They stopped our messages. Call them.';
