// An event as readers get it.
export interface EventRow {
  id: string;
  seq: number;
  kind: string;
  personId: string | null;
  actor: string;
  at: string;
  deviceAt: string | null;
  payload: Record<string, unknown>;
}
