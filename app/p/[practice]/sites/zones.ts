// The time zones to choose from: the ones of the United States first and by the names used there, then all by region.
import { clock } from '@/lib/core';

export interface ZoneGroup {
  name: string;
  zones: { value: string; word: string }[];
}

const HOME: readonly (readonly [string, string])[] = [
  ['America/New_York', 'Eastern time (New York)'],
  ['America/Chicago', 'Central time (Chicago)'],
  ['America/Denver', 'Mountain time (Denver)'],
  ['America/Phoenix', 'Arizona, no summer time (Phoenix)'],
  ['America/Los_Angeles', 'Pacific time (Los Angeles)'],
  ['America/Anchorage', 'Alaska (Anchorage)'],
  ['Pacific/Honolulu', 'Hawaii (Honolulu)'],
  ['America/Puerto_Rico', 'Puerto Rico'],
  ['Pacific/Guam', 'Guam'],
];

export function zoneWord(zone: string): string {
  return HOME.find(([value]) => value === zone)?.[1] ?? zone.replaceAll('_', ' ');
}

/** `chosen` is among them even when this machine's list spells it otherwise. */
export function zoneGroups(now: Date, chosen: string | null): ZoneGroup[] {
  const home = HOME.map(([value, word]) => ({ value, word: `${word}, now ${clock(now, value)}` }));
  const known = new Set(HOME.map(([value]) => value));
  const regions = new Map<string, ZoneGroup['zones']>();
  const all = [...Intl.supportedValuesOf('timeZone'), ...(chosen === null ? [] : [chosen])];
  for (const value of new Set(all)) {
    if (known.has(value)) continue;
    const [region = 'Other', ...city] = value.split('/');
    const name = city.length === 0 ? 'Other' : region;
    const zones = regions.get(name) ?? [];
    zones.push({ value, word: (city.join('/') || value).replaceAll('_', ' ') });
    regions.set(name, zones);
  }
  const rest = [...regions].map(([name, zones]) => ({ name, zones }));
  return [{ name: 'United States', zones: home }, ...rest];
}
