/** @jsxImportSource preact */
// What surrounds every screen: the drill's word, the connection in words, the undo.
import type { ComponentChildren } from 'preact';
import { clockWithZone } from '@/lib/core';
import { state } from '../state';
import { undo } from '../tick';
import { count, t } from '../words';
import { Lazy } from './lazy';

/** The connection in words; never only a color. */
export function connection(): string {
  const { here, link, heardAt, ops, durable } = state;
  const waiting = ops.filter((op) => !op.refused).length;
  const at = heardAt ?? (here && Date.parse(here.serverTime));
  const lively = link === 'live' || link === 'polling';
  return [
    !lively && here && at && t('copyFrom', { time: clockWithZone(new Date(at), here.practice.zone) }),
    t(`link_${link}`),
    waiting > 0 && count('waitingN', waiting),
    !durable && t('fragile'),
  ]
    .filter(Boolean)
    .join(' ');
}

export function Drill() {
  return (
    <p class="drill">
      <strong>{t('drill')}</strong> <span>{t('drillWords')}</span>
    </p>
  );
}

export function Connection() {
  return (
    <p class={`connection ${state.link}`}>
      <span class="dot" aria-hidden="true" />
      {connection()}{' '}
      {state.signedIn === false && (
        <a href={`/sign-in?next=${encodeURIComponent(state.path)}`}>{t('signIn')}</a>
      )}
    </p>
  );
}

export function Shell({ children, mood }: { children: ComponentChildren; mood: 'fair' | 'foul' }) {
  const undoing = state.toast?.undo;
  document.documentElement.dataset.mood = mood;
  return (
    <>
      {children}
      {state.ops.some((op) => op.refused) && <Lazy from="after" name="Refused" />}
      {state.toast && (
        <div class="toast">
          <span>{state.toast.text}</span>
          {undoing && (
            <button
              type="button"
              class="button"
              onClick={() => undo(undoing.incident, undoing.step, [undoing.id])}
            >
              {t('undo')}
            </button>
          )}
        </div>
      )}
      <p class="hidden" role="status">
        {state.said}
      </p>
    </>
  );
}
