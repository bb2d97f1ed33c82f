// Texts through Twilio's SDK. Twilio has no idempotency keys: an answer that may have been lost is `unknown`,
// and findSms asks the provider's list before anybody thinks of sending again.
import { AsyncLocalStorage } from 'node:async_hooks';
import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';
import type { DeliveryState } from '../rules';
import {
  deadline,
  later,
  refused,
  retryAfterSeconds,
  SEND_TIMEOUT_MILLISECONDS,
  type Outcome,
} from './outcome';

export interface SmsSettings {
  accountSid: string;
  authToken: string;
  /** E.164 */
  from: string;
  baseUrl?: string;
  /** Absolute address of our status hook; practice and delivery ids are added to its query. */
  statusCallback: string;
  /** Default 8 s. */
  timeoutMilliseconds?: number;
}

export interface RenderedSms {
  to: string;
  text: string;
  practiceId: string;
  /** How long the text is worth delivering; never above 900. */
  validitySeconds?: number;
}

const MOST_VALIDITY_SECONDS = 900;

/** One call's limit, and what its answer's headers said: the SDK's errors do not carry them. */
interface Call {
  signal: AbortSignal;
  retryAfter?: unknown;
}
const call = new AsyncLocalStorage<Call>();

/** The SDK's own client, with a whole-call time-out (its own counts only silence) and an ear for Retry-After. */
class Http extends twilio.RequestClient {
  constructor() {
    super({ timeout: SEND_TIMEOUT_MILLISECONDS });
    this.axios.interceptors.request.use((config) => {
      const now = call.getStore();
      return now === undefined ? config : { ...config, signal: now.signal };
    });
  }

  override async request<T>(options: RequestClient.RequestOptions<T>) {
    const response = await super.request(options);
    const now = call.getStore();
    const headers: unknown = response.headers;
    if (now !== undefined && typeof headers === 'object' && headers !== null) {
      now.retryAfter = (headers as Record<string, unknown>)['retry-after'];
    }
    return response;
  }
}

let http: Http | undefined;

function client({ accountSid, authToken, baseUrl }: SmsSettings): twilio.Twilio {
  http ??= new Http();
  const made = twilio(accountSid, authToken, { httpClient: http });
  if (baseUrl !== undefined) made.api.baseUrl = baseUrl;
  return made;
}

/** The status hook's address for one delivery. */
export function statusCallbackUrl(base: string, practiceId: string, deliveryId: string): string {
  const url = new URL(base);
  url.searchParams.set('practice', practiceId);
  url.searchParams.set('delivery', deliveryId);
  return url.href;
}

/** Hands one text over, once: it is never repeated in here. Never throws. */
export async function sendSms(
  settings: SmsSettings,
  rendered: RenderedSms,
  deliveryId: string,
  signal?: AbortSignal,
): Promise<Outcome> {
  const now: Call = { signal: deadline(signal, settings.timeoutMilliseconds) };
  let messages;
  let statusCallback;
  try {
    messages = client(settings).messages;
    statusCallback = statusCallbackUrl(settings.statusCallback, rendered.practiceId, deliveryId);
  } catch (error) {
    return refused(
      `The text settings are wrong: ${error instanceof Error ? error.message : 'unreadable'}`,
      undefined,
    );
  }
  const message = {
    to: rendered.to,
    from: settings.from,
    body: rendered.text,
    validityPeriod: Math.min(
      MOST_VALIDITY_SECONDS,
      Math.max(1, rendered.validitySeconds ?? MOST_VALIDITY_SECONDS),
    ),
    statusCallback,
  };
  try {
    const taken: unknown = await call.run(now, () => messages.create(message));
    return accepted(taken);
  } catch (error) {
    return classify(error, now);
  }
}

function accepted(taken: unknown): Outcome {
  const { sid, status, errorCode } = fields(taken, ['sid', 'status', 'errorCode']);
  if (typeof sid !== 'string' || sid === '')
    return { kind: 'unknown', reason: 'The text provider answered without an id.' };
  if (status === 'failed') return refused('The text provider could not send it.', textOf(errorCode));
  return { kind: 'sent', providerId: sid };
}

/** Failures before anything left this machine: no name, no route, nobody listening. */
const NEVER_LEFT = new Set(['connect', 'getaddrinfo']);

function classify(error: unknown, now: Call): Outcome {
  const { status, code, message, syscall, cause } = fields(error, [
    'status',
    'code',
    'message',
    'syscall',
    'cause',
  ]);
  const call = syscall ?? fields(cause, ['syscall']).syscall;
  if (typeof call === 'string' && NEVER_LEFT.has(call)) {
    return later('The text provider cannot be reached from here.', undefined, textOf(code));
  }
  if (now.signal.aborted || typeof status !== 'number') {
    return { kind: 'unknown', reason: 'The text provider did not give a whole answer.' };
  }
  const after = retryAfterSeconds(now.retryAfter);
  if (status === 429) return later('The text provider asks us to slow down.', after, textOf(code));
  // A number as code is Twilio's own body. Without one, something between us answered: nobody knows.
  if (typeof code !== 'number')
    return { kind: 'unknown', reason: 'The text provider gave an answer nobody can read.' };
  if (status >= 500) return later('The text provider has trouble of its own.', after, String(code));
  if (status >= 400) return refused(refusal(code, message), String(code));
  return { kind: 'unknown', reason: `The text provider answered ${status}.` };
}

function refusal(code: number, message: unknown): string {
  if (code === 21610) return 'This person has stopped our texts.';
  if (code === 21614) return 'This number cannot take texts.';
  if (code === 21211) return 'This is not a valid number.';
  return `The text provider refused: ${typeof message === 'string' ? message.slice(0, 200) : `error ${code}`}`;
}

function textOf(code: unknown): string | undefined {
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

function fields<K extends string>(value: unknown, names: readonly K[]): Partial<Record<K, unknown>> {
  if (typeof value !== 'object' || value === null) return {};
  const from = value as Partial<Record<K, unknown>>;
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Partial<Record<K, unknown>>;
}

export type Found =
  | { kind: 'found'; providerId: string; state: DeliveryState | null }
  | { kind: 'absent' }
  /** The list could not be had: still nobody knows. */
  | { kind: 'unknown'; reason: string };

/**
 * Did the provider take a text to this number with these words (its own link) since then? Asks by number only:
 * DateSent leaves out what is still queued. The clocks may differ by two minutes. Never throws.
 */
export async function findSms(
  settings: SmsSettings,
  to: string,
  containing: string,
  since: Date,
  signal?: AbortSignal,
): Promise<Found> {
  const now: Call = { signal: deadline(signal, settings.timeoutMilliseconds) };
  try {
    const sent = await call.run(now, () => client(settings).messages.list({ to, limit: 100, pageSize: 100 }));
    const earliest = since.getTime() - 120_000;
    const match = sent.find(
      (message) => message.body.includes(containing) && message.dateCreated.getTime() >= earliest,
    );
    return match === undefined
      ? { kind: 'absent' }
      : { kind: 'found', providerId: match.sid, state: smsState(match.status) };
  } catch {
    return { kind: 'unknown', reason: 'The text provider did not show its list.' };
  }
}

const STATES = new Map<string, DeliveryState>(
  Object.entries({
    accepted: 'handed-over',
    scheduled: 'handed-over',
    queued: 'handed-over',
    sending: 'handed-over',
    sent: 'handed-over',
    delivered: 'delivered',
    read: 'delivered',
    undelivered: 'failed',
    failed: 'failed',
    canceled: 'failed',
  } as const),
);

/** What Twilio's MessageStatus says of a delivery; null for words we do not know. */
export function smsState(status: string): DeliveryState | null {
  return STATES.get(status) ?? null;
}

/**
 * True when Twilio signed this request. Give the whole public address it called, query included, built from our
 * own settings and never from a Host header, and every form field as it came.
 */
export function verifyTwilio(
  authToken: string,
  url: string,
  params: Record<string, string | string[]>,
  signature: string | null | undefined,
): boolean {
  if (!signature || !authToken) return false;
  try {
    return twilio.validateRequest(authToken, signature, url, params);
  } catch {
    return false;
  }
}
