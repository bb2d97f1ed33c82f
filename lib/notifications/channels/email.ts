// E-mail through Resend's SDK. The SDK never throws and has no time-out of its own; both are dealt with here.
import { Resend, type CreateEmailResponse } from 'resend';
import type { DeliveryState } from '../rules';
import { deadline, later, refused, retryAfterSeconds, type Outcome } from './outcome';

export interface EmailSettings {
  apiKey: string;
  /** "Holdfast <alerts@hold.example>" */
  from: string;
  baseUrl?: string;
  /** Default 8 s. */
  timeoutMilliseconds?: number;
}

/**
 * The From line with the practice's name: `"Lakeside via Holdfast" <alerts@hold.example>`. Whatever a name holds stays a
 * name: nothing in it ends the quotes, the line or the header (RFC 5322, quoted-string), and nothing is taken for an
 * encoded word (RFC 2047).
 */
export function senderOf(from: string, name: string): string {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
  const clean = name
    .replace(/[\p{C}\p{Zl}\p{Zp}"\\<>]+|=\?|\?=/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60)
    .trim();
  return `"${clean === '' ? 'Holdfast' : `${clean} via Holdfast`}" <${address}>`;
}

export interface RenderedEmail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** For the tags that come back with every webhook. */
  practiceId: string;
}

/**
 * Hands one message over. The idempotency key is the delivery's id, so repeating the call with the same bytes
 * within 24 hours never sends twice. Never throws.
 */
export async function sendEmail(
  settings: EmailSettings,
  rendered: RenderedEmail,
  deliveryId: string,
  signal?: AbortSignal,
): Promise<Outcome> {
  if (!settings.apiKey) return refused('No Resend key is set.', undefined);
  const { baseUrl } = settings;
  const resend = new Resend(
    settings.apiKey,
    baseUrl === undefined ? {} : { baseUrl: baseUrl.replace(/\/+$/, '') },
  );
  const mail = {
    from: settings.from,
    to: rendered.to,
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    tags: [
      { name: 'practice', value: rendered.practiceId },
      { name: 'delivery', value: deliveryId },
    ],
  };
  // The SDK hands unknown options on to fetch, which is how the signal gets there.
  const options = { idempotencyKey: deliveryId, signal: deadline(signal, settings.timeoutMilliseconds) };
  try {
    return classify(await resend.emails.send(mail, options));
  } catch {
    return { kind: 'unknown', reason: 'The e-mail provider did not answer in time.' };
  }
}

/** The status each of Resend's error names comes with, for bodies that do not say it. */
const STATUS = new Map<unknown, number>(
  Object.entries({
    validation_error: 422,
    missing_required_field: 422,
    invalid_from_address: 422,
    invalid_parameter: 422,
    invalid_access: 422,
    invalid_attachment: 422,
    invalid_idempotency_key: 400,
    missing_api_key: 401,
    restricted_api_key: 401,
    invalid_api_key: 403,
    not_found: 404,
    method_not_allowed: 405,
    security_error: 451,
  }),
);

/** What the SDK itself says when a body could not be parsed or read; then nobody knows what happened. */
const SDK_WORDS =
  /^Internal server error\. We are unable to process your request right now|^terminated$|aborted/;

function classify({ data, error, headers }: CreateEmailResponse): Outcome {
  if (error === null) {
    const id: unknown = data?.id;
    if (typeof id === 'string' && id !== '') return { kind: 'sent', providerId: id };
    return { kind: 'unknown', reason: 'The e-mail provider answered without an id.' };
  }
  // No headers: reset, time-out, cut off, or never left. The SDK does not tell which.
  if (headers === null)
    return { kind: 'unknown', reason: 'The e-mail provider could not be reached or did not answer.' };
  // Whatever JSON the provider sent, cast to this type: believe nothing of its shape.
  const { name, message, statusCode } = error as { name?: unknown; message?: unknown; statusCode?: unknown };
  const code = typeof name === 'string' ? name : undefined;
  const words = typeof message === 'string' ? message.slice(0, 200) : '';
  const isJson = (headers['content-type'] ?? '').includes('json');
  if (code === 'application_error' && (SDK_WORDS.test(words) || !isJson)) {
    return { kind: 'unknown', reason: 'The e-mail provider gave an answer nobody can read.' };
  }
  const status = typeof statusCode === 'number' ? statusCode : (STATUS.get(code) ?? 500);
  const after = retryAfterSeconds(headers['retry-after']);
  if (code?.endsWith('_quota_exceeded'))
    return later('The e-mail provider says our quota is used up.', after, code);
  if (status === 429) return later('The e-mail provider asks us to slow down.', after, code);
  if (code === 'concurrent_idempotent_requests')
    return later('The same e-mail is being sent already.', after, code);
  if (status >= 500) return later('The e-mail provider has trouble of its own.', after, code);
  if (status >= 400)
    return refused(`The e-mail provider refused: ${words || `status ${status}`}`, code ?? String(status));
  return { kind: 'unknown', reason: `The e-mail provider answered ${status}.` };
}

const STATES = new Map<string, DeliveryState>(
  Object.entries({
    'email.sent': 'handed-over',
    'email.delivered': 'delivered',
    'email.bounced': 'failed',
    'email.failed': 'failed',
    'email.suppressed': 'failed',
  } as const),
);

/** What a Resend webhook's type says of a delivery; null when it says nothing (opened, clicked, delayed). */
export function emailState(type: string): DeliveryState | null {
  return STATES.get(type) ?? null;
}

type Headers = { get(name: string): string | null } | Record<string, string | string[] | undefined>;

function header(headers: Headers, name: string): string {
  const value =
    typeof headers.get === 'function' ? headers.get(name) : (headers as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

// Only its validator is used; the key is never sent anywhere.
const validator = new Resend('re_only_for_checking_signatures').webhooks;

/** True when Resend signed exactly this body within the last five minutes. Give the body as it came, untrimmed. */
export function verifyResend(secret: string, headers: Headers, rawBody: string): boolean {
  const [id, timestamp, signature] = ['svix-id', 'svix-timestamp', 'svix-signature'].map((name) =>
    header(headers, name),
  );
  if (!id || !timestamp || !signature) return false;
  try {
    validator.verify({ payload: rawBody, headers: { id, timestamp, signature }, webhookSecret: secret });
    return true;
  } catch {
    return false;
  }
}
