// Everybody as a file. It holds everybody's numbers: for managers who showed lately that it is really them. A press of a
// button, because it is recorded who did it.
import { exportPeople } from '@/lib/contacts';
import { isoDay } from '@/lib/core';
import { readPractice } from '@/lib/practices';
import { fileAnswer } from '../../file-answer';

export const dynamic = 'force-dynamic';

export async function POST(
  request: Request,
  { params }: { params: Promise<{ practice: string }> },
): Promise<Response> {
  const { practice } = await params;
  return fileAnswer(
    request,
    practice,
    async (ctx) => {
      const bytes = await exportPeople(ctx);
      const { slug, zone } = await readPractice(ctx);
      return {
        bytes,
        name: `${slug}-people-${isoDay(new Date(), zone)}.csv`,
        type: 'text/csv; charset=utf-8',
      };
    },
    { act: 'contacts.edit', next: `/p/${practice}/contacts` },
  );
}
