// A plan as a document: what an editor writes, a file holds, a comparison compares.
import type { JobRole } from '@/lib/access/rules';
import type { Due } from './due';
import type { Evidence, Need, RunbookKind } from './kinds';

export interface PlanStep {
  /** The same from version to version. */
  key: string;
  title: string;
  /** Bounded Markdown: paragraphs, lists, bold. */
  detail: string;
  role: JobRole;
  due: Due | null;
  critical: boolean;
  needs: readonly Need[];
  evidence: Evidence;
}

export interface PlanSection {
  /** The same from version to version. */
  key: string;
  title: string;
  steps: readonly PlanStep[];
}

export interface Plan {
  title: string;
  kind: RunbookKind;
  trigger: string;
  /** What minute 0 is. */
  anchor: string;
  /** Slugs of the plans it can lead to. */
  escalatesTo: readonly string[];
  sections: readonly PlanSection[];
}

/** As it is published: sections without steps are left out. */
export function finished(plan: Plan): Plan {
  return { ...plan, sections: plan.sections.filter(({ steps }) => steps.length > 0) };
}
