/** @jsxImportSource preact */
// Three short screens, one thumb: what is down, two checks, then the plan, since when, who is told and how.
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { clockWithZone, newId } from '@/lib/core';
import { suggestKind, WHAT_DOWN, type WhatDown } from '@/lib/incidents/rules';
import type { Receipt } from '@/lib/incidents/schema';
import { say } from '../copy';
import { go, to } from '../route';
import { state } from '../state';
import { toast } from '../tick';
import { downWords } from '../ui/checklist';
import { Connection, Drill } from '../ui/shell';
import { sentences, t } from '../words';
import { forget, stored, useKept } from './kept';
import { mayAt } from './right';
import { Review, type Choice } from './review';

const s = sentences('declare');
export interface Checks {
  otherSiteLoads: boolean | null;
  otherComputerSame: boolean | null;
}

interface Entry {
  declare?: number;
}

/** The screens are entries of the browser's history: Back goes one screen back, a reload stays. */
function useScreens() {
  const here = () => (history.state as Entry | null)?.declare;
  const [screen, setScreen] = useState(() => {
    const kept = stored('declare:down') === undefined ? undefined : here();
    // Whoever comes anew starts anew; only Back and a reload find what was chosen.
    if (kept === undefined) {
      forget('declare:');
      history.replaceState({ declare: 1 }, '');
    }
    return kept ?? 1;
  });
  useEffect(() => {
    const follow = () => setScreen(here() ?? 1);
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, []);
  const drawn = useRef(screen);
  useLayoutEffect(() => {
    if (drawn.current === screen) return;
    drawn.current = screen;
    scrollTo(0, 0);
    document.querySelector<HTMLElement>('h1')?.focus();
  }, [screen]);
  const next = (to: number) => {
    history.pushState({ declare: to }, '');
    setScreen(to);
  };
  return { screen, next, back: () => history.back() };
}

/** Says it and goes where the server put it. The command is on this phone before anything is claimed. */
function useSending(report: string) {
  const [sending, setSending] = useState<string | null>(null);
  const start = async (make: (incident: string) => Parameters<typeof say>[0]) => {
    const incident = report || newId();
    const arrived = (receipt: Receipt) => {
      if (receipt.outcome === 'refused') setSending(null);
      else {
        forget('declare:');
        if (receipt.outcome === 'joined') toast({ text: receipt.reason });
        go(to('i', receipt.incident), true);
      }
    };
    setSending(await say(make(incident), arrived));
  };
  return { sending, start };
}

export function Declare({ id }: { id: string }) {
  const { here, snapshot } = state;
  const card = here?.incidents.find((one) => one.id === id);
  const { screen: asked, next, back } = useScreens();
  const [down, setDown] = useKept<WhatDown[]>('declare:down', card ? [...card.whatDown] : []);
  // Nothing chosen is nothing to review.
  const screen = down.length === 0 ? 1 : asked;
  const [checks, setChecks] = useKept<Checks>('declare:checks', {
    otherSiteLoads: null,
    otherComputerSame: null,
  });
  const [drill, setDrill] = useKept('declare:drill', false);
  const { sending, start } = useSending(card?.id ?? '');
  if (!here || !snapshot) {
    return (
      <main class="plain">
        <h1 tabIndex={-1}>{s('title')}</h1>
        <p>{s('notYet')}</p>
        <Connection />
      </main>
    );
  }
  // Until a site is chosen: anybody who leads somewhere.
  const lead = mayAt(card?.siteId ?? null, 'incident.declare');
  const toggle = (what: WhatDown) =>
    setDown(down.includes(what) ? down.filter((one) => one !== what) : [...down, what]);
  const send = (choice: Choice) =>
    void start((incident) => {
      const { siteId, noticedAt } = choice;
      if (!mayAt(siteId, 'incident.declare'))
        return {
          kind: 'incident.report',
          incident,
          value: { siteId, whatDown: down, noticedAt, note: choice.note },
        };
      const { treeId, runbookId, separate } = choice;
      return {
        kind: 'incident.declare',
        incident,
        value: { siteId, treeId, whatDown: down, runbookId, noticedAt, drill, separate },
      };
    });
  const openHere = here.incidents.filter((one) => one.state === 'open' && one.drill === drill);
  return (
    <main class="plain declare">
      {drill && <Drill />}
      <header class="bar">
        <a href={to()}>{s('back')}</a>
        <Connection />
      </header>
      <h1 tabIndex={-1}>{s(card ? 'takeTitle' : 'title')}</h1>
      {sending && <Sending id={sending} />}
      {/* Kept while it is sent: a refusal brings it back with everything chosen. */}
      <div hidden={sending !== null}>
        {screen === 1 &&
          openHere.map((one) => (
            <p key={one.id} class="callout">
              {one.drill && <b>{t('drill')}. </b>}
              {s('already', {
                who: one.declaredBy ?? '',
                what: downWords(one.whatDown),
                site: one.siteName,
                time: clockWithZone(new Date(one.declaredAt ?? one.noticedAt), here.practice.zone),
              })}{' '}
              <a class="button primary" href={to('i', one.id)}>
                {s('join')}
              </a>
            </p>
          ))}
        {lead && (
          <label class="switch">
            <input
              type="checkbox"
              role="switch"
              checked={drill}
              aria-checked={drill}
              onChange={() => setDrill(!drill)}
            />
            <span>{s('drill')}</span>
          </label>
        )}
        {screen === 1 && (
          <>
            <h2 id="what">{s('what')}</h2>
            <div class="toggles" role="group" aria-labelledby="what">
              {WHAT_DOWN.map((what) => (
                <button
                  key={what}
                  type="button"
                  class="button"
                  aria-pressed={down.includes(what)}
                  onClick={() => toggle(what)}
                >
                  {downWords([what])}
                </button>
              ))}
            </div>
            <button
              type="button"
              class="button primary wide"
              disabled={down.length === 0}
              onClick={() => next(lead ? 2 : 3)}
            >
              {down.length === 0 ? s('chooseFirst') : s('next')}
            </button>
          </>
        )}
        {screen === 2 && (
          <>
            <Check
              words={s('otherSite')}
              value={checks.otherSiteLoads}
              choose={(v) => setChecks({ ...checks, otherSiteLoads: v })}
            />
            <Check
              words={s('otherComputer')}
              value={checks.otherComputerSame}
              choose={(v) => setChecks({ ...checks, otherComputerSame: v })}
            />
            <div class="pair">
              <button type="button" class="button" onClick={back}>
                {s('back')}
              </button>
              <button type="button" class="button primary" onClick={() => next(3)}>
                {checks.otherSiteLoads === null && checks.otherComputerSame === null ? s('skip') : s('next')}
              </button>
            </div>
          </>
        )}
        {screen === 3 && (
          <Review
            here={here}
            snapshot={snapshot}
            down={down}
            drill={drill}
            lead={lead}
            kind={suggestKind(down, checks)}
            card={card ?? null}
            back={back}
            send={send}
          />
        )}
      </div>
    </main>
  );
}

function Check({
  words,
  value,
  choose,
}: {
  words: string;
  value: boolean | null;
  choose(value: boolean): void;
}) {
  return (
    <fieldset>
      <legend>{words}</legend>
      <div class="chips">
        {[true, false].map((answer) => (
          <button
            key={String(answer)}
            type="button"
            class="button"
            aria-pressed={value === answer}
            onClick={() => choose(answer)}
          >
            {s(answer ? 'yes' : 'no')}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** Honest while it waits: nobody has been told until the server says so. */
function Sending({ id }: { id: string }) {
  const waiting = state.ops.some((op) => op.command.id === id);
  const off = state.link === 'off' || state.link === 'out';
  return (
    <div role="status">
      <p>
        <strong>{s(off ? 'keptOff' : waiting ? 'sending' : 'opening')}</strong>
      </p>
      {off && (
        <p>
          {s('callThem')} <a href={to('contacts')}>{s('callList')}</a>
        </p>
      )}
    </div>
  );
}
