/** @jsxImportSource preact */
// Home: what is open now, the one big button, how ready we are in words, and the plans.
import { clockWithZone, daysBetween } from '@/lib/core';
import type { IncidentCard } from '@/lib/incidents/schema';
import { box } from '../copy';
import { when } from '../due';
import { flush } from '../line';
import { sendPhotosNow } from '../photos';
import { readinessOf } from '../readiness';
import { to } from '../route';
import { now, state } from '../state';
import { toast } from '../tick';
import { downWords } from '../ui/checklist';
import { Icon } from '../ui/icon';
import { Connection, Drill } from '../ui/shell';
import { count, sentences, t } from '../words';
import { mayAt } from './right';

const s = sentences('home');

const PATIENCE_MS = 15_000;

function Open({ card, zone }: { card: IncidentCard; zone: string }) {
  const reported = card.state === 'reported';
  const at = clockWithZone(new Date(card.reportedAt ?? card.noticedAt), zone);
  return (
    <section class="opennow" aria-label={downWords(card.whatDown)}>
      {card.drill && <Drill />}
      <h2>{t('isDown', { what: downWords(card.whatDown) })}</h2>
      <p>
        {card.siteName}.{' '}
        {reported
          ? s('reported', { who: card.reportedBy ?? '', time: at })
          : s('declared', {
              who: card.declaredBy ?? '',
              time: clockWithZone(new Date(card.declaredAt ?? card.noticedAt), zone),
            })}
      </p>
      {!reported && <p>{s('stepsDone', { done: card.stepsDone, total: card.stepsTotal })}</p>}
      <a class="button primary wide" href={to('i', card.id)}>
        {s(reported ? 'openReport' : 'openChecklist')}
      </a>
    </section>
  );
}

/** What was declared here and has not left: nobody knows of it. */
function Unsent() {
  const kind = state.ops.find(
    ({ command, refused }) =>
      !refused && (command.kind === 'incident.declare' || command.kind === 'incident.report'),
  )?.command.kind;
  if (!kind) return null;
  return (
    <p class="callout" role="status">
      <b>{s(kind === 'incident.declare' ? 'declareUnsent' : 'reportUnsent')}</b>{' '}
      <a href={to('contacts')}>{s('callList')}</a>
    </p>
  );
}

function Ready() {
  const { snapshot, here } = state;
  if (!snapshot || !here) return null;
  const { reachable, total, unreachable, oneWay, lastDrill } = readinessOf(snapshot);
  const days = lastDrill && daysBetween(lastDrill, now(), snapshot.practice.zone);
  const fix = unreachable[0]
    ? s('fixNoWay', { name: unreachable[0] })
    : oneWay[0]
      ? s('fixOneWay', { name: oneWay[0] })
      : '';
  return (
    <p class="ready">
      {s(total === 0 ? 'noTree' : unreachable.length > 0 ? 'notReady' : 'ready', {
        n: reachable,
        of: total,
      })}{' '}
      {days === null ? s('noDrill') : s('lastDrill', { days: count('daysN', days) })} {fix}
    </p>
  );
}

/** Forgets this phone's copy only after what waits was sent, or the person says that it may go. */
async function signOut(): Promise<void> {
  toast({ text: s('sending') });
  // Photos on a slow line take minutes: then the person decides.
  const patience = new Promise((over) => setTimeout(over, PATIENCE_MS));
  if ((await flush()) === 'ok') await Promise.race([sendPhotosNow(), patience]);
  const { length } = state.ops;
  if (length > 0 && !confirm(s('unsent', { n: length }))) return toast({ text: s('stillIn') });
  await (await box()).memory.clear();
  sessionStorage.clear();
  for (const [key, personId] of Object.entries(localStorage)) {
    if (!key.startsWith('holdfast:')) continue;
    indexedDB.deleteDatabase(`holdfast-${String(personId)}`);
    localStorage.removeItem(key);
  }
  await (await navigator.serviceWorker.getRegistration('/live/'))?.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
  location.href = '/sign-out';
}

export function Home() {
  const { here, snapshot } = state;
  if (!here) return null;
  const { practice, me, incidents } = here;
  document.title = `${practice.name} · Holdfast`;
  const laptop = `/p/${practice.slug}`;
  return (
    <main class="plain home">
      <header class="bar">
        <p>
          {me.name}, {s(me.right)}
        </p>
        <Connection />
      </header>
      <h1 tabIndex={-1}>{practice.name}</h1>
      <Unsent />
      {incidents.map((card) => (
        <Open key={card.id} card={card} zone={practice.zone} />
      ))}
      <a class={incidents.length > 0 ? 'button wide' : 'button big'} href={to('declare')}>
        {s(incidents.length > 0 ? 'elseDown' : 'somethingDown')}
      </a>
      <p class="note">{s(mayAt(null, 'incident.declare') ? 'bigHint' : 'bigHintStaff')}</p>
      <Ready />
      <h2>{s('plans')}</h2>
      {snapshot ? (
        <ul class="links">
          {snapshot.runbooks.map((plan) => (
            <li key={plan.id}>
              <a href={to('plans', plan.slug)}>
                {plan.title} <Icon name="next" />
              </a>
            </li>
          ))}
          {snapshot.runbooks.length === 0 && <li class="note">{s('noPlans')}</li>}
        </ul>
      ) : (
        <p class="note">{s('reading')}</p>
      )}
      <h2>{s('lookUp')}</h2>
      <ul class="links">
        {(['contacts', 'sites', 'vendors'] as const).map((name) => (
          <li key={name}>
            <a href={to(name)}>
              {s(name)} <Icon name="next" />
            </a>
          </li>
        ))}
        <li>
          <a href={laptop}>
            {s('laptop')} <Icon name="next" />
          </a>
        </li>
      </ul>
      {snapshot && snapshot.recent.length > 0 && (
        <>
          <h2>{s('recent')}</h2>
          <ul class="links">
            {snapshot.recent.slice(0, 3).map((card) => (
              <li key={card.id}>
                <a href={`${laptop}/incidents/${card.id}`}>
                  {card.drill && `${t('drill')}: `}
                  {t('isDown', { what: downWords(card.whatDown) })},{' '}
                  {when(card.noticedAt, practice.zone, now())}
                  <Icon name="next" />
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <button type="button" class="button" onClick={() => void signOut()}>
          {s('signOut')}
        </button>
      </p>
    </main>
  );
}
