// Random passwords, one per database role, kept in <dataDir>/secrets.json for the owner's eyes only.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { codeOf } from './place';

const ROLES = ['superuser', 'owner', 'app', 'worker', 'keeper'] as const;

export type Role = (typeof ROLES)[number];
export type Secrets = Record<Role, string>;

/** `fresh`: no cluster exists yet, so new passwords may be made. */
export function readSecrets(dataDir: string, fresh: boolean): Secrets {
  const file = path.join(dataDir, 'secrets.json');
  const kept = parse(file);
  if (kept) return kept;
  if (!fresh) {
    throw new Error(
      `The data folder ${dataDir} is incomplete: secrets.json is missing or damaged. ` +
        'Put it back from a copy, or move the folder away to start with an empty one.',
    );
  }
  const made = Object.fromEntries(ROLES.map((role) => [role, randomBytes(24).toString('base64url')]));
  const half = `${file}.${process.pid}`;
  fs.writeFileSync(half, JSON.stringify(made, null, 2) + '\n', { mode: 0o600 });
  fs.renameSync(half, file);
  return made as Secrets;
}

function parse(file: string): Secrets | null {
  try {
    const read = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Record<string, unknown>>;
    return ROLES.every((role) => typeof read[role] === 'string') ? (read as Secrets) : null;
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) === 'ENOENT') return null;
    throw new Error(`Holdfast cannot read ${file} (${codeOf(error)}). Check who owns the data folder.`, {
      cause: error,
    });
  }
}
