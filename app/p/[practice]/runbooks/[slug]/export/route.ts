// A published version as a file, for another practice or for keeping.
import { AppError } from '@/lib/core';
import { exportPlan, readRunbook } from '@/lib/runbooks';
import { asked, fileAnswer } from '../../../file-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string; slug: string }> },
): Promise<Response> {
  const { practice, slug } = await params;
  const version = asked(new URL(request.url).searchParams, 'version');
  return fileAnswer(request, practice, async (ctx) => {
    if (version !== undefined && !/^\d{1,9}$/.test(version))
      throw new AppError('not-found', 'There is no such version of this plan.');
    const number = version === undefined ? (await readRunbook(ctx, slug)).version : Number(version);
    return {
      bytes: await exportPlan(ctx, slug, number),
      name: `${slug}-version-${number}.json`,
      type: 'application/json; charset=utf-8',
    };
  });
}
