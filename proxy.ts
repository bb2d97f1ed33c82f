// Gives each page a fresh nonce for its scripts. Never the guard: every page and action asks for itself who is there.
import { NextResponse, type NextRequest } from 'next/server';
import { pagePolicy } from '@/lib/web/rules';

export function proxy(request: NextRequest): NextResponse {
  const policy = pagePolicy(btoa(crypto.randomUUID()));
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
