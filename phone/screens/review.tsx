/** @jsxImportSource preact */
// The last screen before sending: plan, site, since when, who is told and the exact text.
import { useEffect, useMemo } from 'preact/hooks';
import { addMinutes, clockWithZone } from '@/lib/core';
import type { WhatDown } from '@/lib/incidents/rules';
import type { IncidentCard } from '@/lib/incidents/schema';
import type { HomeHere, Snapshot } from '@/lib/live/schema';
import { now } from '../state';
import { tellingOf, textOf } from '../telling';
import { downWords } from '../ui/checklist';
import { Confirm } from '../ui/confirm';
import { count, sentences, t } from '../words';
import { useKept } from './kept';
import { mayAt } from './right';

const s = sentences('declare');
const AGO = [0, 5, 15, 30] as const;

export interface Choice {
  siteId: string;
  treeId: string | null;
  runbookId: string;
  noticedAt: string;
  separate: boolean;
  note: string;
}

interface Props {
  here: HomeHere;
  snapshot: Snapshot;
  down: WhatDown[];
  drill: boolean;
  /** At one site or another. */
  lead: boolean;
  kind: string;
  /** The report that is being taken. */
  card: IncidentCard | null;
  back(): void;
  send(choice: Choice): void;
}

export function Review({ here, snapshot, down, drill, lead: leads, kind, card, back, send }: Props) {
  const { sites, trees, runbooks, people } = snapshot;
  const ownSite = people.find((person) => person.id === here.me.personId)?.siteId;
  const [siteId, setSite] = useKept(
    'declare:site',
    card?.siteId ?? sites.find((site) => site.id === ownSite)?.id ?? sites[0]?.id ?? '',
  );
  const lead = leads && mayAt(siteId, 'incident.declare');
  const [treeId, setTree] = useKept('declare:tree', trees[0]?.id ?? null);
  const suggested =
    runbooks.find((plan) => plan.kind === kind) ??
    runbooks.find((plan) => plan.kind === 'short') ??
    runbooks[0];
  // Until one is chosen by hand, the plan follows what is down.
  const [chosen, setRunbook] = useKept('declare:plan', '');
  const runbookId = runbooks.some((plan) => plan.id === chosen) ? chosen : (suggested?.id ?? '');
  const [ago, setAgo] = useKept('declare:ago', 0);
  const [note, setNote] = useKept('declare:note', '');
  // The moment counts from when this screen opened, not from the last time it was drawn.
  const [opened, setOpened] = useKept('declare:opened', '');
  const first = useMemo(now, []);
  useEffect(() => {
    if (!opened) setOpened(first.toISOString());
  }, [opened, first, setOpened]);
  const noticed =
    card && ago === 0 ? new Date(card.noticedAt) : addMinutes(opened ? new Date(opened) : first, -ago);
  const zone = sites.find((site) => site.id === siteId)?.zone ?? here.practice.zone;
  const there = here.incidents.filter(
    // A drill never joins a real incident, nor the other way around.
    (one) => one.state === 'open' && one.drill === drill && one.siteId === siteId && one.id !== card?.id,
  );
  const telling = tellingOf(snapshot, treeId);
  const who = count('peopleN', telling.people);
  const incident = { drill, noticedAt: noticed.toISOString(), whatDown: down, siteId };
  const choice: Choice = {
    siteId,
    treeId,
    runbookId,
    noticedAt: incident.noticedAt,
    separate: there.length > 0,
    note: note.trim(),
  };
  return (
    <>
      <p>
        <strong>{s('isDown', { what: downWords(down) })}</strong>
      </p>
      {sites.length > 1 && (
        <p>
          <label for="site">{s('site')}</label>
          <select
            id="site"
            value={siteId}
            disabled={card !== null}
            onChange={(e) => setSite(e.currentTarget.value)}
          >
            {sites.map((site) => (
              <option key={site.id} value={site.id}>
                {site.name}
              </option>
            ))}
          </select>
        </p>
      )}
      {there[0] && (
        <p class="callout">
          {drill && <b>{t('drill')}. </b>}
          {s(lead ? 'alreadySite' : 'alreadySiteStaff', {
            site: there[0].siteName,
            who: there[0].declaredBy ?? '',
          })}
        </p>
      )}
      {lead && (
        <p>
          <label for="plan">{s('plan')}</label>
          <select id="plan" value={runbookId} onChange={(e) => setRunbook(e.currentTarget.value)}>
            {runbooks.map((plan) => (
              <option key={plan.id} value={plan.id}>
                {plan.title}
                {plan.id === suggested?.id ? ` (${s('suggested')})` : ''}
              </option>
            ))}
          </select>
          {suggested && <span class="note">{s('suggestedIs', { plan: suggested.title })}</span>}
        </p>
      )}
      <fieldset>
        <legend>{s('since', { time: clockWithZone(noticed, zone) })}</legend>
        <div class="chips">
          {AGO.map((minutes) => (
            <button
              key={minutes}
              type="button"
              class="button"
              aria-pressed={ago === minutes}
              onClick={() => setAgo(minutes)}
            >
              {minutes === 0 ? s(card ? 'asReported' : 'now') : s('ago', { n: minutes })}
            </button>
          ))}
        </div>
      </fieldset>
      {lead ? (
        <>
          {trees.length > 1 && (
            <p>
              <label for="tree">{s('tree')}</label>
              <select id="tree" value={treeId ?? ''} onChange={(e) => setTree(e.currentTarget.value || null)}>
                {trees.map((tree) => (
                  <option key={tree.id} value={tree.id}>
                    {tree.name}
                  </option>
                ))}
              </select>
            </p>
          )}
          <h2>{s('willTell', { people: who })}</h2>
          <p class="note">
            {s('ways', { text: telling.byText, email: telling.byEmail })}
            {telling.spanish > 0 && s('inSpanish', { n: telling.spanish })}
            {telling.unreachable.length > 0 && (
              <b class="overdue"> {s('noWay', { names: telling.unreachable.join(', ') })}</b>
            )}
          </p>
          <blockquote>{textOf(snapshot, incident, { kind: 'declared' }, now())}</blockquote>
          <div class="send">
            <button type="button" class="button" onClick={back}>
              {s('back')}
            </button>
            <Confirm
              words={s(drill ? 'sendDrill' : 'send', { people: who })}
              again={s(drill ? 'sendDrillAgain' : 'sendAgain', { people: who })}
              disabled={!runbookId || !siteId}
              onConfirm={() => send(choice)}
            />
          </div>
        </>
      ) : (
        <>
          <label for="note">{s('note')}</label>
          <textarea
            id="note"
            rows={2}
            maxLength={300}
            value={note}
            onInput={(e) => setNote(e.currentTarget.value)}
          />
          <p class="note">{s('reportNote')}</p>
          {/* A report is always real. */}
          {drill && <p class="callout">{s('noDrillHere')}</p>}
          <div class="send">
            <button type="button" class="button" onClick={back}>
              {s('back')}
            </button>
            <Confirm
              words={s('report')}
              again={s('reportAgain')}
              disabled={!siteId || drill}
              onConfirm={() => send(choice)}
            />
          </div>
        </>
      )}
    </>
  );
}
