// One try of one delivery, outside any transaction: what is handed to a provider, and what its answer means here.
import { reachCode } from '@/lib/contacts';
import { env } from '@/lib/env';
import {
  findSms,
  sendEmail,
  senderOf,
  sendSms,
  type EmailSettings,
  type Outcome,
  type SmsSettings,
} from './channels';
import type { Claimed } from './claim';
import { linkFor, linkToken } from './links';
import { turn } from './pace';
import { fillCode, fillLink, markResent } from './rules';
import { markSecondCopy, type End } from './settle';

export function emailSettings(sender: string): EmailSettings {
  const { RESEND_API_KEY: apiKey, RESEND_FROM: from, RESEND_BASE_URL: baseUrl } = env();
  return { apiKey, from: senderOf(from, sender), ...(baseUrl !== undefined && { baseUrl }) };
}

export function smsSettings(): SmsSettings {
  const settings = env();
  return {
    accountSid: settings.TWILIO_ACCOUNT_SID,
    authToken: settings.TWILIO_AUTH_TOKEN,
    from: settings.TWILIO_FROM,
    ...(settings.TWILIO_BASE_URL !== undefined && { baseUrl: settings.TWILIO_BASE_URL }),
    statusCallback: new URL('/api/hooks/twilio/status', settings.APP_URL).href,
  };
}

/** Null when the lease was lost meanwhile and nothing was sent. */
export async function attempt(claimed: Claimed): Promise<End | null> {
  if (claimed.channel === 'email') return email(claimed);
  return claimed.ambiguous ? textAgain(claimed) : text(claimed, claimed.body);
}

/** The words as they leave: the link and the code exist only here. The same on every try. */
function filled({ id, codeId }: Claimed, words: string): string {
  const linked = fillLink(words, linkFor(id));
  return codeId === null ? linked : fillCode(linked, reachCode(codeId));
}

async function email(claimed: Claimed): Promise<End> {
  await turn('email');
  const mail = {
    to: claimed.address,
    subject: filled(claimed, claimed.subject),
    html: filled(claimed, claimed.html),
    text: filled(claimed, claimed.body),
    practiceId: claimed.practiceId,
  };
  const outcome = await sendEmail(emailSettings(claimed.sender), mail, claimed.id);
  // The same key again never makes a second mail, so not knowing is as good as not taken.
  if (outcome.kind === 'unknown')
    return { state: 'again', as: 'waiting', reason: outcome.reason, clear: true };
  return endOf(outcome);
}

async function text(claimed: Claimed, body: string): Promise<End> {
  await turn('sms');
  const words = {
    to: claimed.address,
    text: filled(claimed, body),
    practiceId: claimed.practiceId,
  };
  return endOf(await sendSms(smsSettings(), words, claimed.id));
}

/** An earlier try may have got through: ask the provider's list by our own link, then send at most one second copy. */
async function textAgain(claimed: Claimed): Promise<End | null> {
  const words = filled(claimed, claimed.body);
  const token = linkToken(claimed.id);
  const found = await findSms(
    smsSettings(),
    claimed.address,
    words.includes(token) ? token : words,
    claimed.createdAt,
  );
  if (found.kind === 'unknown') return { state: 'again', as: 'unknown', reason: found.reason, clear: true };
  if (found.kind === 'found') {
    const { providerId, state } = found;
    if (state === 'failed')
      return { state: 'ended', as: 'failed', reason: 'The text provider could not deliver it.' };
    return { state: 'handed-over', providerId, detail: 'Found in the text provider’s list.' };
  }
  const again = markResent(claimed.body);
  if (again === claimed.body) {
    return { state: 'ended', as: 'unknown', reason: 'Sent twice without a clear answer. Call them.' };
  }
  return (await markSecondCopy(claimed, again)) ? text(claimed, again) : null;
}

const LOOK_AFTER_MS = 10_000;

function endOf(outcome: Outcome): End {
  switch (outcome.kind) {
    case 'sent':
      return { state: 'handed-over', providerId: outcome.providerId, detail: '' };
    case 'later': {
      const after = outcome.afterSeconds;
      return {
        state: 'again',
        as: 'waiting',
        reason: outcome.reason,
        clear: true,
        ...(after !== undefined && { retryAfterMs: after * 1000 }),
      };
    }
    case 'refused':
      return { state: 'ended', as: 'failed', reason: outcome.reason, stopped: outcome.code === '21610' };
    case 'unknown':
      // The status callback or the provider's list will tell; both need a moment.
      return {
        state: 'again',
        as: 'unknown',
        reason: outcome.reason,
        retryAfterMs: LOOK_AFTER_MS,
        clear: false,
      };
  }
}
