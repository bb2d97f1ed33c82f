// Everybody as a file. It holds everybody's numbers: for managers who showed lately that it is really them.
import { exportPeople } from '@/lib/contacts';
import { isoDay } from '@/lib/core';
import { readPractice } from '@/lib/practices';
import { currentAccount } from '@/lib/web';
import { fileAnswer } from '../../file-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string }> },
): Promise<Response> {
  const { practice: slug } = await params;
  const account = await currentAccount();
  if (account && !account.fresh) {
    const next = encodeURIComponent(new URL(request.url).pathname);
    return new Response(null, {
      status: 307,
      headers: { Location: `/confirm?next=${next}`, 'Cache-Control': 'private, no-store' },
    });
  }
  return fileAnswer(request, slug, async (ctx) => {
    const bytes = await exportPeople(ctx);
    const { zone } = await readPractice(ctx);
    return { bytes, name: `${slug}-people-${isoDay(new Date(), zone)}.csv`, type: 'text/csv; charset=utf-8' };
  });
}
