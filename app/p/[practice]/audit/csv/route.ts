// Every entry of every record with its hash, as a spreadsheet opens it, under a line that proves it whole.
import { AppError } from '@/lib/core';
import { csvLine, csvOf } from '@/lib/core/csv';
import { faultWords, readWholeAudit, verifyAudit } from '@/lib/events';
import { readPractice } from '@/lib/practices';
import { currentAccount } from '@/lib/web';
import { fileAnswer } from '../../file-answer';

export const dynamic = 'force-dynamic';

const CONFIRM =
  'This needs to know that it is really you, because you signed in a while ago. Open your Holdfast page /confirm, confirm, and then load this address again.';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string }> },
): Promise<Response> {
  const { practice } = await params;
  return fileAnswer(request, practice, async (ctx) => {
    const { own, faults, entries, came } = await verifyAudit(ctx);
    const account = await currentAccount();
    if (account && !account.fresh) throw new AppError('expired', CONFIRM);
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
  });
}
