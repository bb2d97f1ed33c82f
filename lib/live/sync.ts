// One call that says what became true on a phone and brings what became true elsewhere.
import type { MemberCtx } from '@/lib/access';
import { AppError, isAppError } from '@/lib/core';
import { log } from '@/lib/core/log';
import { explain } from '@/lib/core/text';
import { inPracticeSql } from '@/lib/db';
import { applyCommand, readEventsSince } from '@/lib/incidents';
import { SyncRequest, type Receipt, type SyncResponse } from '@/lib/incidents/schema';
import { isOutage } from './errors';

/** Later commands stand on these: when one could not be tried, those wait for the next call. */
const FOUNDATIONS = new Set<unknown>(['incident.declare', 'incident.report', 'run.add']);

/**
 * Applies each command by itself, in order. A command without a receipt in the answer is to be sent again.
 * @throws AppError invalid for a malformed request; not-found when the incident asked about is not there
 */
export async function sync(ctx: MemberCtx, body: unknown): Promise<SyncResponse> {
  const parsed = SyncRequest.safeParse(body);
  if (!parsed.success) throw new AppError('invalid', explain(parsed.error));
  const { incident, since, commands } = parsed.data;
  const { receipts, joined } = await applyAll(ctx, commands);
  const other = joined.get(incident);
  const news =
    incident === null
      ? await nothing(ctx)
      : other !== undefined
        ? await readEventsSince(ctx, other, 0)
        : await readNews(ctx, incident, since, commands.length > 0);
  return { receipts, events: news.events, head: news.head, serverTime: news.now };
}

type News = Awaited<ReturnType<typeof readEventsSince>>;

interface Applied {
  receipts: Receipt[];
  /** The phone's incident, and the one it turned out to be. */
  joined: Map<unknown, string>;
}

async function applyAll(ctx: MemberCtx, commands: readonly unknown[]): Promise<Applied> {
  const receipts: Receipt[] = [];
  const joined = new Map<unknown, string>();
  const waiting = new Set<unknown>();
  for (const command of commands) {
    if (waiting.has(incidentOf(command))) continue;
    try {
      const receipt = await applyCommand(ctx, command);
      receipts.push(receipt);
      if (receipt.outcome === 'joined') joined.set(incidentOf(command), receipt.incident);
    } catch (error) {
      // Without a receipt nothing is lost: the phone keeps the command. With the database away, stop asking it.
      if (isOutage(error)) {
        if (receipts.length === 0) throw error;
        break;
      }
      log.error({ err: error, kind: kindOf(command) }, 'command');
      if (FOUNDATIONS.has(kindOf(command))) waiting.add(incidentOf(command));
    }
  }
  return { receipts, joined };
}

async function readNews(ctx: MemberCtx, incident: string, since: number, said: boolean): Promise<News> {
  try {
    return await readEventsSince(ctx, incident, since);
  } catch (error) {
    // The receipts must arrive even when the incident they were about was never made.
    if (said && isAppError(error) && error.code === 'not-found') return nothing(ctx);
    throw error;
  }
}

async function nothing(ctx: MemberCtx): Promise<News> {
  return inPracticeSql(ctx, ({ now }) => Promise.resolve({ events: [], head: 0, now: now.toISOString() }));
}

function field(command: unknown, name: string): unknown {
  return typeof command === 'object' && command !== null ? Reflect.get(command, name) : undefined;
}
const incidentOf = (command: unknown): unknown => field(command, 'incident');
const kindOf = (command: unknown): unknown => field(command, 'kind');
