// The fake Twilio: send, list and read messages; opt-outs; signed status callbacks and inbound texts.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { post } from './callbacks';
import { answerIn } from './faults';
import { signTwilio } from './sign';
import type { Captured } from './store';
import { readBody, send, type Reply } from './wire';
import type { World } from './world';

const error = (status: number, code: number, message: string, headers?: Record<string, string>): Reply => ({
  status,
  body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
  ...(headers && { headers }),
});

const REFUSALS = {
  '400': error(400, 21211, "Invalid 'To' Phone Number"),
  '401': error(401, 20003, 'Authenticate'),
  '429': error(429, 20429, 'Too Many Requests', { 'retry-after': '2' }),
  quota: error(429, 63038, 'Account exceeded the daily messages limit'),
  '500': error(500, 20500, 'Internal Server Error'),
};
const NUMBER = /^\+[1-9]\d{6,14}$/;
const newSid = () => `SM${randomBytes(16).toString('hex')}`;

export async function twilio(
  world: World,
  url: URL,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  world.twilio.request();
  const body = await readBody(req);
  const { twilioAccountSid: account, twilioAuthToken: token } = world.credentials;
  const basic = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
  if (req.headers.authorization !== basic) return send(res, REFUSALS['401']);
  const [, inPath, sid] =
    /^\/2010-04-01\/Accounts\/([^/]+)\/Messages(?:\/([^/]+))?\.json$/.exec(url.pathname) ?? [];
  if (inPath !== account || body === null)
    return send(res, error(404, 20404, 'The requested resource was not found'));
  if (req.method === 'POST' && sid === undefined) {
    const take = () => accept(world, new URLSearchParams(body));
    return answerIn(world.faults.take('twilio'), res, take, REFUSALS, world.slowMilliseconds);
  }
  const find = () => (sid === undefined ? list(world, url.searchParams) : one(world, sid));
  return answerIn(world.faults.take('twilio-list'), res, find, REFUSALS, world.slowMilliseconds);
}

function accept(world: World, form: URLSearchParams): Reply {
  const to = form.get('To') ?? '';
  const from = form.get('From') ?? '';
  const text = form.get('Body') ?? '';
  if (!NUMBER.test(to)) return error(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  if (from === '') return error(400, 21603, "A 'From' phone number is required.");
  if (text === '') return error(400, 21602, 'Message body is required.');
  if (text.length > 1600)
    return error(400, 21617, 'The concatenated message body exceeds the 1600 character limit.');
  if (world.store.optedOut.has(to)) return error(400, 21610, 'Attempt to send to unsubscribed recipient');
  const validity = Number(form.get('ValidityPeriod') ?? 36_000);
  if (!Number.isInteger(validity) || validity < 1 || validity > 36_000)
    return error(400, 21605, 'Invalid ValidityPeriod');
  const statusCallback = form.get('StatusCallback');
  const message: Captured = {
    id: newSid(),
    channel: 'sms',
    to,
    from,
    text,
    at: new Date().toISOString(),
    status: 'queued',
    validitySeconds: validity,
    ...(statusCallback !== null && { statusCallback }),
  };
  world.store.add(message);
  world.twilio.accepted += 1;
  const last = world.bouncing.has(to) ? 'undelivered' : 'delivered';
  world.callbacks.sequence([() => status(world, message, 'sent'), () => status(world, message, last)]);
  return { status: 201, body: resource(world, message) };
}

function status(world: World, message: Captured, now: 'sent' | 'delivered' | 'undelivered') {
  message.status = now;
  world.store.changed(message);
  if (message.statusCallback === undefined) return null;
  return signed(world, message.statusCallback, {
    MessageSid: message.id,
    SmsSid: message.id,
    AccountSid: world.credentials.twilioAccountSid,
    From: message.from,
    To: message.to,
    MessageStatus: now,
    SmsStatus: now,
    ApiVersion: '2010-04-01',
    ...(now === 'undelivered' && { ErrorCode: '30003' }),
  });
}

function signed(world: World, url: string, params: Record<string, string>) {
  return {
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signTwilio(world.credentials.twilioAuthToken, url, params),
    },
    body: new URLSearchParams(params).toString(),
  };
}

function resource(world: World, message: Captured) {
  const date = new Date(message.at).toUTCString().replace('GMT', '+0000');
  const uri = `/2010-04-01/Accounts/${world.credentials.twilioAccountSid}/Messages/${message.id}`;
  return {
    sid: message.id,
    account_sid: world.credentials.twilioAccountSid,
    to: message.to,
    from: message.from,
    body: message.text,
    status: message.status,
    direction: 'outbound-api',
    date_created: date,
    date_updated: date,
    date_sent: message.status === 'queued' ? null : date,
    num_segments: '1',
    num_media: '0',
    error_code: message.status === 'undelivered' ? 30003 : null,
    error_message: null,
    price: null,
    price_unit: 'USD',
    api_version: '2010-04-01',
    messaging_service_sid: null,
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
}

function one(world: World, sid: string): Reply {
  const message = world.store.get(sid);
  if (message?.channel !== 'sms') return error(404, 20404, 'The requested resource was not found');
  return { status: 200, body: resource(world, message) };
}

/** Newest first, one page. Like the real one, DateSent leaves out what has not been sent yet. */
function list(world: World, query: URLSearchParams): Reply {
  const size = Math.min(1000, Math.max(1, Number(query.get('PageSize') ?? 50) || 50));
  const to = query.get('To');
  const filters = (['DateSent', 'DateSent>', 'DateSent<'] as const).flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [{ name, value }];
  });
  const messages = world.store
    .list(to ?? undefined)
    .filter((message) => message.channel === 'sms')
    .filter((message) => filters.every((filter) => sentWhen(message, filter)))
    .slice(0, size)
    .map((message) => resource(world, message));
  return {
    status: 200,
    body: { messages, page: 0, page_size: size, next_page_uri: null, previous_page_uri: null },
  };
}

function sentWhen(message: Captured, { name, value }: { name: string; value: string }): boolean {
  if (message.status === 'queued') return false;
  if (name === 'DateSent') return message.at.slice(0, 10) === value.slice(0, 10);
  return name === 'DateSent>' ? message.at >= value : message.at <= value;
}

export interface ReplyResult {
  /** What the app answered; 0 when it could not be reached. */
  status: number;
  /** The texts the app sent back, as TwiML. */
  messages: string[];
}

/** A person texts us: opt-out words take effect at the provider, then the app's webhook is called. */
export async function inbound(world: World, from: string, body: string): Promise<ReplyResult> {
  const word = body.trim().toUpperCase();
  if (['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'].includes(word))
    world.store.setOptOut(from, true);
  if (['START', 'UNSTOP', 'YES'].includes(word)) world.store.setOptOut(from, false);
  const app = world.publicUrl();
  if (app === '') return { status: 0, messages: [] };
  const sid = newSid();
  const ours =
    world.store.list(from).find((message) => message.channel === 'sms')?.from ?? world.credentials.twilioFrom;
  const answer = await post(
    signed(world, new URL('/api/hooks/twilio/inbound', app).href, {
      MessageSid: sid,
      SmsSid: sid,
      SmsMessageSid: sid,
      AccountSid: world.credentials.twilioAccountSid,
      From: from,
      To: ours,
      Body: body,
      NumMedia: '0',
      NumSegments: '1',
      SmsStatus: 'received',
      ApiVersion: '2010-04-01',
    }),
  );
  const messages = answer.status >= 200 && answer.status < 300 ? twimlMessages(answer.body) : [];
  for (const text of world.store.optedOut.has(from) ? [] : messages) {
    const at = new Date().toISOString();
    world.store.add({ id: newSid(), channel: 'sms', to: from, from: ours, text, at, status: 'sent' });
  }
  return { status: answer.status, messages };
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", amp: '&' };

function twimlMessages(xml: string): string[] {
  return [...xml.matchAll(/<Message(?:\s[^>]*)?>([\s\S]*?)<\/Message>/g)].map(([, inner = '']) =>
    inner
      .replace(/<[^>]*>/g, '')
      .replace(/&(lt|gt|quot|apos|#39|amp);/g, (_, name: string) => ENTITIES[name] ?? '')
      .trim(),
  );
}
