// Whether this installation works, for load balancers and people: 200, or 503 with what is wrong in sentences.
import { readHealth } from './read';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const health = await readHealth();
  return Response.json(health, {
    status: health.ok ? 200 : 503,
    headers: { 'Cache-Control': 'no-store' },
  });
}
