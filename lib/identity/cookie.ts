// The cookies, carried by next-auth's codec: encrypted, and holding nothing but a session's random token.
import { decode, encode } from 'next-auth/jwt';
import { env } from '@/lib/env';
import { PIN_DAYS, SESSION_DAYS } from './rules';
import { isToken } from './session';

const DAY_SECONDS = 86_400;
const attributes = { secure: true, httpOnly: true, sameSite: 'lax', path: '/' } as const;

/** Who is signed in. */
export const sessionCookie = {
  name: '__Host-holdfast',
  attributes: { ...attributes, maxAge: SESSION_DAYS * DAY_SECONDS },
} as const;

/** Remembers, after signing out too, that this device was signed in on: its tries are counted apart. Opens nothing. */
export const deviceCookie = {
  name: '__Host-holdfast-device',
  attributes: { ...attributes, maxAge: 365 * DAY_SECONDS },
} as const;

/** Says which enrolled phone this is: with its PIN it opens for 30 days. */
export const pinCookie = {
  name: '__Host-holdfast-pin',
  attributes: { ...attributes, maxAge: PIN_DAYS * DAY_SECONDS },
} as const;

type Cookie = typeof sessionCookie | typeof deviceCookie | typeof pinCookie;

function write(cookie: Cookie, token: string): Promise<string> {
  const { maxAge } = cookie.attributes;
  return encode({ token: { sid: token }, secret: env().APP_SECRET, salt: cookie.name, maxAge });
}

async function read(cookie: Cookie, header: string | null | undefined): Promise<string | null> {
  const prefix = `${cookie.name}=`;
  const pair = header
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(prefix));
  if (!pair || pair.length > 4096) return null;
  try {
    const found = await decode({
      token: pair.slice(prefix.length),
      secret: env().APP_SECRET,
      salt: cookie.name,
    });
    const sid = found?.['sid'];
    return typeof sid === 'string' && isToken(sid) ? sid : null;
  } catch {
    // Forged, cut, expired, or from before the secret changed: no cookie.
    return null;
  }
}

export const encodeCookie = (token: string): Promise<string> => write(sessionCookie, token);
export const encodeDeviceCookie = (token: string): Promise<string> => write(deviceCookie, token);

export const encodePinCookie = (token: string): Promise<string> => write(pinCookie, token);

/** The enrolled phone's token in a Cookie header, or null. */
export function decodePinCookie(header: string | null | undefined): Promise<string | null> {
  return read(pinCookie, header);
}

/** The session token in a Cookie header, or null. */
export function decodeCookie(header: string | null | undefined): Promise<string | null> {
  return read(sessionCookie, header);
}

/** The token of an earlier session on this device, for signIn's `known`. */
export async function decodeDeviceCookie(header: string | null | undefined): Promise<string | null> {
  return (await read(deviceCookie, header)) ?? (await read(sessionCookie, header));
}
