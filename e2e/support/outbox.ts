// What the fake providers were asked to send. Every message must be claimed by the test that caused it.
import { expect } from '@playwright/test';
import type { Captured } from '@/lib/testing/providers';
import type { House } from './house';
import type { Minted, Person } from './mint';

export class Outbox {
  private readonly claimed = new Set<string>();
  private readonly before: Set<string>;

  private constructor(private readonly house: House) {
    this.before = new Set(house.fakes.captured().map((message) => message.id));
  }

  /** Nothing an earlier test left behind goes out any more: its practices, and what they had yet to say, are gone. */
  static async open(house: House): Promise<Outbox> {
    await house.clearPractices();
    return new Outbox(house);
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
    const stray = this.all().filter((message) => !this.claimed.has(message.id));
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
