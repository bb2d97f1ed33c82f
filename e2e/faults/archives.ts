// What tests of exported practices start from: an owner who signs up for a file, and the file itself.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { MemberCtx } from '@/lib/access';
import { exportPractice, importPractice } from '@/lib/archive';
import { newId } from '@/lib/core';
import { createAccount } from '@/lib/identity';
import { signUpForFile } from '@/lib/practices';

export async function founder() {
  const email = `new-owner@${newId().slice(0, 13)}.example`;
  const accountId = await createAccount({ email, name: 'Nora New', password: 'correct-horse-battery-1' });
  return { accountId, email, name: 'Nora New', sessionId: newId(), practiceId: null };
}
export const asked = () => ({
  formId: newId(),
  name: 'Empty',
  zone: 'America/Denver',
  jobRoles: ['incident_lead' as const],
});

/** As signing up for a file leaves it: a practice and its owner. */
export async function emptyPractice(): Promise<MemberCtx> {
  return (await signUpForFile(await founder(), asked())).ctx;
}

export async function exported(ctx: MemberCtx): Promise<Buffer> {
  const archive = await exportPractice(ctx);
  const bytes = await buffer(archive.stream());
  expect(bytes.length).toBe(archive.bytes);
  return bytes;
}

export async function brought(ctx: MemberCtx, bytes: Buffer): ReturnType<typeof importPractice> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'holdfast-d4-'));
  const file = path.join(folder, 'file');
  await fs.writeFile(file, bytes);
  return importPractice(ctx, file).finally(() => fs.rm(folder, { recursive: true, force: true }));
}

export const linesOf = (bytes: Buffer): string[] => gunzipSync(bytes).toString('utf8').trimEnd().split('\n');
