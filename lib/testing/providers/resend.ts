// The fake Resend: POST /emails and /emails/batch, idempotency keys, errors in its own words, signed webhooks.
import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerIn } from './faults';
import { signSvix } from './sign';
import type { Captured } from './store';
import { parseObject, readBody, send, type Reply } from './wire';
import type { World } from './world';

const error = (status: number, name: string, message: string, headers?: Record<string, string>): Reply => ({
  status,
  body: { statusCode: status, name, message },
  ...(headers && { headers }),
});

const REFUSALS = {
  '400': error(422, 'validation_error', 'Invalid `to` field.'),
  '401': error(401, 'invalid_api_key', 'API key is invalid'),
  '429': error(429, 'rate_limit_exceeded', 'Too many requests.', { 'retry-after': '2' }),
  quota: error(429, 'daily_quota_exceeded', 'You have reached your daily email sending quota.'),
  '500': error(500, 'internal_server_error', 'An unexpected error occurred.'),
};

export async function resend(
  world: World,
  path: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  world.resend.request();
  const body = await readBody(req);
  if (req.method !== 'POST') return send(res, error(405, 'method_not_allowed', 'Use POST.'));
  if (req.headers.authorization !== `Bearer ${world.credentials.resendApiKey}`)
    return send(res, REFUSALS['401']);
  if (body === null) return send(res, error(413, 'validation_error', 'The message is too large.'));
  const key = req.headers['idempotency-key'];
  const take = () => accept(world, path === '/emails/batch', body, typeof key === 'string' ? key : undefined);
  await answerIn(world.faults.take('resend'), res, take, REFUSALS, world.slowMilliseconds);
}

function accept(world: World, batch: boolean, body: string, key: string | undefined): Reply {
  if (key !== undefined && (key.length < 1 || key.length > 256)) {
    return error(400, 'invalid_idempotency_key', 'The key must be between 1 and 256 characters.');
  }
  const mails = batch ? parseList(body) : [parseObject(body)];
  if (mails === null) return error(422, 'validation_error', 'Send an array of up to 100 messages.');
  const fingerprint = createHash('sha256').update(body).digest('hex');
  const ids: string[] = [];
  const fresh: Captured[] = [];
  for (const [at, mail] of mails.entries()) {
    const message =
      mail === null ? null : read(mail, key === undefined ? undefined : batch ? `${key}/${at}` : key);
    if (message === null) return error(422, 'validation_error', 'Missing `from`, `to` or `subject`.');
    const before =
      message.idempotencyKey === undefined ? undefined : world.store.byKey(message.idempotencyKey);
    if (before === undefined) {
      fresh.push({ ...message, fingerprint });
      ids.push(message.id);
      continue;
    }
    if (before.fingerprint !== fingerprint) {
      return error(409, 'invalid_idempotent_request', 'Same idempotency key used with a different request.');
    }
    before.repeats = (before.repeats ?? 0) + 1;
    world.resend.repeats += 1;
    ids.push(before.id);
  }
  for (const message of fresh) {
    world.store.add(message);
    world.resend.accepted += 1;
    world.callbacks.sequence([() => event(world, message, 'sent'), () => outcome(world, message)]);
  }
  return { status: 200, body: batch ? { data: ids.map((id) => ({ id })) } : { id: ids[0] } };
}

function parseList(body: string): (Record<string, unknown> | null)[] | null {
  const list = parseObject(`{"list":${body}}`)?.['list'];
  if (!Array.isArray(list) || list.length < 1 || list.length > 100) return null;
  return list.map((item) => parseObject(JSON.stringify(item)));
}

function read(mail: Record<string, unknown>, key: string | undefined): Captured | null {
  const { from, to, subject, text, html, tags } = mail;
  const first: unknown = Array.isArray(to) ? to[0] : to;
  if (typeof from !== 'string' || typeof first !== 'string' || typeof subject !== 'string') return null;
  if (!/^[^\s@]+@[^\s@]+$/.test(first)) return null;
  return {
    id: randomUUID(),
    channel: 'email',
    to: first,
    from,
    subject,
    text: typeof text === 'string' ? text : '',
    ...(typeof html === 'string' && { html }),
    at: new Date().toISOString(),
    status: 'queued',
    ...(key !== undefined && { idempotencyKey: key }),
    ...(Array.isArray(tags) && { tags: readTags(tags) }),
  };
}

function readTags(tags: unknown[]): Record<string, string> {
  const pairs = tags.map((tag) => parseObject(JSON.stringify(tag)) ?? {});
  return Object.fromEntries(pairs.map((tag) => [String(tag['name']), String(tag['value'])]));
}

function outcome(world: World, message: Captured) {
  const bounces = world.bouncing.has(message.to);
  return event(world, message, bounces ? 'bounced' : 'delivered');
}

function event(world: World, message: Captured, happened: 'sent' | 'delivered' | 'bounced') {
  message.status = happened;
  world.store.changed(message);
  const app = world.publicUrl();
  if (app === '') return null;
  const at = new Date().toISOString();
  const { id, from, to, subject, tags } = message;
  const data = {
    created_at: message.at,
    email_id: id,
    message_id: `<${id}@fake>`,
    from,
    to: [to],
    subject,
    tags,
  };
  const bounce = { message: 'The mailbox does not exist.', subType: 'General', type: 'Permanent' };
  const body = JSON.stringify({
    type: `email.${happened}`,
    created_at: at,
    data: happened === 'bounced' ? { ...data, bounce } : data,
  });
  const signed = signSvix(world.credentials.resendWebhookSecret, `msg_${randomUUID()}`, body);
  return {
    url: new URL('/api/hooks/resend', app).href,
    headers: { 'content-type': 'application/json', ...signed },
    body,
  };
}
