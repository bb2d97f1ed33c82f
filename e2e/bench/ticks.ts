// B1: how many ticks a second are committed through the live path, against the same statements through bare pg.
import http from 'node:http';
import { Voice } from '@/e2e/support/said';
import type { House } from '@/e2e/support/house';
import type { Minted } from '@/e2e/support/mint';
import { bareTicks, type TickPlace } from './peers/bare-ticks';

const CLIENTS = 8;
const COUNT = 1000;
const INCIDENTS = 20;

export interface Round {
  product: number;
  peer: number;
}

/** Interleaved rounds of product and peer, ticks a second each. */
export async function tickRounds(
  house: House,
  practice: Minted,
  databaseUrl: string,
  rounds: number,
): Promise<Round[]> {
  const person = practice.who('lead');
  const voice = await Voice.of(house, practice, person);
  const targets: TickPlace['targets'] = [];
  // Without a tree nobody is told: only ticks are measured.
  for (let i = 0; i < INCIDENTS; i += 1) {
    const incident = await voice.opened({ separate: true, drill: true, treeId: null });
    const board = await voice.board(incident);
    const step = board.steps[0];
    if (step) targets.push({ incident, step: step.id });
  }
  const place = {
    practiceId: practice.practiceId,
    accountId: person.accountId ?? '',
    personId: person.id,
    targets,
  };
  const done: Round[] = [];
  for (let i = 0; i < rounds + 1; i += 1) {
    const product = await productTicks(house, voice, targets);
    const peer = await bareTicks(databaseUrl, place, COUNT, CLIENTS);
    // The first round warms caches and compilers.
    if (i > 0) done.push({ product, peer });
  }
  return done;
}

async function productTicks(house: House, voice: Voice, targets: TickPlace['targets']): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      for (let i = next++; i < COUNT; i = next++) {
        const target = targets[i % targets.length];
        if (!target) throw new Error('No incident to tick');
        const command = voice.command('step.note', target.incident, { note: 'bench' }, { step: target.step });
        const body = JSON.stringify({ incident: null, since: 0, commands: [command] });
        await send(agent, house, voice, body);
      }
    }),
  );
  const rate = COUNT / ((performance.now() - started) / 1000);
  agent.destroy();
  return rate;
}

function send(agent: http.Agent, house: House, voice: Voice, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        agent,
        host: '127.0.0.1',
        port: house.port,
        path: `/live/v1/${voice.practiceId}/sync`,
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          Cookie: voice.cookie,
          Origin: house.url,
          Host: `localhost:${house.port}`,
        },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          response.statusCode === 200 && text.includes('"applied"')
            ? resolve()
            : reject(new Error(`sync answered ${response.statusCode}: ${text.slice(0, 200)}`)),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
