// What the live path and the phone say to each other. Types only: both sides follow this file.
//
// Besides the routes that carry `Home`, `Snapshot` and `IncidentPull`:
//   GET  /live/v1/{practiceId}/home     -> HomeHere, the data block again (asked after `event: practice`)
//   POST /live/v1/{practiceId}/sync     -> SyncResponse (lib/incidents/schema)
//   GET  /live/v1/{practiceId}/stream?cursor={incident}={seq},{incident}={seq}
// A failed JSON route answers {code, message} with the matching status; 401 means signed out.
import type { JobRole, Right, SitePart } from '@/lib/access/rules';
import type { Person, Tree } from '@/lib/contacts/schema';
import type { Board, IncidentCard, WireEvent } from '@/lib/incidents/schema';
import type { Roster } from '@/lib/notifications/schema';
import type { PracticeView, Site, Vendor } from '@/lib/practices/schema';
import type { RunbookView } from '@/lib/runbooks/schema';

export interface WireMe {
  personId: string;
  name: string;
  right: Right;
  jobRoles: JobRole[];
  /** Where they are something else than everywhere; left out when nowhere. */
  parts?: SitePart[];
  language: 'en' | 'es';
}

/** One incident in full, as the phone keeps it. GET /live/v1/{practiceId}/incidents/{id} */
export interface IncidentPull {
  board: Board;
  roster: Roster;
  /** What the reader is at the incident's site. Not in copies phones kept from before. */
  me?: Pick<WireMe, 'right' | 'jobRoles'>;
}

/** What a signed-in member's first paint needs. */
export interface HomeHere {
  practice: PracticeView;
  me: WireMe;
  /** Reported and open. */
  incidents: IncidentCard[];
  /** Of the incident the URL names, or of the only one that is open. */
  open: IncidentPull | null;
  serverTime: string;
}

/**
 * The data block `<script type="application/json" id="data">` appended to the phone document
 * (every `<` in it written as \u003c).
 */
export type Home =
  | { signedIn: false }
  | {
      signedIn: true;
      /** Where this account may go. */
      practices: { slug: string; name: string }[];
      /** Null at /live, and for a practice that is not theirs or does not exist. */
      here: HomeHere | null;
    };

/** Everything a phone keeps of a practice. GET /live/v1/{practiceId}/snapshot */
export interface Snapshot {
  practice: PracticeView;
  me: WireMe;
  sites: Site[];
  vendors: Vendor[];
  people: Person[];
  trees: Tree[];
  runbooks: RunbookView[];
  incidents: IncidentCard[];
  /** The newest closed ones, at most ten. */
  recent: IncidentCard[];
  serverTime: string;
  /** Changes when anything above does; also the ETag. */
  version: string;
}

/** POST /live/v1/{practiceId}/photos/{id}?incident={id}, an image: the server has it, or had it until it was removed. */
export interface PhotoAnswer {
  kept: string;
  here: boolean;
}

/** What a failed JSON route says. */
export interface Refusal {
  code: string;
  message: string;
}

/** Stream payloads, by event name; `id:` of each event is the whole cursor. */
export interface StreamPayloads {
  ev: WireEvent[];
  /** That incident's roster changed: pull the incident. */
  roster: { incident: string };
  /** An incident was opened or closed, or one's own right changed: ask for home. */
  practice: Record<string, never>;
  hb: { heads: Record<string, number>; serverTime: string };
}
