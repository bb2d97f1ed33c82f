// For tests of messages: fake providers, our hooks and answer page on a port of their own, and jobs run by hand.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { applyCommand } from '@/lib/incidents';
import type { Command, Receipt } from '@/lib/incidents/schema';
import { dispatch, planEvent, receiveMailStatus, receiveText, receiveTextStatus } from '@/lib/notifications';
import { live } from '@/lib/live';
import type { TestMember, TestPractice } from './practice';
import { startFakeProviders, type FakeProviders, type FakeProvidersOptions } from './providers';

export interface Telling {
  providers: FakeProviders;
  url: string;
  stop: () => Promise<void>;
}

const HOOKS: Record<string, (request: Request) => Promise<Response>> = {
  '/api/hooks/twilio/inbound': receiveText,
  '/api/hooks/twilio/status': receiveTextStatus,
  '/api/hooks/resend': receiveMailStatus,
};

async function asRequest(req: IncomingMessage, url: string): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const headers = Object.entries(req.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return new Request(`${url}${req.url ?? ''}`, {
    method: req.method ?? 'GET',
    headers,
    ...(req.method === 'POST' && { body: Buffer.concat(chunks) }),
  });
}

/** Call before anything reads the settings: the providers' addresses and our own are set here. */
export async function startTelling(options: FakeProvidersOptions = {}): Promise<Telling> {
  let url = '';
  const server = createServer((req, res) => {
    const hook = HOOKS[(req.url ?? '').split('?')[0] ?? ''];
    if (!hook) {
      if (!live(req, res)) res.writeHead(404).end();
      return;
    }
    asRequest(req, url)
      .then(hook)
      .then(async (response) => {
        res.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
      })
      .catch(() => res.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const providers = await startFakeProviders({
    publicUrl: () => url,
    callbackDelayMilliseconds: 1,
    ...options,
  });
  process.env['APP_URL'] = url;
  process.env['RESEND_BASE_URL'] = providers.resendUrl;
  process.env['TWILIO_BASE_URL'] = providers.twilioUrl;
  return {
    providers,
    url,
    stop: async () => {
      await providers.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let seq = 0;

/** One command as a phone would send it. @throws Error when it is refused */
export async function say(
  who: TestMember,
  incident: string,
  said: Pick<Command, 'kind' | 'value'>,
): Promise<Receipt> {
  const at = new Date().toISOString();
  const receipt = await applyCommand(who, { ...said, id: newId(), deviceSeq: (seq += 1), incident, at });
  if (receipt.outcome === 'refused') throw new Error(receipt.reason);
  return receipt;
}

/** Declares at the practice's site and returns the incident's id. */
export async function declare(practice: TestPractice, options: { drill?: boolean } = {}): Promise<string> {
  const incident = newId();
  await say(practice.lead, incident, {
    kind: 'incident.declare',
    value: {
      siteId: practice.siteId,
      treeId: practice.treeId,
      whatDown: ['ehr'],
      runbookId: practice.runbookId,
      noticedAt: new Date(Date.now() - 60_000).toISOString(),
      drill: options.drill ?? false,
      separate: true,
    },
  });
  return incident;
}

/** Carries out what the worker would: plans every event of the incident and sends what is due. */
export async function carryOut(practiceId: string, incidentId: string): Promise<void> {
  const events = await inPracticeSql({ practiceId }, ({ sql }) =>
    sql<{ id: string }>(
      `select id from event where "practiceId" = $1::uuid and "chainId" = $2::uuid order by seq`,
      [practiceId, incidentId],
    ),
  );
  for (const { id } of events) await planEvent(practiceId, id);
  await dispatchBoth(practiceId);
}

/** The same for one event of the practice's own. */
export async function carryOutNotice(practiceId: string, eventId: string): Promise<void> {
  await planEvent(practiceId, eventId);
  await dispatchBoth(practiceId);
}

export async function dispatchBoth(practiceId: string): Promise<void> {
  await Promise.all([dispatch(practiceId, 'email'), dispatch(practiceId, 'sms')]);
}

/** Lets time pass for what waits: everything that waits, or whose lease runs, is due now. */
export async function makeDue(practiceId: string): Promise<void> {
  await inPracticeSql({ practiceId }, ({ sql }) =>
    sql(
      `update delivery set "dueAt" = now(), "leaseUntil" = case when "leaseUntil" is null then null else now() end
       where "practiceId" = $1::uuid and "settledAt" is null`,
      [practiceId],
    ),
  );
}

export interface DeliveryView {
  id: string;
  personId: string;
  channel: 'email' | 'sms';
  kind: string;
  state: string;
  reason: string;
  address: string;
  body: string;
}

export async function deliveriesOf(practiceId: string, incidentId: string): Promise<DeliveryView[]> {
  return inPracticeSql({ practiceId }, ({ sql }) =>
    sql<DeliveryView>(
      `select id, "personId", channel, kind, state, reason, address, body from delivery
       where "practiceId" = $1::uuid and "incidentId" = $2::uuid order by "createdAt", id`,
      [practiceId, incidentId],
    ),
  );
}
