// What a delivery may become and what a roster may say of a person. Pure; phones and servers decide alike.
export {
  asksAnswer,
  cleanName,
  emailLines,
  emailSubject,
  emailWhy,
  CODE_PLACE,
  fillCode,
  fillLink,
  linkPlaceholder,
  markResent,
  smsText,
  type MessageFacts,
  type MessageKind,
  type WhatDown,
  type Words,
} from './words/text';
export { smsSegments, toGsm } from './words/gsm';

export const DELIVERY_STATES = [
  'waiting',
  'sending',
  'dropped',
  'unknown',
  'handed-over',
  'delivered',
  'failed',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export type Channel = 'email' | 'sms';
/**
 * Messages without an incident: a plan that changed, things that are due, an invitation, a code that shows a way works,
 * the quarterly question whether one's numbers are right, a contact test, a practice that is to be deleted, old records
 * that were.
 */
export type NoticeKind =
  'plan' | 'reminder' | 'deletion' | 'old-records' | 'invitation' | 'verify' | 'confirm' | 'test';

/**
 * How much a state says, per channel. A text that arrived has arrived: a second copy that fails does not undo
 * it. An e-mail server may accept and bounce later (Resend: email.delivered, then email.bounced), so there
 * the failure is the last word.
 */
const EVIDENCE: Record<Channel, readonly DeliveryState[]> = {
  sms: ['waiting', 'sending', 'dropped', 'unknown', 'handed-over', 'failed', 'delivered'],
  email: ['waiting', 'sending', 'dropped', 'unknown', 'handed-over', 'delivered', 'failed'],
};

/** The state after hearing of `next`: never less than was known, so the order of callbacks does not matter. */
export function forward(current: DeliveryState, next: DeliveryState, channel: Channel): DeliveryState {
  const order = EVIDENCE[channel];
  return order.indexOf(next) > order.indexOf(current) ? next : current;
}

export type AnswerValue = 'coming' | 'here' | 'cannot' | 'help' | 'told';
export type RosterWord =
  | 'not-reached'
  | 'handed-over'
  | 'delivered'
  | 'coming'
  | 'here'
  | 'cannot'
  | 'needs-help'
  | 'opted-out'
  | 'told-in-person';

export interface RosterFacts {
  /** In the order given, oldest first; "told" is a colleague's word, the others are the person's own. */
  answers: readonly AnswerValue[];
  deliveries: readonly { state: DeliveryState }[];
  /** The person stopped our texts. */
  optedOut: boolean;
}

const OWN_WORD: Record<Exclude<AnswerValue, 'told'>, RosterWord> = {
  coming: 'coming',
  here: 'here',
  cannot: 'cannot',
  help: 'needs-help',
};

/**
 * One word for a person. Own words first, the newest; then a colleague's; only then what providers say.
 * Opted out outranks "handed over", because nobody knows that mail was read, but not "delivered".
 */
export function rosterWord({ answers, deliveries, optedOut }: RosterFacts): RosterWord {
  const own = answers.findLast((answer) => answer !== 'told');
  if (own !== undefined) return OWN_WORD[own];
  if (answers.includes('told')) return 'told-in-person';
  const states = new Set(deliveries.map((delivery) => delivery.state));
  if (states.has('delivered')) return 'delivered';
  if (optedOut) return 'opted-out';
  return states.has('handed-over') ? 'handed-over' : 'not-reached';
}

/** Only a human word confirms. What a provider says never does. */
export function isConfirmed(word: RosterWord): boolean {
  return !['not-reached', 'handed-over', 'delivered', 'opted-out'].includes(word);
}

/** One word for a person who was sent a notice, over all addresses tried: the one that says most. */
export function noticeState(states: readonly DeliveryState[]): DeliveryState {
  const order = ['dropped', 'failed', 'unknown', 'waiting', 'sending', 'handed-over', 'delivered'] as const;
  return states.reduce<DeliveryState>(
    (best, state) => (order.indexOf(state) > order.indexOf(best) ? state : best),
    'dropped',
  );
}
