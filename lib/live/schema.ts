// What the live path and the phone say to each other. Types only: both sides follow this file.
//
// Besides the routes that carry `Home`, `Snapshot` and `IncidentPull`:
//   GET  /live/v1/{practiceId}/home     -> HomeHere, the data block again (asked after `event: practice`)
//   POST /live/v1/{practiceId}/sync     -> SyncResponse (lib/incidents/schema)
//   GET  /live/v1/{practiceId}/stream?cursor={incident}={seq},{incident}={seq}
// A failed JSON route answers {code, message} with the matching status; 401 means signed out.
import type { JobRole, Right } from '@/lib/access/rules';
import type { Board, IncidentCard, WireEvent } from '@/lib/incidents/schema';
import type { Roster } from '@/lib/notifications/schema';

export interface WirePractice {
  id: string;
  slug: string;
  name: string;
  smsName: string;
  zone: string;
  kind: string;
  ehr: string;
}

export interface WireMe {
  personId: string;
  name: string;
  right: Right;
  jobRoles: JobRole[];
  language: 'en' | 'es';
}

/** One incident in full, as the phone keeps it. GET /live/v1/{practiceId}/incidents/{id} */
export interface IncidentPull {
  board: Board;
  roster: Roster;
}

/** What a signed-in member's first paint needs. */
export interface HomeHere {
  practice: WirePractice;
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

export interface WireAlternateSite {
  id: string;
  name: string;
  address: string;
  mapUrl: string;
  keys: string;
  agreement: string;
  /** A date, or null. */
  agreementExpires: string | null;
  capacity: string;
  power: string;
  network: string;
  phone: string;
  coldChain: string;
  drugStorage: string;
  worksThere: string;
  doesNotWork: string;
  reportsThere: unknown;
  checks: string[];
}

export interface WireSite {
  id: string;
  name: string;
  address: string;
  phone: string;
  zone: string;
  /** {mon: ["08:00", "17:00"], …}; a day left out is closed. */
  hours: unknown;
  /** What {{site.x}} stands for. */
  facts: Record<string, string>;
  alternateSites: WireAlternateSite[];
}

export interface WireVendor {
  id: string;
  kind: string;
  name: string;
  supportLine: string;
  accountNumber: string;
  promise: string;
  exitFacts: string;
  statusPage: string;
}

export interface WireReach {
  id: string;
  /** mobile, second or email */
  kind: string;
  /** Null unless the reader may see numbers. */
  address: string | null;
  verified: boolean;
  optedOut: boolean;
}

export interface WirePerson {
  id: string;
  name: string;
  jobRoles: JobRole[];
  siteId: string | null;
  right: Right | null;
  language: string;
  reaches: WireReach[];
}

export interface WireTree {
  id: string;
  name: string;
  branches: {
    id: string;
    name: string;
    leadId: string;
    deputyId: string | null;
    waitMinutes: number;
    needRole: JobRole | null;
    needCount: number;
    memberIds: string[];
  }[];
}

export interface WireStep {
  key: string;
  title: string;
  detail: string;
  role: JobRole;
  dueMinutes: number | null;
  critical: boolean;
  needs: string[];
  evidence: string;
}

/** A published plan, in full. */
export interface WireRunbook {
  id: string;
  slug: string;
  title: string;
  kind: string;
  trigger: string;
  anchor: string;
  /** Slugs. */
  escalatesTo: string[];
  version: number;
  publishedAt: string;
  reviewOn: string | null;
  sections: { title: string; steps: WireStep[] }[];
}

/** Everything a phone keeps of a practice. GET /live/v1/{practiceId}/snapshot */
export interface Snapshot {
  practice: WirePractice;
  me: WireMe;
  sites: WireSite[];
  vendors: WireVendor[];
  people: WirePerson[];
  trees: WireTree[];
  runbooks: WireRunbook[];
  incidents: IncidentCard[];
  /** The newest closed ones, at most ten. */
  recent: IncidentCard[];
  serverTime: string;
  /** Changes when anything above does; also the ETag. */
  version: string;
}

/** Stream payloads, by event name; `id:` of each event is the whole cursor. */
export interface StreamPayloads {
  ev: WireEvent[];
  /** That incident's roster changed: pull the incident. */
  roster: { incident: string };
  /** An incident was opened or closed: ask for home. */
  practice: Record<string, never>;
  hb: { heads: Record<string, number>; serverTime: string };
}
