// One open stream of a device, by raw HTTP: what it was told and when, and when it ended.
import http from 'node:http';
import { until } from './run';

interface Told {
  name: string;
  at: number;
}

export class Listening {
  readonly told: Told[] = [];
  /** When the server hung up; null while it is open. */
  endedAt: number | null = null;
  /** Everything that came, as sent. */
  text = '';
  private rest = '';

  private constructor(private readonly request: http.ClientRequest) {}

  /** Opens it and waits for the first heartbeat: from then on nothing is missed. */
  static async open(origin: string, practiceId: string, cookie: string): Promise<Listening> {
    const { host, port } = new URL(origin);
    const request = http.get({
      host: '127.0.0.1',
      port,
      path: `/live/v1/${practiceId}/stream?cursor=`,
      agent: false,
      headers: { Host: host, Cookie: cookie },
    });
    const made = new Listening(request);
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
    });
    if (response.statusCode !== 200) throw new Error(`The stream answered ${response.statusCode}.`);
    request.on('error', () => undefined);
    response.setEncoding('utf8');
    response.on('data', (chunk: string) => made.hear(chunk));
    response.on('close', () => (made.endedAt ??= Date.now()));
    await until('the first heartbeat', () => Promise.resolve(made.heard('hb', 0) !== null));
    return made;
  }

  private hear(chunk: string): void {
    this.text += chunk;
    const pieces = `${this.rest}${chunk}`.split('\n\n');
    this.rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      const name = /^event: (\w+)$/m.exec(piece)?.[1];
      if (name) this.told.push({ name, at: Date.now() });
    }
  }

  /** When it was told something of that name at or after a moment; null if it was not. */
  heard(name: string, since: number): number | null {
    return this.told.find((one) => one.name === name && one.at >= since)?.at ?? null;
  }

  close(): void {
    this.request.destroy();
  }
}
