// An event as one plain sentence, for the phone's short log.
import { clock } from '@/lib/core';
import type { WireEvent } from '@/lib/incidents/schema';
import { when } from './due';
import { state } from './state';
import { downWords } from './ui/checklist';
import { sentences } from './words';

const s = sentences('log');
type Key = Parameters<typeof s>[0];

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function nameOf(personId: unknown): string {
  return state.snapshot?.people.find((person) => person.id === personId)?.name ?? s('somebody');
}

/** Null for what a person need not read (a refused command). */
export function sentenceOf(event: WireEvent, zone: string, now: Date): string | null {
  const { payload, actor: who } = event;
  const value = (payload.value ?? {}) as Record<string, unknown>;
  const title = text(payload.title);
  const add = (sentence: string, ...more: unknown[]) =>
    [sentence, ...more.map(text)].filter((part) => part !== '').join(' ');
  const down = downWords(Array.isArray(payload.whatDown) ? payload.whatDown.map(String) : []);
  switch (event.kind) {
    case 'incident.reported':
      return add(s('reported', { who, down }), payload.note);
    case 'incident.joined':
      return add(s(down ? 'joined' : 'joinedToo', { who, down }), payload.note);
    case 'incident.declared':
      return s(payload.drill ? 'declaredDrill' : 'declared', { who, down, title });
    case 'run.added':
      return s('added', { who, title });
    case 'run.updated': {
      const { added, changed, removed } = payload;
      return s('runUpdated', {
        who,
        title,
        version: text(payload.to),
        added: text(added),
        changed: text(changed),
        removed: text(removed),
      });
    }
    case 'incident.went-long':
      return s('long', { who, title });
    case 'incident.updated': {
      const by = typeof payload.by === 'string' ? clock(new Date(payload.by), zone) : '';
      const next =
        typeof payload.nextUpdateAt === 'string'
          ? s('nextUpdate', { time: when(payload.nextUpdateAt, zone, now) })
          : '';
      return add(s('updated', { who, say: s(`say_${text(payload.say)}` as Key, { by }) }), next);
    }
    case 'incident.closed':
      return add(s('closed', { who }), payload.reason);
    case 'incident.noted':
      return s('noted', { who, note: text(payload.note) });
    case 'incident.answered':
      return s('answered', {
        who: nameOf(payload.personId),
        answer: s(`answer_${text(payload.value)}` as Key),
      });
    case 'person.told':
      return s('told', { who, name: nameOf(payload.personId), how: s(`how_${text(payload.how)}` as Key) });
    case 'step.done':
    case 'step.already':
    case 'step.na':
    case 'step.blocked':
    case 'step.undo':
    case 'step.note':
      return [
        s(event.kind, { who, title }),
        value.number,
        value.time,
        value.photo && s('withPhoto'),
        value.reason,
        value.note,
      ]
        .map(text)
        .filter(Boolean)
        .join(' · ');
    case 'photo.removed':
      return s('photoGone', { who, title });
    case 'photo.added':
      return s('photoCame', { who, title });
    default:
      return null;
  }
}
