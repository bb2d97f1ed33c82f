// How a fake provider misbehaves, and for how many requests.
import type { ServerResponse } from 'node:http';
import { send, type Reply } from './wire';

export const MODES = [
  'ok',
  'slow',
  '400',
  '401',
  '429',
  'quota',
  '500',
  '500-plain',
  'html',
  'truncate',
  'cut',
  'reset',
  'hang',
  'accept-then-reset',
] as const;
export type Mode = (typeof MODES)[number];
/** twilio-list is the message list alone, so that it can fail while sending works. */
export const TARGETS = ['resend', 'twilio', 'twilio-list'] as const;
export type Target = (typeof TARGETS)[number];

/** The current mode of each provider; one with a count falls back to ok when used up. */
export class Faults {
  readonly #modes = new Map<Target, { mode: Mode; left: number }>();

  set(target: Target, mode: Mode, times = Number.POSITIVE_INFINITY): void {
    this.#modes.set(target, { mode, left: times });
  }

  take(target: Target): Mode {
    const now = this.#modes.get(target);
    if (now === undefined || now.left <= 0) return 'ok';
    now.left -= 1;
    return now.mode;
  }
}

export const HTML_502: Reply = {
  status: 502,
  body: '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>',
  headers: { 'content-type': 'text/html' },
};

/**
 * Answers in the given mode. `accept` takes the message in and gives the real provider's answer; it runs only
 * in modes in which a real provider would have taken it. `refusals` are the provider's own error bodies.
 */
export async function answerIn(
  mode: Mode,
  res: ServerResponse,
  accept: () => Reply,
  refusals: Record<'400' | '401' | '429' | 'quota' | '500', Reply>,
  slowMilliseconds: number,
): Promise<void> {
  switch (mode) {
    case 'ok':
      return send(res, accept());
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, slowMilliseconds));
      return send(res, accept());
    case 'html':
      return send(res, HTML_502);
    case '500-plain':
      return send(res, { status: 500, body: { message: 'upstream failed' } });
    case 'hang':
      return;
    case 'reset':
      res.socket?.resetAndDestroy();
      return;
    case 'accept-then-reset':
      accept();
      res.socket?.resetAndDestroy();
      return;
    case 'truncate': {
      const whole = JSON.stringify(accept().body);
      return send(res, { status: 200, body: whole.slice(0, Math.floor(whole.length / 2)) });
    }
    case 'cut': {
      const whole = JSON.stringify(accept().body);
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': String(whole.length) });
      res.write(whole.slice(0, Math.floor(whole.length / 2)), () => res.socket?.destroy());
      return;
    }
    default:
      return send(res, refusals[mode]);
  }
}
