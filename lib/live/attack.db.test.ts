// Many who hold on: bodies that never come must not keep anybody else out.
import { createServer } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { env } from '@/lib/env';
import { useTestDatabase } from '@/lib/testing';
import { testPractice } from '@/lib/testing/practice';
import { live } from './index';
import { enter } from './support';

const database = await useTestDatabase();
const server = createServer((req, res) => {
  if (!live(req, res)) res.writeHead(418).end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.drop();
});

const look = async (path: string, cookie = '') =>
  (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } })).status;

/** A request whose body stops after its first bytes; resolves when those were sent. */
function begin(path: string, headers: string): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n${headers}\r\n\r\n{"a`,
      () => {
        resolve(socket);
      },
    );
  });
}

it.each(['answer page', 'sync'])('300 bodies that never come to the %s keep nobody out', async (where) => {
  const practice = await testPractice();
  const { cookie } = await enter(practice.lead);
  const form = `Content-Type: application/x-www-form-urlencoded\r\nOrigin: ${env().APP_URL}`;
  const json = `Content-Type: application/json\r\nOrigin: ${env().APP_URL}\r\nCookie: ${cookie}`;
  const sockets = await Promise.all(
    Array.from({ length: 300 }, () =>
      where === 'sync'
        ? begin(`/live/v1/${practice.practiceId}/sync`, json)
        : begin('/r/abcdefghijklmnop', form),
    ),
  );
  for (let n = 0; n < 5; n += 1) {
    expect(await look(`/live/v1/${practice.practiceId}/home`, cookie)).toBe(200);
    expect(await look('/r/abcdefghijklmnop')).toBe(404);
  }
  for (const socket of sockets) socket.destroy();
});
