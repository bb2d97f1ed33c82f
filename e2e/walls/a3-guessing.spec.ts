// A3: guessing is hopeless from wherever and however many at once, a restart forgets nothing, and the owner's own device
// is let in all the while. The shape of 10,000 tries, at a size that fits a test run.
import { expect, test } from '../support/test';
import { askCode, knock, mailTo, passOf } from './knock';

const PASSWORD = 'holdfast-demo-1';
const WRONG = /do not match/;
const WAIT = /Too many tries/;

test('wrong passwords from everywhere: ten an hour are looked at, and the owner gets in', async ({
  house,
  practice,
}) => {
  test.setTimeout(180_000);
  const email = practice.who('lead').loginEmail ?? '';
  const others = ['manager', 'staff', 'nurse'].map((who) => practice.who(who).loginEmail ?? '');
  const signIn = (who: string, password: string, headers: Record<string, string>): ReturnType<typeof knock> =>
    knock(house, 'signIn', '/sign-in', { email: who, password }, headers);
  const first = await signIn(email, PASSWORD, { 'X-Forwarded-For': '203.0.113.80' });
  const known = (first.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
  expect(known).toContain('__Host-holdfast-device=');

  const from = (i: number): Record<string, string> => ({
    'X-Forwarded-For': i % 2 === 0 ? `198.51.100.${i % 250}` : `2001:db8:77:${i % 3}::${i.toString(16)}`,
  });
  const attack = async (tries: number): Promise<{ seen: number; waits: number }> => {
    const answers: Awaited<ReturnType<typeof signIn>>[] = [];
    // Twenty at once: more would measure how many connections the house has.
    for (let at = 0; at < tries; at += 20) {
      const some = Array.from({ length: 20 }, (_, i) => signIn(email, `guess-${at + i}-guess`, from(at + i)));
      answers.push(...(await Promise.all(some)));
    }
    expect(answers.every((answer) => answer.headers['set-cookie'] === undefined)).toBe(true);
    const count = (words: RegExp): number => answers.filter((answer) => words.test(answer.body)).length;
    return { seen: count(WRONG), waits: count(WAIT) };
  };
  expect(await attack(120)).toEqual({ seen: 10, waits: 110 });
  // One place, many accounts: a hundred in all, whichever of a /64's addresses asks.
  const spread: Awaited<ReturnType<typeof signIn>>[] = [];
  for (let at = 0; at < 130; at += 26) {
    const some = Array.from({ length: 26 }, (_, i) =>
      signIn(`${at + i}@nowhere.example`, 'guess-guess', {
        'X-Forwarded-For': `2001:db8:88:1::${(at + i).toString(16)}`,
      }),
    );
    spread.push(...(await Promise.all(some)));
  }
  expect(spread.filter((answer) => WRONG.test(answer.body))).toHaveLength(100);

  await house.stopWeb();
  await house.startWeb();
  expect(await attack(20)).toEqual({ seen: 0, waits: 20 });
  const owner = await signIn(email, PASSWORD, { Cookie: known, 'X-Forwarded-For': '198.51.100.1' });
  expect(owner.headers['set-cookie']?.join()).toContain('__Host-holdfast=');
  for (const other of others) {
    const answer = await signIn(other, PASSWORD, { 'X-Forwarded-For': '203.0.113.81' });
    expect(answer.headers['set-cookie']?.join(), other).toContain('__Host-holdfast=');
  }
});

test('a code may be guessed five times, from anywhere, and asked for five times an hour', async ({
  house,
  practice,
  outbox,
}) => {
  const email = practice.who('nurse').loginEmail ?? '';
  const asked = await askCode(house, email, { 'X-Forwarded-For': '203.0.113.90' });
  const { code } = await mailTo(house, email);
  const wrong = code === '00000000' ? '11111111' : '00000000';
  const tries = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      knock(
        house,
        'enterCode',
        '/sign-in/code',
        { pass: passOf(asked), code: wrong },
        { 'X-Forwarded-For': `198.51.100.${i}` },
      ),
    ),
  );
  expect(tries.filter((answer) => /not the code we sent/.test(answer.body))).toHaveLength(5);
  expect(tries.filter((answer) => /used or no longer good/.test(answer.body))).toHaveLength(55);
  const right = await knock(house, 'enterCode', '/sign-in/code', { pass: passOf(asked), code });
  expect(right.headers['set-cookie']).toBeUndefined();
  const more = [];
  for (let i = 0; i < 8; i += 1) {
    more.push(await askCode(house, email, { 'X-Forwarded-For': `198.51.100.${100 + i}` }));
  }
  expect(more.filter((answer) => passOf(answer) !== '')).toHaveLength(4);
  expect(more.filter((answer) => /Enough codes were asked for/.test(answer.body))).toHaveLength(4);
  await house.settle(practice.practiceId);
  expect(outbox.claim((message) => message.to === email)).toHaveLength(5);
});
