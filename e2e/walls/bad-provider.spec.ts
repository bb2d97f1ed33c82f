// A provider that answers 500 or never: the roster says why a text waits, and nothing is doubled once it is back.
import { words } from '../support/outbox';
import { until } from '../support/run';
import { Voice } from '../support/said';
import { expect, test } from '../support/test';

const STACK = /\n\s+at .+:\d+|node_modules|PrismaClient|syntax error at/;

for (const mode of ['500', 'hang'] as const) {
  test(`a provider that answers ${mode}: waiting with a reason, and nothing doubled after`, async ({
    house,
    practice,
    outbox,
  }) => {
    test.setTimeout(240_000);
    const lead = await Voice.of(house, practice, practice.who('lead'));
    house.fakes.mode('twilio', mode);
    try {
      const incident = await lead.opened();
      const nurse = practice.who('nurse').id;
      const attempt = await until(
        'the roster to say why a text waits',
        async () => {
          const { roster } = await lead.pull(incident);
          const texts = roster.people
            .find((one) => one.personId === nurse)
            ?.attempts.filter((one) => one.channel === 'sms');
          return texts?.find(
            (one) => one.reason !== '' && one.state !== 'handed-over' && one.state !== 'delivered',
          );
        },
        60_000,
      );
      expect(attempt.reason).toMatch(/[a-z]{3,}/);
      expect(attempt.reason).not.toMatch(STACK);
      // The other way goes on meanwhile.
      await until('e-mails to go out', () =>
        Promise.resolve(
          outbox
            .all()
            .some((message) => message.channel === 'email' && message.to === practice.who('nurse').email),
        ),
      );
    } finally {
      house.fakes.mode('twilio', 'ok');
    }
    await until(
      'the texts to go out once the provider is back',
      () => Promise.resolve(outbox.all().some((message) => message.channel === 'sms')),
      60_000,
    );
    await house.lastWords(practice.practiceId);
    const sent = outbox.claim(() => true);
    const perAddress = new Map<string, number>();
    for (const message of sent) {
      const key = `${message.to} ${words(message).replace(' (resent)', '')}`;
      perAddress.set(key, (perAddress.get(key) ?? 0) + 1);
    }
    expect([...perAddress.values()].filter((times) => times > 1)).toEqual([]);
  });
}
