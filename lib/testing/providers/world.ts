// What the two fakes share: what they captured, how they misbehave, and who they call back.
import type { Callbacks } from './callbacks';
import type { Faults } from './faults';
import type { Store } from './store';

export interface Credentials {
  resendApiKey: string;
  resendWebhookSecret: string;
  twilioAccountSid: string;
  twilioAuthToken: string;
  twilioFrom: string;
}

/** Requests a provider saw: how many, how many it took in, and the busiest second. */
export class Meter {
  requests = 0;
  accepted = 0;
  repeats = 0;
  peakPerSecond = 0;
  readonly #lately: number[] = [];

  request(now = performance.now()): void {
    this.requests += 1;
    this.#lately.push(now);
    while ((this.#lately[0] ?? now) <= now - 1000) this.#lately.shift();
    this.peakPerSecond = Math.max(this.peakPerSecond, this.#lately.length);
  }

  read() {
    const { requests, accepted, repeats, peakPerSecond } = this;
    return { requests, accepted, repeats, peakPerSecond };
  }
}

export interface World {
  credentials: Credentials;
  store: Store;
  faults: Faults;
  callbacks: Callbacks;
  resend: Meter;
  twilio: Meter;
  /** The app's own address, for webhooks; '' when there is none to call. */
  publicUrl: () => string;
  bouncing: ReadonlySet<string>;
  slowMilliseconds: number;
}
