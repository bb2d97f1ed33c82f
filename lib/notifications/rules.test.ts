import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DELIVERY_STATES,
  forward,
  isConfirmed,
  rosterWord,
  type AnswerValue,
  type Channel,
  type DeliveryState,
  type RosterWord,
} from './rules';

const state = fc.constantFrom<DeliveryState>(...DELIVERY_STATES);
const channel = fc.constantFrom<Channel>('sms', 'email');
const settle = (states: DeliveryState[], by: Channel) =>
  states.reduce<DeliveryState>((current, next) => forward(current, next, by), 'waiting');

function orders<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, at) =>
    orders([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
  );
}

describe('delivery states', () => {
  test('every order of what providers say ends the same', () => {
    for (const by of ['sms', 'email'] as const) {
      const ends = orders<DeliveryState>(['handed-over', 'delivered', 'failed', 'unknown']).map((said) =>
        settle(said, by),
      );
      expect(new Set(ends)).toEqual(new Set([by === 'sms' ? 'delivered' : 'failed']));
    }
  });

  test('any shuffle, any doubling, same end (property)', () => {
    fc.assert(
      fc.property(
        fc.array(state, { maxLength: 12 }).chain((said) =>
          fc.record({
            said: fc.constant(said),
            shuffled: fc.shuffledSubarray([...said, ...said], { minLength: said.length * 2 }),
            by: channel,
          }),
        ),
        ({ said, shuffled, by }) => settle(said, by) === settle(shuffled, by),
      ),
    );
  });

  test('never moves backwards (property)', () => {
    fc.assert(
      fc.property(state, state, channel, (current, next, by) => {
        const after = forward(current, next, by);
        return forward(after, current, by) === after && forward(after, next, by) === after;
      }),
    );
  });

  test('a receipt for a text we were not sure of, or had dropped, counts', () => {
    expect(forward('unknown', 'handed-over', 'sms')).toBe('handed-over');
    expect(forward('dropped', 'delivered', 'sms')).toBe('delivered');
    expect(forward('handed-over', 'unknown', 'sms')).toBe('handed-over');
  });
});

describe('roster', () => {
  const word = (answers: AnswerValue[], states: DeliveryState[] = [], optedOut = false) =>
    rosterWord({ answers, deliveries: states.map((one) => ({ state: one })), optedOut });

  test.each<[AnswerValue[], DeliveryState[], boolean, RosterWord]>([
    [[], [], false, 'not-reached'],
    [[], ['waiting', 'sending', 'unknown', 'failed', 'dropped'], false, 'not-reached'],
    [[], ['failed', 'handed-over'], false, 'handed-over'],
    [[], ['handed-over', 'delivered'], false, 'delivered'],
    [[], ['handed-over'], true, 'opted-out'],
    [[], ['delivered'], true, 'delivered'],
    [['told'], ['delivered'], true, 'told-in-person'],
    [['coming', 'told'], [], false, 'coming'],
    [['coming', 'cannot'], [], false, 'cannot'],
    [['help'], ['failed'], true, 'needs-help'],
    [['coming', 'here'], [], false, 'here'],
  ])('%j %j opted out %s: %s', (answers, states, optedOut, expected) => {
    expect(word(answers, states, optedOut)).toBe(expected);
  });

  test('without a human word nobody is confirmed, whatever providers say (property)', () => {
    fc.assert(
      fc.property(
        fc.array(state),
        fc.boolean(),
        (states, optedOut) => !isConfirmed(word([], states, optedOut)),
      ),
    );
    expect(isConfirmed(word(['told']))).toBe(true);
    expect(isConfirmed(word(['cannot'], ['failed']))).toBe(true);
  });
});
