// The rows of a staff list that were left out, and why, as a file.
import { refusedFile } from '@/lib/contacts';
import { AppError, isId } from '@/lib/core';
import { fileAnswer } from '../../../../file-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string; id: string }> },
): Promise<Response> {
  const { practice, id } = await params;
  return fileAnswer(request, practice, async (ctx) => {
    if (!isId(id)) throw new AppError('not-found', 'There is no such list.');
    return { bytes: await refusedFile(ctx, id), name: 'left-out.csv', type: 'text/csv; charset=utf-8' };
  });
}
