// The ways out: e-mail by Resend, texts by Twilio, and how their webhooks are told from forgeries.
export {
  emailState,
  sendEmail,
  senderOf,
  verifyResend,
  type EmailSettings,
  type RenderedEmail,
} from './email';
export type { Outcome } from './outcome';
export {
  findSms,
  sendSms,
  smsState,
  verifyTwilio,
  type Found,
  type RenderedSms,
  type SmsSettings,
} from './sms';
