// What keeps a tree from being saved and what to look at, one sentence each.
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { Finding } from '@/lib/contacts/rules';

export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="max-w-prose space-y-1">
      {findings.map(({ level, branch, text }) => (
        <li key={`${branch} ${text}`} className={level === 'error' ? 'text-danger flex gap-2' : 'flex gap-2'}>
          {level === 'error' ? (
            <CircleAlert aria-hidden className="mt-1 size-5 shrink-0" />
          ) : (
            <TriangleAlert aria-hidden className="text-ink-2 mt-1 size-5 shrink-0" />
          )}
          <span className="min-w-0">
            <span className="sr-only">{level === 'error' ? 'To fix: ' : 'To look at: '}</span>
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}
