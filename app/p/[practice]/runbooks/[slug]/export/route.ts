// A published version as a file, for another practice or for keeping.
import { notFound } from 'next/navigation';
import { exportPlan, readRunbook } from '@/lib/runbooks';
import { currentCtx, orNotFound } from '@/lib/web';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string; slug: string }> },
): Promise<Response> {
  const { practice, slug } = await params;
  const ctx = await currentCtx(practice);
  const asked = new URL(request.url).searchParams.get('version');
  if (asked !== null && !/^\d{1,9}$/.test(asked)) notFound();
  const number = asked === null ? (await orNotFound(readRunbook(ctx, slug))).version : Number(asked);
  const text = await orNotFound(exportPlan(ctx, slug, number));
  return new Response(text, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': `attachment; filename="${slug}-version-${number}.json"`,
      'Cache-Control': 'private, no-store',
    },
  });
}
