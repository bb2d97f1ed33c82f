// The ways out: e-mail by Resend, texts by Twilio, and how their webhooks are told from forgeries.
export { emailState, sendEmail, verifyResend, type EmailSettings, type RenderedEmail } from './email';
export { SEND_TIMEOUT_MILLISECONDS, type Outcome } from './outcome';
export {
  findSms,
  sendSms,
  smsState,
  statusCallbackUrl,
  verifyTwilio,
  type Found,
  type RenderedSms,
  type SmsSettings,
} from './sms';
