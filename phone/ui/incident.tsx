/** @jsxImportSource preact */
// An incident's frame: the panel with the clock, the four ways to look at it, two columns where there is room.
import { clock, clockWithZone } from '@/lib/core';
import { may } from '@/lib/access/rules';
import { nextMark } from '@/lib/incidents/rules';
import type { SavedPull } from '@/lib/offline/schema';
import type { WireMe } from '@/lib/live/schema';
import { to } from '../route';
import { now } from '../state';
import { t } from '../words';
import { Checklist, downWords } from './checklist';
import { Elapsed } from './clock';
import { Icon, type IconName } from './icon';
import { Lazy } from './lazy';
import { Connection, Drill } from './shell';

const TABS = [
  ['', 'list', 'tabSteps'],
  ['people', 'people', 'tabPeople'],
  ['happened', 'clock', 'tabHappened'],
  ['lead', 'flag', 'tabMore'],
] as const satisfies readonly (readonly [string, IconName, string])[];

const SCREEN: Record<string, string> = {
  people: 'People',
  lead: 'Lead',
  calls: 'Calls',
};

export function IncidentFrame({ pull, me, part }: { pull: SavedPull; me: WireMe; part: string }) {
  const { incident, zone, runs } = pull.board;
  const closed = incident.state === 'closed';
  const mark = closed
    ? null
    : nextMark(new Date(incident.noticedAt), now(), incident.wentLongAt !== null, incident.clockMarks);
  // In the panel a plan goes by its name without what stands in brackets.
  const plans = runs.map((run) => run.title.replace(/ \(.*\)$/, '')).join(' + ') || incident.title;
  const mine = pull.roster.people.find((person) => person.personId === me.personId);
  document.title = `${incident.drill ? `${t('drill')}: ` : ''}${plans}`;
  return (
    <>
      <header class="panel">
        {incident.drill && <Drill />}
        <div class="clockline">
          <a class="icononly" href={to()} aria-label={t('home')}>
            <Icon name="home" />
          </a>
          <Elapsed from={incident.noticedAt} until={incident.closedAt} />
          <p class="decision">
            {closed ? (
              <b>{t('closedAt', { time: clock(new Date(incident.closedAt ?? incident.noticedAt), zone) })}</b>
            ) : (
              mark && (
                <>
                  <b>{t(`mark_${mark.kind}`)}</b> {t('at', { time: clock(mark.at, zone) })}
                </>
              )
            )}
          </p>
        </div>
        <h1 tabIndex={-1}>
          {t('downSince', {
            what: downWords(incident.whatDown),
            time: clockWithZone(new Date(incident.noticedAt), zone),
          })}{' '}
          <span>{plans}</span>
        </h1>
        <Connection />
      </header>
      <nav class="tabs" aria-label={t('parts')}>
        {TABS.filter(([path]) => path !== 'lead' || may(me.right, 'incident.update')).map(
          ([path, icon, word]) => (
            <a
              key={path}
              href={path ? to('i', incident.id, path) : to('i', incident.id)}
              aria-current={part === path ? 'page' : undefined}
            >
              <Icon name={icon} /> {t(word)}
            </a>
          ),
        )}
      </nav>
      <main class={part ? '' : 'board'}>
        {part ? (
          <Lazy from="incident" name={SCREEN[part] ?? 'Happened'} pull={pull} />
        ) : (
          <>
            <div>
              {!closed && mine && !mine.answer && (
                <p class="callout">
                  <a href={to('i', incident.id, 'people')}>{t('sayComing')}</a>
                </p>
              )}
              {incident.state === 'reported' ? (
                <Lazy from="incident" name="Reported" pull={pull} />
              ) : (
                <Checklist pull={pull} me={me} />
              )}
            </div>
            {matchMedia('(min-width: 1024px)').matches && (
              <Lazy from="incident" name="Aside" pull={pull} quiet />
            )}
          </>
        )}
      </main>
    </>
  );
}
