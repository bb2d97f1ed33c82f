// The whole binder of a site as a PDF.
import { readBinderPdf } from '@/lib/binder';
import { asked, fileAnswer } from '../../../file-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string; site: string }> },
): Promise<Response> {
  const { practice, site } = await params;
  const query = new URL(request.url).searchParams;
  return fileAnswer(request, practice, (ctx) => readBinderPdf(ctx, { site, paper: asked(query, 'paper') }));
}
