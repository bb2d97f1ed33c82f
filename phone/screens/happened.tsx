/** @jsxImportSource preact */
// What happened, newest first, in plain sentences; and a note of one's own. The whole record is a laptop page.
import { useEffect, useState } from 'preact/hooks';
import type { SyncResponse, WireEvent } from '@/lib/incidents/schema';
import type { SavedPull } from '@/lib/offline/schema';
import { box, keep, say } from '../copy';
import { ask } from '../line';
import { when } from '../due';
import { now, state } from '../state';
import { sentenceOf } from '../sentence';
import { place } from '../route';
import { sentences } from '../words';

const s = sentences('log');

/** The kept events and, when there is a connection, those after them up to this place at least. */
async function readUpTo(incident: string, head: number): Promise<WireEvent[]> {
  const name = `log:${incident}`;
  let events = (await (await box()).memory.get<WireEvent[]>('kept', name)) ?? [];
  const last = () => events.at(-1)?.seq ?? 0;
  while (last() < head) {
    const answer = await ask<SyncResponse>('sync', { incident, since: last(), commands: [] });
    if (typeof answer === 'string' || answer.events.length === 0) break;
    events = [...events, ...answer.events];
  }
  keep(name, events);
  return events;
}

function useEvents({ board }: SavedPull): WireEvent[] | null {
  const [events, setEvents] = useState<WireEvent[] | null>(null);
  const { head } = board;
  // A connection that comes back reads what could not be read without one.
  const connected = state.link === 'live' || state.link === 'polling';
  const { id } = board.incident;
  useEffect(() => {
    let gone = false;
    void readUpTo(id, head).then((all) => {
      if (!gone) setEvents(all);
    });
    return () => {
      gone = true;
    };
  }, [id, head, connected]);
  return events;
}

export function Lines({ pull, most }: { pull: SavedPull; most: number }) {
  const events = useEvents(pull);
  const { zone } = pull.board;
  if (!events) return <p class="note">{s('opening')}</p>;
  const lines = events
    .toReversed()
    .flatMap((event) => {
      const text = sentenceOf(event, zone, now());
      return text === null ? [] : [{ event, text }];
    })
    .slice(0, most);
  if (lines.length === 0) {
    return <p class="note">{s(events.length === 0 && pull.board.head > 0 ? 'needsLine' : 'nothing')}</p>;
  }
  return (
    <ol class="lines">
      {lines.map(({ event, text }) => (
        <li key={event.id}>
          <time dateTime={event.deviceAt ?? event.at}>{when(event.deviceAt ?? event.at, zone, now())}</time>
          <p>
            {text}
            {event.deviceAt && Math.abs(Date.parse(event.at) - Date.parse(event.deviceAt)) > 60_000 && (
              <small> {s('received', { time: when(event.at, zone, now()) })}</small>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

export function Happened({ pull }: { pull: SavedPull }) {
  const [note, setNote] = useState('');
  const { incident } = pull.board;
  return (
    <div class="happened">
      <h2>{s('title')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!note.trim()) return;
          void say({ kind: 'incident.note', incident: incident.id, value: { note: note.trim() } }).then(() =>
            setNote(''),
          );
        }}
      >
        <label for="lognote">{s('addNote')}</label>
        <textarea
          id="lognote"
          rows={2}
          maxLength={1000}
          value={note}
          onInput={(e) => setNote(e.currentTarget.value)}
        />
        <p class="note">{s('noNames')}</p>
        <button type="submit" class="button" disabled={!note.trim()}>
          {s('keepNote')}
        </button>
      </form>
      {state.ops.map(
        (op) =>
          op.command.kind === 'incident.note' &&
          op.command.incident === incident.id &&
          !op.refused && (
            <p key={op.seq} class="note">
              {s('noteKept', { note: op.command.value.note })}
            </p>
          ),
      )}
      <Lines pull={pull} most={200} />
      <p>
        <a href={`/p/${place().slug}/incidents/${incident.id}`} target="_self">
          {s('record')}
        </a>
      </p>
    </div>
  );
}
