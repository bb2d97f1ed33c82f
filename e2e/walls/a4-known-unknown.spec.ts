// A4: whoever asks at a door does not learn who has an account: status, headers and every byte of the answer are the same.
import type { Answer } from '../support/http';
import { expect, test } from '../support/test';
import { askCode, knock, leadsTo, passOf } from './knock';
import { difference, mask } from './mask';

// As long as the known one's, with its first letter and its domain: what a page may show of it.
function unknownLike(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 1)}${'q'.repeat(name.length - 1)}@${domain}`;
}

test('sign-in, code, link and sign-up answer known and unknown alike', async ({
  house,
  practice,
  outbox,
}) => {
  const known = practice.who('lead').loginEmail ?? '';
  const unknown = unknownLike(known);
  const from = { 'X-Forwarded-For': '203.0.113.70' };
  const same = (name: string, a: Answer, b: Answer): void => {
    expect(difference(mask(a, [known, passOf(a)]), mask(b, [unknown, passOf(b)])), name).toBeNull();
  };
  const both = async (name: string, ask: (email: string) => Promise<Answer>): Promise<[Answer, Answer]> => {
    const answers: [Answer, Answer] = [await ask(known), await ask(unknown)];
    same(name, ...answers);
    return answers;
  };
  const [wrong] = await both('password', (email) =>
    knock(house, 'signIn', '/sign-in', { email, password: 'not-the-password' }, from),
  );
  expect(wrong.body).toContain('do not match');

  for (const [name, ask] of [
    ['code', (email: string) => askCode(house, email, from)],
    ['sign-up', (email: string) => knock(house, 'askSignUp', '/sign-up', { name: 'Ann', email }, from)],
  ] as const) {
    const asked = await both(`asking for a ${name}`, ask);
    expect(passOf(asked[0]), name).toMatch(/^[0-9a-f-]{36}$/);
    const pages = await Promise.all(asked.map((answer) => house.ask(leadsTo(answer))));
    expect(pages[0]?.status).toBe(200);
    for (const [a, b] of [pages] as [Answer, Answer][]) {
      expect(
        difference(mask(a, [known, passOf(asked[0])]), mask(b, [unknown, passOf(asked[1])])),
        `the page after the ${name}`,
      ).toBeNull();
    }
    const [action, page] =
      name === 'code' ? ['enterCode', '/sign-in/code'] : ['enterSignUp', '/sign-up/code'];
    const tried = await Promise.all(
      asked.map((answer) => knock(house, action, page, { pass: passOf(answer), code: '12345678' }, from)),
    );
    expect(tried[0]?.body).toContain('not the code we sent');
    for (const [a, b] of [tried] as [Answer, Answer][]) {
      expect(
        difference(mask(a, [known, passOf(asked[0])]), mask(b, [unknown, passOf(asked[1])])),
        `a wrong ${name}`,
      ).toBeNull();
    }
  }

  // The limit comes at the same asking.
  const limits = async (email: string): Promise<boolean[]> => {
    const answers: boolean[] = [];
    for (let i = 0; i < 5; i += 1) answers.push(passOf(await askCode(house, email, from)) !== '');
    return answers;
  };
  expect(await limits(known)).toEqual(await limits(unknown));
  await house.settle(practice.practiceId);
  expect(outbox.claim((message) => message.to === unknown).map((message) => message.subject)).toEqual([
    expect.stringMatching(/sign-up code$/),
  ]);
  expect(outbox.claim((message) => message.to === known).length).toBeGreaterThan(1);
});
