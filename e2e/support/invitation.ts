// The invitation somebody got, as they read it.
import { answerPath, words, type Outbox } from './outbox';

export interface InvitationMail {
  text: string;
  /** Its link, without the app's address. */
  path: string;
}

/** The newest invitation to an address; it counts as expected. */
export function captureOf(outbox: Outbox, to: string): InvitationMail {
  const message = outbox.claim((one) => one.to === to && one.text.includes('/r/')).at(-1);
  if (!message) throw new Error(`No invitation to ${to}.`);
  return { text: words(message), path: answerPath(message) };
}
