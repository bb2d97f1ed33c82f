// Gives each page a fresh nonce for its scripts, and turns away changes sent from elsewhere before Next reads them.
// Never the guard: every page asks for itself who is there, and every action checks Origin again.
import { NextResponse, type NextRequest } from 'next/server';
import { env } from '@/lib/env';
import { NOT_OURS, originAllowed, pagePolicy } from '@/lib/web/rules';

const READS = ['GET', 'HEAD', 'OPTIONS'];

export function proxy(request: NextRequest): NextResponse {
  const policy = pagePolicy(btoa(crypto.randomUUID()));
  if (!READS.includes(request.method) && !originAllowed(request.headers, env().APP_URL)) {
    return new NextResponse(NOT_OURS, {
      status: 403,
      headers: { 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' },
    });
  }
  const headers = new Headers(request.headers);
  // Next reads the nonce from here and puts it on every script it writes.
  headers.set('Content-Security-Policy', policy);
  // Where to come back to after sign-in.
  headers.set('x-holdfast-path', request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

export const config = { matcher: '/((?!_next/static|api/).*)' };
