// Shapes of the phone's memory.
import type { Command, WireEvent } from '@/lib/incidents/schema';
import type { IncidentPull } from '@/lib/live/schema';

type Without<T> = T extends unknown ? Omit<T, 'deviceSeq'> : never;
/** A command before it has its place in this phone's order. */
export type Draft = Without<Command>;

/** A command kept on this phone until its receipt is here. */
export interface Op {
  /** This phone's order; the command's deviceSeq. */
  seq: number;
  command: Draft;
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
