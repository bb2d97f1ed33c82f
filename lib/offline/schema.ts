// Shapes of the phone's memory.
import type { Command, WireEvent } from '@/lib/incidents/schema';
import type { IncidentPull } from '@/lib/live/schema';

type Without<T> = T extends unknown ? Omit<T, 'deviceSeq'> : never;
/** A command before it has its place in this phone's order. */
export type Draft = Without<Command>;

/** Where a command names a photo by its id, one on this phone holds the photo itself: both are kept by one write. */
export interface HeldPhoto {
  id: string;
  /** A JPEG, as this phone made it. */
  bytes: ArrayBuffer;
}

/** A photo on its way, after the command that named it. */
export interface PhotoDraft {
  kind: 'photo.add';
  id: string;
  incident: string;
  at: string;
  /** The command that named it. */
  by: string;
  bytes: ArrayBuffer;
}

/** A command kept on this phone until its receipt is here; then its photo until the server has that. */
export interface Op {
  /** This phone's order; the command's deviceSeq. */
  seq: number;
  command: Draft | PhotoDraft;
  /** Set when the server said no: shown, and kept until the person lets go of it. */
  refused?: string;
}

export interface SavedPull extends IncidentPull {
  savedAt: string;
}

/** live: events arrive by themselves. polling: asked for every few seconds. off: no answer. out: signed out. */
export type LinkState = 'connecting' | 'live' | 'polling' | 'off' | 'out';

export interface LinkHandlers {
  url(): string;
  events(events: WireEvent[]): void;
  roster(incident: string): void;
  practice(): void;
  beat(heads: Record<string, number>, serverTime: string): void;
  state(state: LinkState): void;
  /** Asks the server for everything missed; its answer says whether the server could be reached. */
  pull(): Promise<'ok' | 'off' | 'out'>;
}
