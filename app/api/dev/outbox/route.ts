// The captured messages as JSON, for tests and the curious. Absent outside the demo.
import { HTTP_STATUS, isAppError } from '@/lib/core';
import { readCaptured } from '../../../dev/outbox/captured';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  const headers = { 'Cache-Control': 'no-store' };
  try {
    const messages = await readCaptured(new URL(request.url).searchParams.get('to')?.slice(0, 300) ?? null);
    if (messages === null) {
      return Response.json(
        { code: 'not-found', message: 'There is no such page.' },
        { status: 404, headers },
      );
    }
    return Response.json(messages, { headers });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return Response.json(
      { code: error.code, message: error.message },
      { status: HTTP_STATUS[error.code], headers },
    );
  }
}
