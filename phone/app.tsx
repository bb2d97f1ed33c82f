/** @jsxImportSource preact */
// Which screen belongs to the address.
import { place } from './route';
import { state } from './state';
import { IncidentFrame } from './ui/incident';
import { Lazy, load, type ModuleName } from './ui/lazy';
import { Connection, Shell } from './ui/shell';
import { t } from './words';

/** Everything but the incident: which module has it, under which name. */
const SCREENS: Record<string, [ModuleName, string]> = {
  '': ['calm', 'Home'],
  declare: ['declare', 'Declare'],
  plans: ['calm', 'Plans'],
  contacts: ['calm', 'Contacts'],
  sites: ['calm', 'Sites'],
  vendors: ['calm', 'Vendors'],
};

/** Incidents asked for once because nothing here knows them. */
const asked = new Set<string>();

function Incident({ id, part }: { id: string; part: string }) {
  const { here } = state;
  const pull = state.pulls[id];
  if (here && pull) return <IncidentFrame pull={pull} me={{ ...here.me, ...pull.me }} part={part} />;
  if (state.lost === id) return <Lazy from="calm" name="Lost" />;
  if (!asked.has(id)) {
    asked.add(id);
    void load('after').then((line) => line?.pullIncident(id));
  }
  return (
    <main class="plain">
      <h1 tabIndex={-1}>{t('openingIncident')}</h1>
      <Connection />
    </main>
  );
}

function Screen() {
  const { screen, id, part } = place();
  if (!state.here || state.missing) return <Lazy from="calm" name="Outside" />;
  if (screen === 'i' && id) return <Incident id={id} part={part} />;
  const [from, name] = SCREENS[screen] ?? ['calm', 'Lost'];
  return <Lazy from={from} name={name} id={id} />;
}

export function App() {
  return (
    <Shell mood={place().screen === 'i' ? 'foul' : 'fair'}>
      <Screen />
    </Shell>
  );
}
