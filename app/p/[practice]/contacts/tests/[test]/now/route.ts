// The board of a contact test as it stands now, for the page that shows it.
import { readTest } from '@/lib/notifications';
import { fileAnswer } from '../../../../file-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string; test: string }> },
): Promise<Response> {
  const { practice, test } = await params;
  return fileAnswer(request, practice, async (ctx) => ({
    bytes: JSON.stringify(await readTest(ctx, test)),
    name: 'contact-test.json',
    type: 'application/json; charset=utf-8',
  }));
}
