// The two providers' own signature schemes, written from their documents so that the SDKs' validators are
// tested against something that is not themselves.
import { createHmac } from 'node:crypto';

/** X-Twilio-Signature: HMAC-SHA1 over the URL and every form field, sorted by name. */
export function signTwilio(authToken: string, url: string, params: Record<string, string>): string {
  const fields = Object.keys(params).toSorted();
  const signed = url + fields.map((name) => name + (params[name] ?? '')).join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

/** Svix's three headers, as Resend sends them. @param at seconds since 1970 */
export function signSvix(secret: string, id: string, body: string, at = Math.floor(Date.now() / 1000)) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`, 'utf8').digest('base64');
  return { 'svix-id': id, 'svix-timestamp': String(at), 'svix-signature': `v1,${signature}` };
}
