// What lint says while one writes, each finding with the way to its step.
import { memo } from 'react';
import { Tag } from '@/components/ui/tag';
import type { LintFinding } from '@/lib/runbooks/rules';

export function countWords(findings: readonly LintFinding[]): string {
  const errors = findings.filter(({ level }) => level === 'error').length;
  const warnings = findings.length - errors;
  const words = [errors > 0 && `${errors} to fix`, warnings > 0 && `${warnings} to look at`].filter(Boolean);
  return words.length === 0 ? 'Nothing to fix' : words.join(', ');
}

export const Findings = memo(function Findings({
  findings,
  onGo,
}: {
  findings: readonly LintFinding[];
  onGo(finding: LintFinding): void;
}) {
  if (findings.length === 0) return null;
  return (
    <details id="findings" className="border-line scroll-mt-40 border-b py-2">
      <summary className="font-strong flex min-h-12 items-center">
        Before you publish: {countWords(findings)}
      </summary>
      <ul className="pb-3">
        {findings.map((finding) => (
          <li
            key={`${finding.rule} ${finding.section ?? ''} ${finding.step ?? ''} ${finding.message}`}
            className="flex flex-wrap items-center gap-x-3 py-1"
          >
            <Tag look={finding.level === 'error' ? 'danger' : 'plain'}>
              {finding.level === 'error' ? 'Fix' : 'Look'}
            </Tag>
            <span className="min-w-0 flex-1 basis-64">{finding.message}</span>
            {(finding.step ?? finding.section) !== undefined && (
              <button
                type="button"
                className="text-accent inline-flex min-h-12 items-center underline"
                onClick={() => onGo(finding)}
              >
                Go to it
                <span className="sr-only">: {finding.message}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="text-ink-2 text-s pb-2">
        What is to fix keeps a plan from being published. The others only ask.
      </p>
    </details>
  );
});
