// What kinds of plans there are, what a step may need, what it may ask for. Pure.
export const RUNBOOK_KINDS = [
  'planned',
  'short',
  'long',
  'internet',
  'power',
  'cyber',
  'site',
  'partial',
  'vendor',
  'recovery',
  'readiness',
] as const;
export type RunbookKind = (typeof RUNBOOK_KINDS)[number];

export const RUNBOOK_KIND_WORDS: Record<RunbookKind, string> = {
  planned: 'Planned downtime',
  short: 'Short downtime',
  long: 'Long downtime',
  internet: 'Internet down',
  power: 'Power down',
  cyber: 'Cyber incident',
  site: 'Loss of site',
  partial: 'Partial outage',
  vendor: 'Vendor loss',
  recovery: 'Recovery',
  readiness: 'Readiness',
};

export const NEEDS = ['ehr', 'internet', 'phones', 'power'] as const;
export type Need = (typeof NEEDS)[number];

export const NEED_WORDS: Record<Need, string> = {
  ehr: 'the EHR',
  internet: 'the internet',
  phones: 'the phones',
  power: 'power',
};

export const EVIDENCE = ['none', 'note', 'number', 'time', 'photo', 'signature'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** What a kind's own scenario says is down from minute 0. */
export const DOWN: Partial<Record<RunbookKind, readonly Need[]>> = {
  short: ['ehr'],
  long: ['ehr'],
  vendor: ['ehr'],
  internet: ['internet'],
  power: ['power'],
};

/**
 * What can fold a step of a running plan away. Recovery starts when the system is back and a planned window has a
 * before and an after: there nothing is folded, or their critical steps would vanish.
 */
export function needsInRun(kind: RunbookKind, needs: readonly Need[]): readonly Need[] {
  return kind === 'recovery' || kind === 'planned' ? [] : needs;
}
