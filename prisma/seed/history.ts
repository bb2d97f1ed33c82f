// What a demo practice has been through: past incidents, said again with the very commands phones send.
// Ids are steady and a command said twice gets its stored receipt, so half a history is finished by saying it all again.
import { Temporal } from 'temporal-polyfill';
import type { MemberCtx } from '@/lib/access';
import { addMinutes } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { answerIncident, applyCommand, readBoard } from '@/lib/incidents';
import type { Board, Command } from '@/lib/incidents/schema';
import { planEvent } from '@/lib/notifications';
import { need, steadyId, type Demo, type Past } from './files';
import type { Cast } from './places';
import { planAnswers, planTicks, type Act } from './acts';

type Said = Pick<Command, 'kind' | 'value'> & { step?: string };

class Scene {
  readonly incident: string;
  readonly noticedAt: Date;
  readonly declaredAt: Date;
  readonly closedAt: Date;
  #said = 0;

  constructor(
    readonly demo: Demo,
    readonly past: Past,
    readonly cast: Cast,
    readonly practiceId: string,
    opened: Date,
    openedDaysAgo: number,
  ) {
    this.incident = steadyId(demo.slug, past.key);
    this.noticedAt = moment(opened, openedDaysAgo - past.daysAgo, past.hour, past.minute, demo.zone);
    this.declaredAt = addMinutes(this.noticedAt, past.minutesToDeclare);
    this.closedAt = addMinutes(this.noticedAt, past.minutesOpen);
  }

  member(key: string): MemberCtx {
    return need(this.cast.members, key);
  }

  /** One command by one person at one moment. @throws Error when it is refused: then the demo data is wrong. */
  async say(who: MemberCtx, at: Date, said: Said): Promise<number> {
    this.#said += 1;
    const command = {
      ...said,
      id: steadyId(this.incident, said.kind, said.step ?? '', who.actor.personId, at.toISOString()),
      deviceSeq: this.#said,
      incident: this.incident,
      at: at.toISOString(),
    };
    // The server hears a phone a moment after its finger.
    const receipt = await applyCommand({ ...who, at: new Date(at.getTime() + 400) }, command);
    if (receipt.outcome !== 'applied') {
      throw new Error(`History of ${this.demo.slug}, ${this.past.key}, ${said.kind}: ${receipt.reason}`);
    }
    return receipt.seq;
  }

  /** What the event told people went out and arrived, then: rows that are there are not sent again. */
  async deliver(seq: number, at: Date): Promise<void> {
    const { practiceId } = this;
    const [event] = await inPracticeSql({ practiceId }, ({ sql }) =>
      sql<{ id: string }>(
        'select id from event where "practiceId" = $1::uuid and "chainId" = $2::uuid and seq = $3::int',
        [practiceId, this.incident, seq],
      ),
    );
    if (!event) throw new Error(`History of ${this.demo.slug}: event ${seq} is not there`);
    await planEvent(practiceId, event.id);
    await inPracticeSql({ practiceId }, async ({ sql }) => {
      // Nobody replies to what is long over: a "1" texted today must not be taken for an answer to it.
      await sql(
        `delete from reply_window where "deliveryId" in (select id from delivery
           where "practiceId" = $1::uuid and "eventId" = $2::uuid)`,
        [practiceId, event.id],
      );
      await sql(
        `update delivery set state = 'delivered', reason = '', attempts = 1, "createdAt" = $3::timestamptz,
           "dueAt" = $3::timestamptz, "handedOverAt" = $3::timestamptz + interval '2 seconds',
           "settledAt" = $3::timestamptz + interval '7 seconds'
         where "practiceId" = $1::uuid and "eventId" = $2::uuid and state = 'waiting'`,
        [practiceId, event.id, at.toISOString()],
      );
    });
  }

  /** A text's answer from somebody without a log-in. */
  async answerByText(personId: string, name: string, value: 'coming' | 'cannot', at: Date): Promise<void> {
    const { practiceId, incident: incidentId } = this;
    await inPracticeSql({ practiceId, at }, async (door) => {
      const [delivery] = await door.sql<{ id: string; answered: boolean }>(
        `select d.id, exists (select 1 from answer a where a."practiceId" = d."practiceId"
             and a."incidentId" = d."incidentId" and a."personId" = d."personId") as answered
         from delivery d where d."practiceId" = $1::uuid and d."incidentId" = $2::uuid and d."personId" = $3::uuid
         order by d."createdAt", d.channel desc limit 1`,
        [practiceId, incidentId, personId],
      );
      if (!delivery || delivery.answered) return;
      const ctx = {
        practiceId,
        at,
        actor: { kind: 'recipient', personId, name, deliveryId: delivery.id },
      } as const;
      await answerIncident(door, ctx, { incidentId, personId, value, via: 'text' });
    });
  }

  async board(): Promise<Board> {
    return readBoard(this.member(this.past.declaredBy), this.incident);
  }
}

/** A local time so many days after another day. */
export function moment(day: Date, daysLater: number, hour: number, minute: number, zone: string): Date {
  const date = Temporal.Instant.fromEpochMilliseconds(day.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .add({ days: daysLater });
  const at = date.toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } });
  return new Date(at.epochMilliseconds);
}

async function play(scene: Scene, acts: readonly Act[]): Promise<void> {
  for (const act of [...acts].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    if ('text' in act) await scene.answerByText(act.personId, act.name, act.text, act.at);
    else await scene.say(act.who, act.at, act.said);
  }
}

async function playOne(scene: Scene): Promise<void> {
  const { past, cast, noticedAt, declaredAt, closedAt } = scene;
  const declarer = scene.member(past.declaredBy);
  const declared = await scene.say(declarer, declaredAt, {
    kind: 'incident.declare',
    value: {
      siteId: need(cast.sites, past.site),
      treeId: cast.treeId,
      whatDown: past.whatDown,
      runbookId: need(cast.plans, past.runbook),
      noticedAt: noticedAt.toISOString(),
      drill: past.drill,
      separate: true,
    },
  });
  await scene.deliver(declared, declaredAt);
  await play(scene, planAnswers(scene.demo, past, cast, declaredAt));

  const { wentLong } = past;
  const turn = wentLong ? addMinutes(noticedAt, wentLong.atMinute) : closedAt;
  const from = addMinutes(declaredAt, 7);
  const first = planTicks(scene, await scene.board(), {
    from,
    until: turn,
    past: new Set(),
    left: past.stepsDone,
  });
  await play(scene, first.acts);

  if (wentLong) {
    const said = await scene.say(declarer, turn, {
      kind: 'run.add',
      value: { runbookId: need(cast.plans, wentLong.runbook) },
    });
    await scene.deliver(said, turn);
    const updateAt = addMinutes(turn, 1);
    const updated = await scene.say(declarer, updateAt, {
      kind: 'incident.update',
      value: { say: 'still-down', by: null, nextUpdateAt: addMinutes(turn, 31).toISOString() },
    });
    await scene.deliver(updated, updateAt);
    const left = past.stepsDone - first.ticked.size;
    const rest = { from: addMinutes(turn, 2), until: closedAt, past: first.ticked, left };
    await play(scene, planTicks(scene, await scene.board(), rest).acts);
  }

  const closer = scene.member(past.closedBy);
  if (past.paperUsed > 0) {
    const note = `Paper packs used: ${past.paperUsed}, all counted back in.`;
    await scene.say(closer, addMinutes(closedAt, -1), { kind: 'incident.note', value: { note } });
  }
  const closed = await scene.say(closer, closedAt, {
    kind: 'incident.close',
    value: { reason: past.closeReason },
  });
  await scene.deliver(closed, closedAt);
}

/** Every past incident of a practice, oldest first. */
export async function playHistory(
  demo: Demo,
  cast: Cast,
  practice: { practiceId: string; opened: Date; openedDaysAgo: number },
): Promise<void> {
  const { practiceId, opened, openedDaysAgo } = practice;
  for (const past of [...demo.history].sort((a, b) => b.daysAgo - a.daysAgo)) {
    await playOne(new Scene(demo, past, cast, practiceId, opened, openedDaysAgo));
  }
}
