// One plan as a PDF, a page for each role, or one role's page.
import { readPlanPdf } from '@/lib/binder';
import { asked, fileAnswer } from '../../../file-answer';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ practice: string; slug: string }> },
): Promise<Response> {
  const { practice, slug } = await params;
  const query = new URL(request.url).searchParams;
  return fileAnswer(request, practice, (ctx) =>
    readPlanPdf(ctx, {
      plan: slug,
      site: asked(query, 'site'),
      role: asked(query, 'role'),
      version: asked(query, 'version'),
      paper: asked(query, 'paper'),
    }),
  );
}
