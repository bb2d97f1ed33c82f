// What the fake providers were asked to send. Every message must be claimed by the test that caused it.
import { expect } from '@playwright/test';
import type { Captured } from '@/lib/testing/providers';
import type { House } from './house';
import type { Minted, Person } from './mint';

export class Outbox {
  private readonly claimed = new Set<string>();
  private readonly before: Set<string>;
  /** Whom earlier tests wrote to: no practice has numbers of another, and what was not delivered goes out again later. */
  private readonly others: Set<string>;

  constructor(private readonly house: House) {
    const earlier = house.fakes.captured();
    this.before = new Set(earlier.map((message) => message.id));
    this.others = new Set(earlier.map((message) => message.to));
  }

  /** Messages of this test, oldest first. */
  all(to?: string): Captured[] {
    return this.house.fakes
      .captured(to)
      .filter((message) => !this.before.has(message.id))
      .toReversed();
  }

  /** Every message so far that fits; they count as expected. */
  claim(fits: (message: Captured) => boolean): Captured[] {
    const found = this.all().filter((message) => fits(message) && !this.claimed.has(message.id));
    for (const message of found) this.claimed.add(message.id);
    return found;
  }

  /** Waits until everything due was sent, then claims what fits. */
  async settled(practice: Minted, fits: (message: Captured) => boolean): Promise<Captured[]> {
    await this.house.settle(practice.practiceId);
    return this.claim(fits);
  }

  /** Fails when somebody got a message that no test asked for. */
  check(): void {
    const again = ({ to, text }: Captured): boolean => this.others.has(to) && text.endsWith('(resent)');
    const stray = this.all().filter((message) => !this.claimed.has(message.id) && !again(message));
    const told = stray.map(
      (message) => `${message.channel} to ${message.to}: ${message.subject ?? message.text}`,
    );
    expect(told.slice(0, 5), `${told.length} messages nobody expected`).toEqual([]);
  }
}

/** Text or mail, whichever: first words and body as one string. */
export function words(message: Captured): string {
  return message.channel === 'email' ? `${message.subject ?? ''}\n${message.text}` : message.text;
}

export function isTo(person: Person): (message: Captured) => boolean {
  return (message) => message.to === person.mobile || message.to === person.email;
}

/** The answer page's path in a message, without the app's address. */
export function answerPath(message: Captured): string {
  const found = /\/r\/[\w-]{10,}/.exec(message.text);
  if (!found) throw new Error(`No answer link in: ${message.text}`);
  return found[0];
}
