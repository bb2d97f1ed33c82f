// Passkeys: adding one, and whether an answer holds. A challenge is a pass, used once. The doors they open: passkey-doors.
import {
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { AppError, newId } from '@/lib/core';
import { inSystem, type Sql } from '@/lib/db';
import { env } from '@/lib/env';
import { publish } from '@/lib/events';
import { roomForOne, type Acting } from './factors';
import { warnAccount } from './messages';
import { findPass, openPass, usePass } from './passes';
import type { SessionView } from './schema';
import { revokeOthers } from './session';

export type Purpose = 'add' | 'sign-in' | 'second-step' | 'confirm';

/** What the browser is handed, as JSON, and the pass it answers with. */
export interface PasskeyAsk {
  pass: string;
  options: unknown;
}

export interface PasskeyAnswer {
  pass: string;
  /** The browser's credential as JSON text. */
  response: string;
}

/** A credential id is at most 1,023 bytes (WebAuthn), here in base64. */
const MOST_ID = 1400;
const NOT_TAKEN = 'This passkey did not work here, or it took too long. Try again.';

/** Which site the passkeys are for: by APP_URL only, whatever a request calls itself. */
export function site(): { id: string; origin: string } {
  const { hostname, origin } = new URL(env().APP_URL);
  return { id: hostname, origin };
}

export async function keepChallenge(
  sql: Sql,
  purpose: Purpose,
  challenge: string,
  who: { accountId: string | null; sessionId?: string },
): Promise<string> {
  return openPass(sql, { kind: 'passkey', ...who, challenge: `${purpose}:${challenge}` });
}

/** Uses the challenge up, right answer or not. @returns the challenge, or null when it is another's, used or over */
export async function useChallenge(
  passId: string,
  purpose: Purpose,
  who: { accountId: string | null; sessionId?: string },
): Promise<string | null> {
  return inSystem(async ({ sql }) => {
    const pass = await findPass(sql, 'passkey', passId);
    if (!pass?.challenge.startsWith(`${purpose}:`)) return null;
    if (pass.accountId !== who.accountId || pass.sessionId !== (who.sessionId ?? null)) return null;
    return (await usePass(sql, passId)) ? pass.challenge.slice(purpose.length + 1) : null;
  });
}

function credentialOf(response: string): { id: string } | null {
  try {
    const parsed: unknown = JSON.parse(response);
    if (typeof parsed !== 'object' || parsed === null || !('id' in parsed)) return null;
    // The rest is looked at by verify…Response, which refuses what it does not know.
    return typeof parsed.id === 'string' && parsed.id.length <= MOST_ID ? (parsed as { id: string }) : null;
  } catch {
    return null;
  }
}

interface StoredKey {
  id: string;
  credentialId: string;
  transports: AuthenticatorTransport[];
}

/** The account's passkeys, as the browser is told of them. */
export const keysOf = (sql: Sql, accountId: string): Promise<StoredKey[]> =>
  sql<StoredKey>(
    `select id, "credentialId", transports from factor
     where "accountId" = $1::uuid and kind = 'passkey' and "confirmedAt" is not null`,
    [accountId],
  );

export const asDescriptor = ({ credentialId, transports }: StoredKey) => ({ id: credentialId, transports });

/** What the browser needs to make a new passkey. @throws AppError limit when there are too many already */
export async function askNewPasskey(session: SessionView): Promise<PasskeyAsk> {
  const { accountId, sessionId, email, name } = session;
  return inSystem(async ({ sql }) => {
    await roomForOne(sql, accountId);
    const options = await generateRegistrationOptions({
      rpName: 'Holdfast',
      rpID: site().id,
      userName: email,
      userDisplayName: name,
      userID: new TextEncoder().encode(accountId),
      attestationType: 'none',
      excludeCredentials: (await keysOf(sql, accountId)).map(asDescriptor),
      // Found without typing an address, and only with its owner's finger, face or PIN: so it is two steps in one.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return { pass: await keepChallenge(sql, 'add', options.challenge, { accountId, sessionId }), options };
  });
}

/** Adds the passkey that the browser made. @throws AppError invalid when it does not hold; conflict; limit */
export async function addPasskey(
  acting: Acting,
  { pass, response, name, others }: PasskeyAnswer & { name: string; others: boolean },
): Promise<void> {
  const { accountId, sessionId } = acting;
  const challenge = await useChallenge(pass, 'add', { accountId, sessionId });
  const given = credentialOf(response);
  if (challenge === null || given === null) throw new AppError('invalid', NOT_TAKEN);
  const { id, origin } = site();
  const made = await verifyRegistrationResponse({
    response: given as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }).catch(() => null);
  if (!made?.verified) throw new AppError('invalid', NOT_TAKEN);
  const { credential } = made.registrationInfo;
  await inSystem(async ({ sql }) => {
    await roomForOne(sql, accountId);
    const rows = await sql(
      `insert into factor (id, "accountId", kind, name, "credentialId", "publicKey", counter, transports, "confirmedAt")
       values ($1::uuid, $2::uuid, 'passkey', $3, $4, $5, $6::int, $7::text[], now())
       on conflict ("credentialId") do nothing returning id`,
      [
        newId(),
        accountId,
        name,
        credential.id,
        Buffer.from(credential.publicKey).toString('base64url'),
        credential.counter,
        credential.transports ?? [],
      ],
    );
    if (rows.length === 0) throw new AppError('conflict', 'This passkey is here already.');
    await warnAccount(sql, { accountId, kind: 'factor-added', detail: { name: 'passkey' } });
    if (others) await revokeOthers(sql, acting);
  });
  publish({ what: 'account', accountId });
}

/** @returns whose passkey signed that challenge. @throws AppError invalid for anything that does not hold */
export async function takePasskey(
  sql: Sql,
  response: string,
  challenge: string | null,
  accountId?: string,
): Promise<string> {
  const given = credentialOf(response);
  const [key] =
    challenge === null || given === null
      ? []
      : await sql<{ id: string; accountId: string; publicKey: string; counter: number }>(
          `select f.id, f."accountId", f."publicKey", f.counter from factor f join account a on a.id = f."accountId"
           where f."credentialId" = $1 and f.kind = 'passkey' and f."confirmedAt" is not null
             and a."deactivatedAt" is null and ($2::uuid is null or a.id = $2::uuid)`,
          [given.id, accountId ?? null],
        );
  if (!key || challenge === null || given === null) throw new AppError('invalid', NOT_TAKEN);
  const { id, origin } = site();
  const checked = await verifyAuthenticationResponse({
    response: given as AuthenticationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: {
      id: given.id,
      publicKey: new Uint8Array(Buffer.from(key.publicKey, 'base64url')),
      counter: key.counter,
    },
  }).catch(() => null);
  if (!checked?.verified) throw new AppError('invalid', NOT_TAKEN);
  // A counter that does not go on is a copied key; one that stays zero is a passkey that does not count.
  const rows = await sql(
    `update factor set counter = $2::int, "lastUsedAt" = now()
     where id = $1::uuid and (counter < $2::int or (counter = 0 and $2::int = 0)) returning id`,
    [key.id, checked.authenticationInfo.newCounter],
  );
  if (rows.length === 0) throw new AppError('invalid', NOT_TAKEN);
  return key.accountId;
}
