/** @jsxImportSource preact */
// The screen that matters: my next step, my steps, everyone's.
import { JOB_ROLES } from '@/lib/access/rules';
import { viewOf } from '@/lib/incidents/rules';
import type { BoardStep } from '@/lib/incidents/schema';
import { foldBoard } from '@/lib/offline';
import type { SavedPull } from '@/lib/offline/schema';
import type { WireMe } from '@/lib/live/schema';
import { dueWords } from '../due';
import { to } from '../route';
import { now, set, state } from '../state';
import { listing, type Group } from '../steps';
import { canTick, tell, tick } from '../tick';
import { count, t, type CoreKey } from '../words';
import { Icon } from './icon';
import { Lazy } from './lazy';
import { Row } from './row';

export function roleWord(role: string): string {
  return t(`role_${role}` as CoreKey);
}

export function downWords(whatDown: readonly string[]): string {
  return whatDown.map((what) => t(`down_${what}` as CoreKey)).join(', ');
}

export function Checklist({ pull, me }: { pull: SavedPull; me: WireMe }) {
  const { board } = pull;
  const { incident, zone } = board;
  const views = foldBoard(board, state.ops, me);
  const { next, mine, others, folded, left } = listing(board, views, me, state.role);
  const closed = incident.state === 'closed';
  const row = (step: BoardStep, all: boolean, newAt: string | null, because?: string) => (
    <Row
      key={step.id}
      step={step}
      view={viewOf(views, step.id)}
      board={board}
      newAt={step.addedAt ?? newAt}
      role={all ? roleWord(step.role) : undefined}
      because={step.withdrawnAt ? t('withdrawn') : because}
    />
  );
  const lists = (groups: Group[], all: boolean) =>
    groups.map((group) => (
      <section key={group.key} class="group">
        <h3>
          {group.run && <span>{group.run}</span>} {group.section}
        </h3>
        <ul>{group.steps.map((step) => row(step, all, group.newAt))}</ul>
      </section>
    ));
  const nextView = next && viewOf(views, next.id);
  const due = next && dueWords(next.dueAt, zone, now());
  return (
    <div class="checklist">
      {next && nextView && due && !closed && !state.role && (
        <section class="nextstep" aria-labelledby="next">
          <p class="label">
            {t('yourNext')} {due.text && <span class={due.late}>{due.text}</span>}
          </p>
          <h2 id="next">{next.title}</h2>
          <div class="pair">
            {next.critical && next.evidence === 'none' ? (
              <Lazy
                key={next.id}
                from="incident"
                name="Hold"
                onConfirm={() => void tell(incident.id, next, nextView, { kind: 'step.done' })}
              >
                {t('doneCritical')}
              </Lazy>
            ) : (
              <button
                type="button"
                class="button primary"
                onClick={() => (canTick(next) ? tick(incident.id, next, nextView) : set({ sheet: next.id }))}
              >
                {canTick(next) && <Icon name="check" />}
                {t(canTick(next) ? 'done' : (`ask_${next.evidence}` as CoreKey))}
              </button>
            )}
            <button type="button" class="button" onClick={() => set({ sheet: next.id })}>
              {t('howTo')}
            </button>
            <i key={next.id} class="shield" />
          </div>
        </section>
      )}
      {!next && left > 0 && <p class="callout">{t('allBlocked')}</p>}
      <div class="filter">
        <label for="role">{t('show')}</label>
        <select id="role" value={state.role} onChange={(event) => set({ role: event.currentTarget.value })}>
          <option value="">{t('mineFirst')}</option>
          {JOB_ROLES.map((role) => (
            <option key={role} value={role}>
              {roleWord(role)}
            </option>
          ))}
        </select>
      </div>
      <h2>{state.role ? roleWord(state.role) : t('yourSteps')}</h2>
      <p class="note">
        {mine.length === 0 ? t('noneYours') : left === 0 ? t('allDone') : count('leftN', left)}
      </p>
      {lists(mine, false)}
      {others.length > 0 && <h2>{t('everyone')}</h2>}
      {lists(others, true)}
      {folded.length > 0 && (
        <details class="folded">
          <summary>{count('foldedN', folded.length)}</summary>
          <ul>
            {folded.map(({ step, because }) =>
              row(step, true, null, t('needs', { what: downWords(because) })),
            )}
          </ul>
        </details>
      )}
      {state.sheet && <Lazy from="incident" name="Sheet" pull={pull} views={views} />}
      <p class="note">
        <a href={to('i', incident.id, 'happened')}>{t('seeHappened')}</a>
      </p>
    </div>
  );
}
