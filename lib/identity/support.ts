// For tests of the doors: accounts of their own, codes asked for and typed, and tries counted by how they ended.
import { newId } from '@/lib/core';
import { inSystem } from '@/lib/db';
import {
  askSignInCode,
  createAccount,
  passCode,
  readSession,
  signIn,
  signInByCode,
  type Entered,
  type SessionView,
} from './index';

export const password = 'correct-horse-battery-1';
export const device = 'Chrome on Windows';
export const ip = null;

export async function person(): Promise<{ id: string; email: string }> {
  const email = `${newId()}@example.test`;
  return { id: await createAccount({ email, name: 'Ann Example', password }), email };
}

export const rows = <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
  inSystem(({ sql }) => sql<T>(text, values));

export const ask = (address: string, more: { ip?: string; known?: string } = {}): Promise<string> =>
  askSignInCode({ address, ip, ...more });
export const typeCode = (pass: string, code = passCode(pass)): Promise<Entered> =>
  signInByCode({ pass, code, device, ip });

export async function sessionOf(entered: Promise<Entered>): Promise<SessionView> {
  const done = await entered;
  const session = 'token' in done ? await readSession(done.token) : null;
  if (!session) throw new Error('No session began.');
  return session;
}
export const bySelf = (email: string): Promise<SessionView> =>
  sessionOf(signIn({ email, password, device, ip }));

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;
export async function tally(tries: Promise<unknown>[]): Promise<Record<string, number>> {
  const counted: Record<string, number> = {};
  for (const each of await Promise.allSettled(tries)) {
    const word = each.status === 'fulfilled' ? 'in' : String(codeOf(each.reason));
    counted[word] = (counted[word] ?? 0) + 1;
  }
  return counted;
}
export const messagesTo = (address: string) =>
  rows<{ kind: string; channel: string; detail: Record<string, string> }>(
    `select kind, channel, detail from account_message where address = $1 order by "createdAt"`,
    [address],
  );
