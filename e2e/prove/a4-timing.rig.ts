// A4: how long a door takes to say no tells nobody whether there is such an account. Known and unknown in turn, many times.
import type { House } from '../support/house';
import type { Answer } from '../support/http';
import { random } from '../support/random';
import { expect, test } from '../support/test';
import { actionBody } from '../walls/mutations';
import { builtActions } from '../walls/inventory';
import { mask } from '../walls/mask';

const PAIRS = 500;
const WARM_UP = 20;
const MOST_MS = 2;
const MOST_SHARE = 0.05;

interface Door {
  name: string;
  page: string;
  /** As the walls' list names it: file#export. */
  action: string;
  fields: (email: string) => Record<string, string>;
}

/** Every door that is told an e-mail address. A new one is one entry. */
const DOORS: readonly Door[] = [
  {
    name: 'sign in by password',
    page: '/sign-in',
    action: 'app/(public)/sign-in/actions.ts#signIn',
    fields: (email) => ({ email, password: 'not-the-password-1', next: '' }),
  },
];

async function knock(house: House, door: Door, email: string): Promise<Answer> {
  const id = builtActions().find(({ name }) => name === door.action)?.id;
  if (!id) throw new Error(`No action ${door.action} was built.`);
  const form = actionBody(door.fields(email));
  return house.ask(door.page, {
    method: 'POST',
    body: form.body,
    headers: { ...form.headers, Origin: house.url, 'Next-Action': id, Accept: 'text/x-component' },
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

for (const door of DOORS) {
  test(`${door.name}: known and unknown take the same time`, async ({ house, practice, outbox }) => {
    test.setTimeout(600_000);
    const chance = random();
    const known = practice.who('lead').loginEmail ?? '';
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let at = -WARM_UP; at < PAIRS; at += 1) {
      // Of the same length: only whether it exists differs.
      const unknown = `${String(at + WARM_UP).padStart(4, '0')}${known.slice(4)}`;
      const pair = [['known', known] as const, ['unknown', unknown] as const];
      if (chance.below(2) === 1) pair.reverse();
      const answers = new Map<string, Answer>();
      for (const [which, email] of pair) {
        // Limits are another promise (A3); here every try must reach the hash.
        await house.db.query('delete from throttle');
        const begun = performance.now();
        const answer = await knock(house, door, email);
        if (at >= 0) times[which].push(performance.now() - begun);
        answers.set(which, answer);
      }
      const [one, other] = [answers.get('known'), answers.get('unknown')];
      if (!one || !other) throw new Error('Two answers are needed.');
      expect(mask(one, [known])).toEqual(mask(other, [unknown]));
      expect(one.body).not.toMatch(/too many tries/i);
    }
    const [a, b] = [median(times.known), median(times.unknown)];
    const apart = Math.abs(a - b);
    test.info().annotations.push({
      type: 'figure',
      description: `${door.name}: medians ${a.toFixed(2)} and ${b.toFixed(2)} ms, ${apart.toFixed(2)} ms apart, ${PAIRS} pairs`,
    });
    outbox.claim(() => true);
    expect(apart, 'milliseconds between the medians').toBeLessThan(MOST_MS);
    expect(apart / Math.min(a, b), 'share of the median').toBeLessThan(MOST_SHARE);
  });
}
