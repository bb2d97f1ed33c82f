// What a message may say of an incident: names, what is down and absolute local times. Nothing anybody typed.
import { clockWithZone, day } from '@/lib/core';
import type { EventRow } from '@/lib/events';
import type { MessageFacts, MessageKind, WhatDown } from './rules';

export interface Scene {
  practiceName: string;
  smsName: string;
  siteName: string;
  /** With one site its name says nothing. */
  sites: number;
  zone: string;
  drill: boolean;
  whatDown: WhatDown[];
  noticedAt: Date;
}

/** "8:05 AM CST"; with the day in front when that was not today. */
export function sayTime(at: Date, zone: string, now: Date): string {
  const time = clockWithZone(at, zone);
  const date = day(at, zone);
  return date === day(now, zone) ? time : `${date.replace(/, \d+$/, '')}, ${time}`;
}

/** The facts of one message, for texts (short practice name) or e-mail (full name). */
export function messageFacts(
  kind: MessageKind,
  scene: Scene,
  payload: EventRow['payload'],
  language: 'en' | 'es',
  channel: 'email' | 'sms',
  now: Date,
): MessageFacts {
  const time = (value: unknown) =>
    typeof value === 'string' ? sayTime(new Date(value), scene.zone, now) : undefined;
  const by = time(payload.by);
  const nextUpdate = time(payload.nextUpdateAt);
  return {
    kind,
    practiceName: channel === 'sms' ? scene.smsName : scene.practiceName,
    ...(scene.sites > 1 && { siteName: scene.siteName }),
    drill: scene.drill,
    what: scene.whatDown,
    since: sayTime(scene.noticedAt, scene.zone, now),
    language,
    ...(kind === 'update' && { update: { say: sayOf(payload.say), ...(by !== undefined && { by }) } }),
    ...(nextUpdate !== undefined && { nextUpdate }),
  };
}

function sayOf(value: unknown): 'still-down' | 'partly-back' | 'back-by' {
  return value === 'partly-back' || value === 'back-by' ? value : 'still-down';
}
