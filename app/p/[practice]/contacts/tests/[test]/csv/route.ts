// The result of a contact test as a table for a spreadsheet.
import { readPractice } from '@/lib/practices';
import { readTestCsv } from '@/lib/notifications';
import { fileAnswer } from '../../../../file-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string; test: string }> },
): Promise<Response> {
  const { practice, test } = await params;
  return fileAnswer(request, practice, async (ctx) => ({
    bytes: await readTestCsv(ctx, test, (await readPractice(ctx)).zone),
    name: `contact-test-${test.slice(0, 8).replace(/[^0-9a-f]/g, '')}.csv`,
    type: 'text/csv; charset=utf-8',
  }));
}
