// Every entry of every record with its hash, as a spreadsheet opens it, under a line that proves it whole.
import type { MemberCtx } from '@/lib/access';
import { csvLine, csvOf } from '@/lib/core/csv';
import { faultWords, readWholeAudit, verifyAudit } from '@/lib/events';
import { readPractice } from '@/lib/practices';
import { fileAnswer } from '../../file-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string }> },
): Promise<Response> {
  const { practice } = await params;
  const read = async (ctx: MemberCtx) => {
    const { own, faults, entries, came } = await verifyAudit(ctx);
    const { name, slug } = await readPractice(ctx);
    const parts: string[] = [];
    await readWholeAudit(ctx, (rows) => {
      parts.push(
        rows
          .map(({ chainId, seq, at, actor, kind, payload, hash }) =>
            csvLine([
              chainId,
              seq,
              at,
              actor,
              kind,
              JSON.stringify(payload),
              hash,
              seq <= (came?.upTo.get(chainId) ?? 0) ? 'came with a file' : 'here',
            ]),
          )
          .join(''),
      );
    });
    const head = csvOf([
      ['Practice', name],
      ['Verified', faults.length === 0 ? `yes, ${entries} entries` : 'NO'],
      ...faults.map(({ chainId, state }) => ['Fault', chainId, state.fault ? faultWords(state.fault) : '']),
      ['Last entry', own.entries],
      ['Its hash', own.hash],
      ['Sealed up to', own.sealed?.seq ?? 'not yet', own.sealed?.at.toISOString() ?? ''],
      ...(came
        ? [['Came with a file, not witnessed here', `${came.entries} entries`, came.at.toISOString()]]
        : []),
      [],
      ['Record', 'Entry', 'When (UTC)', 'Who', 'Kind', 'What', 'Hash', 'Written'],
    ]);
    return {
      bytes: head + parts.join(''),
      name: `${slug}-audit.csv`,
      type: 'text/csv; charset=utf-8',
    };
  };
  return fileAnswer(request, practice, read, { act: 'audit.read', next: `/p/${practice}/audit/csv` });
}
