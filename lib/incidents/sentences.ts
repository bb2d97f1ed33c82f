// What an event says in plain words, for the timeline. Pure, shared with the phone.
import { clockWithZone, plural } from '@/lib/core';
import { WHAT_DOWN_WORDS, type WhatDown } from './values';

const ANSWER_WORDS: Record<string, string> = {
  coming: 'coming',
  here: 'here',
  cannot: 'cannot come',
  help: 'needs help',
};
const VIA_WORDS: Record<string, string> = { text: 'by text', link: 'by the link', app: 'in the app' };

function str(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function downWords(value: unknown): string {
  const words = list(value).map((what) => WHAT_DOWN_WORDS[what as WhatDown] ?? '');
  return words.filter(Boolean).join(', ');
}

function evidence(value: Record<string, unknown>): string {
  const parts = [
    typeof value['number'] === 'number' ? `number ${value['number']}` : '',
    str(value['time']) && `time ${str(value['time'])}`,
    str(value['photo']) && 'photo',
    str(value['note']) && `note “${str(value['note'])}”`,
  ].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** "2 added (“A”, “B”), 1 removed (“C”)"; when no step differs, that. */
function updateWords(payload: Record<string, unknown>): string {
  const titles = record(payload['titles']);
  const parts = (['added', 'changed', 'removed', 'moved'] as const).flatMap((what) => {
    const count = number(payload[what]);
    if (count === 0) return [];
    const said = list(titles[what]).map((one) => `“${str(one)}”`);
    const more = count - said.length;
    return `${count} ${what} (${said.join(', ')}${more > 0 ? ` and ${more} more` : ''})`;
  });
  return parts.join(', ') || 'no step differs';
}

/** One plain sentence without its subject's time: "Maria Santos ticked “Print the schedule”." */
export function sentence(
  event: { kind: string; actor: string; payload: Record<string, unknown> },
  zone: string,
): string {
  const { actor, payload } = event;
  const value = record(payload['value']);
  const title = `“${str(payload['title'])}”`;
  const why = str(value['reason']);
  const shown = str(value['photo']) && ' (photo)';
  const time = (given: unknown): string => (str(given) ? clockWithZone(new Date(str(given)), zone) : '');
  switch (event.kind) {
    case 'incident.reported':
      return `${actor} reported: ${downWords(payload['whatDown'])} down, noticed ${time(payload['noticedAt'])}.${
        str(payload['note']) ? ` “${str(payload['note'])}”` : ''
      }`;
    case 'incident.declared':
      return `${actor} declared ${payload['drill'] === true ? 'a DRILL' : 'a downtime'}: ${downWords(
        payload['whatDown'],
      )} down, noticed ${time(payload['noticedAt'])}. Plan: ${str(payload['title'])}.`;
    case 'incident.joined':
      return `${actor} also saw it${payload['whatDown'] ? ` (${downWords(payload['whatDown'])})` : ''} and joined this incident.`;
    case 'run.added':
      return `${actor} added the plan ${title}.`;
    case 'run.updated':
      return `${actor} applied version ${number(payload['to'])} of ${title} in place of version ${number(payload['from'])}: ${updateWords(payload)}.`;
    case 'incident.went-long':
      return `${actor} went long: added the plan ${title}.`;
    case 'incident.updated': {
      const next = time(payload['nextUpdateAt']);
      const said =
        payload['say'] === 'back-by'
          ? `expected back by ${time(payload['by'])}`
          : payload['say'] === 'partly-back'
            ? 'partly back'
            : 'still down';
      return `${actor} sent an update: ${said}${next ? `, next update ${next}` : ''}.`;
    }
    case 'incident.closed': {
      const open = list(payload['openCritical']).length;
      const left = open > 0 ? ` with ${plural(open, 'critical step')} open` : '';
      return `${actor} closed the incident${left}.${str(payload['reason']) ? ` Reason: “${str(payload['reason'])}”` : ''}`;
    }
    case 'incident.dismissed':
      return `${actor} put the report aside.${str(payload['reason']) ? ` Reason: “${str(payload['reason'])}”` : ''}`;
    case 'incident.noted':
      return `${actor} noted: “${str(payload['note'])}”`;
    case 'incident.answered':
      return `${actor} answered ${VIA_WORDS[str(payload['via'])] ?? ''}: ${ANSWER_WORDS[str(payload['value'])] ?? ''}.`;
    case 'person.told':
      return str(payload['how']) === 'left word'
        ? `${actor} left word for ${str(payload['name'])}.`
        : `${actor} told ${str(payload['name'])} ${str(payload['how'])}.`;
    case 'step.done':
      return `${actor} ticked ${title}${evidence(value)}.`;
    case 'step.already':
      return `${actor} marked ${title} already done${evidence(value)}.`;
    case 'step.na':
      return `${actor} marked ${title} not applicable: “${why}”${shown}`;
    case 'step.blocked':
      return `${actor} is blocked at ${title}: “${why}”${shown}`;
    case 'step.undo':
      return `${actor} took back ${title}.`;
    case 'step.note':
      return str(value['note'])
        ? `${actor} noted at ${title}: “${str(value['note'])}”${shown}`
        : `${actor} took a photo for ${title}.`;
    case 'photo.added':
      return `The photo ${actor} took for ${title} came in.`;
    case 'photo.removed':
      return `${actor} removed the photo of ${title} for good: “${str(payload['reason'])}”`;
    case 'command.refused':
      return `${actor} entered something after the close; it is kept here and changed nothing${evidence(value)}.`;
    default:
      return `${actor}: ${event.kind}.`;
  }
}
