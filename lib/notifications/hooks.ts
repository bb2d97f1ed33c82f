// The providers' side doors: signed or refused, bounded, each word once. Web standards only; the routes are one line.
import { env } from '@/lib/env';
import { emailState, smsState, verifyResend, verifyTwilio } from './channels';
import { settleReceipt, textTrouble } from './receipts';
import { InboundText, MailStatus, TextStatus } from './schema';
import { answerBySms } from './texts';

const MOST_BYTES = 64_000;
const EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

function reply(status: number, body = '', type = 'text/plain; charset=utf-8'): Response {
  const headers = { 'cache-control': 'no-store', ...(body !== '' && { 'content-type': type }) };
  return new Response(body === '' ? null : body, { status, headers });
}

/** The body as it came, or null as soon as it is longer than any real webhook. */
async function readBody(request: Request): Promise<string | null> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MOST_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

interface Form {
  fields: Record<string, string | string[]>;
  query: URLSearchParams;
}

/** The signed fields, or the refusal. The address is built from our own settings, never from the Host header. */
async function readTwilio(request: Request): Promise<Form | Response> {
  const raw = await readBody(request);
  if (raw === null) return reply(413);
  const { pathname, search, searchParams } = new URL(request.url);
  // Without a prototype, so that a field named __proto__ is a field too and must be signed like the others.
  const fields = Object.create(null) as Record<string, string | string[]>;
  const params = new URLSearchParams(raw);
  for (const name of new Set(params.keys())) {
    const [first = '', ...more] = params.getAll(name);
    fields[name] = more.length > 0 ? [first, ...more] : first;
  }
  const called = `${new URL(env().APP_URL).origin}${pathname}${search}`;
  const signature = request.headers.get('x-twilio-signature');
  if (!verifyTwilio(env().TWILIO_AUTH_TOKEN, called, fields, signature)) return reply(403);
  return { fields, query: searchParams };
}

/** POST /api/hooks/twilio/inbound: somebody texted us. */
export async function receiveText(request: Request): Promise<Response> {
  const form = await readTwilio(request);
  if (form instanceof Response) return form;
  const parsed = InboundText.safeParse(form.fields);
  if (!parsed.success) return reply(200, EMPTY, 'text/xml');
  const { From: from, Body: body, MessageSid: sid } = parsed.data;
  const words = await answerBySms({ from, body, sid });
  return reply(200, words === '' ? EMPTY : EMPTY.replace('<Response/>', twiml(words)), 'text/xml');
}

function twiml(words: string): string {
  const safe = words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<Response><Message>${safe}</Message></Response>`;
}

/** POST /api/hooks/twilio/status: how a text of ours is doing. */
export async function receiveTextStatus(request: Request): Promise<Response> {
  const form = await readTwilio(request);
  if (form instanceof Response) return form;
  const parsed = TextStatus.safeParse(form.fields);
  const state = parsed.success ? smsState(parsed.data.MessageStatus) : null;
  if (!parsed.success || state === null) return reply(204);
  const { MessageSid: sid, MessageStatus: status, ErrorCode: code } = parsed.data;
  await settleReceipt({
    practiceId: form.query.get('practice') ?? '',
    deliveryId: form.query.get('delivery') ?? '',
    eventId: `${sid}:${status}`,
    messageId: sid,
    state,
    reason: state === 'failed' ? textTrouble(code) : '',
    stopped: code === '21610',
  });
  return reply(204);
}

/** POST /api/hooks/resend: how an e-mail of ours is doing. */
export async function receiveMailStatus(request: Request): Promise<Response> {
  const raw = await readBody(request);
  if (raw === null) return reply(413);
  if (!verifyResend(env().RESEND_WEBHOOK_SECRET, request.headers, raw)) return reply(403);
  const parsed = MailStatus.safeParse(JSON.parse(raw));
  const state = parsed.success ? emailState(parsed.data.type) : null;
  if (!parsed.success || state === null) return reply(204);
  const { email_id: messageId, tags } = parsed.data.data;
  await settleReceipt({
    practiceId: tags.practice,
    deliveryId: tags.delivery,
    eventId: `mail:${request.headers.get('svix-id') ?? ''}`,
    messageId,
    state,
    reason: state === 'failed' ? 'The mailbox did not take it. Check the address, or call them.' : '',
  });
  return reply(204);
}
