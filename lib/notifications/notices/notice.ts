// What a notice is: an event of the practice's own that tells people something, without an incident.
import { env } from '@/lib/env';
import type { SqlDoor } from '@/lib/db';
import type { Rendered } from '../keep';
import type { NoticeTo } from '../notice-words';
import type { NoticePerson } from '../people';
import type { PlannedDelivery } from '../plan';

/** The event and whose practice it is. */
export interface NoticeEvent {
  id: string;
  payload: unknown;
  slug: string;
  practiceName: string;
  smsName: string;
}

export interface Told {
  planned: PlannedDelivery<NoticePerson>[];
  words: (to: PlannedDelivery<NoticePerson>) => Promise<Rendered>;
  /** True when the words hold a link of each person's own (linkPlaceholder), and a text may be answered. */
  links?: true;
}

/** Who is told of an event, and in which words; null when it says nothing (any more). */
export type Notice = (door: SqlDoor, practiceId: string, event: NoticeEvent) => Promise<Told | null>;

export function toOf({ practiceName, smsName }: NoticeEvent, person: NoticePerson, path: string): NoticeTo {
  const href = person.member ? new URL(path, env().APP_URL).href : null;
  return { language: person.language, practiceName, smsName, href };
}

export const asText = (body: string): Rendered => ({ subject: '', body, html: '' });
