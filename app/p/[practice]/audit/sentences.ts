// What entries of the record say in plain words: the practice's own here, an incident's as its timeline says them.
import { listed, plainDay, plural } from '@/lib/core';
import { sentence } from '@/lib/incidents';
import { SETTINGS_WORDS } from '@/lib/practices/rules';
import { PEOPLE_SAY } from './people-sentences';
import { num, quoted, str, type Say, type Said } from './said';

const fieldsOf = (said: Said): Record<string, string> => {
  const to = said['to'];
  return typeof to === 'object' && to !== null ? (to as Record<string, string>) : {};
};

function settings(said: Said): string {
  const words: Readonly<Record<string, string>> = SETTINGS_WORDS;
  const from = (said['from'] ?? {}) as Record<string, string>;
  const changes = Object.entries(fieldsOf(said)).map(
    ([field, value]) => `${words[field] ?? field} from “${from[field] ?? ''}” to “${value}”`,
  );
  return `changed ${changes.join('; ') || 'nothing'}`;
}

const SAYS: Readonly<Record<string, Say>> = {
  ...PEOPLE_SAY,
  'practice.created': (said) => `made the practice ${quoted(said['name'])}`,
  'practice.seeded': () => 'filled the demo',
  'practice.facts-changed': (said) =>
    `changed facts of every site: ${listed((said['fields'] ?? []) as string[])}`,
  'practice.exported': () => 'exported the whole practice',
  'practice.imported': (said) =>
    `brought in the practice “${str(said['from'])}”, ${plural(num(said['rows']), 'row')}`,
  'practice.deletion-asked': () => 'asked for the practice to be deleted',
  'practice.deletion-cancelled': () => 'stopped the deletion of the practice',
  'records.deleted': (said) => {
    const count = Array.isArray(said['incidents']) ? said['incidents'].length : 0;
    const before = str(said['before']);
    return `had deleted for good what was over${before === '' ? '' : ` before ${plainDay(before)}`}: ${plural(count, 'incident or drill', 'incidents and drills')}, ${plural(num(said['tests']), 'contact test')}, ${plural(num(said['lists']), 'staff list')} and ${plural(num(said['messages']), 'message')}`;
  },
  'settings.changed': settings,
  'site.added': (said) => `added the site ${quoted(said['name'])}`,
  'site.changed': (said) => `changed the site ${quoted(said['name'])}`,
  'site.systems-changed': () => 'changed the systems of a site',
  'site.closed': (said) => `closed the site ${quoted(said['name'])}`,
  'site.reopened': (said) => `opened the site ${quoted(said['name'])} again`,
  'alternate-site.added': (said) => `added the alternate site ${quoted(said['name'])}`,
  'alternate-site.changed': (said) => `changed the alternate site ${quoted(said['name'])}`,
  'alternate-site.removed': (said) => `took the alternate site ${quoted(said['name'])} off the list`,
  'alternate-site.brought-back': (said) => `put the alternate site ${quoted(said['name'])} back`,
  'vendor.added': (said) => `added the vendor ${quoted(said['name'])}`,
  'vendor.changed': (said) => `changed the vendor ${quoted(said['name'])}`,
  'vendor.removed': (said) => `took the vendor ${quoted(said['name'])} off the list`,
  'vendor.brought-back': (said) => `put the vendor ${quoted(said['name'])} back`,
  'runbook.imported': (said) => `began the plan ${quoted(said['title'])}`,
  'runbook.published': (said) => `published ${quoted(said['title'])}, version ${num(said['number'])}`,
  'runbook.in-force': (said) => `put ${quoted(said['title']) || 'a plan'} in force`,
  'runbook.restored': (said) => `took ${quoted(said['title']) || 'a plan'} back to an older version`,
  'runbook.draft-discarded': (said) => `threw away the draft of ${quoted(said['title']) || 'a plan'}`,
  'runbook.reviewed': (said) =>
    `reviewed ${quoted(said['title']) || 'a plan'}, no change${str(said['nextOn']) ? `; next by ${plainDay(str(said['nextOn']))}` : ''}`,
  'runbook.removed': (said) => `took ${quoted(said['title']) || 'a plan'} off the shelf`,
  'runbook.brought-back': (said) => `put ${quoted(said['title']) || 'a plan'} back on the shelf`,
  'kit.added': (said) => `added ${quoted(said['name']) || 'things'} to the kit`,
  'kit.changed': (said) => `changed ${quoted(said['name'])} in the kit`,
  'kit.removed': (said) => `took ${quoted(said['name'])} out of the kit`,
  'kit.moved': () => 'moved something in the kit',
  'kit.checked': (said) => `checked ${quoted(said['name'])}: ${said['fine'] === true ? 'fine' : 'to fix'}`,
  'binder.ticked': () => 'put a printed binder on the shelf',
  'reminder.due': () => 'reminded somebody of what is due',
};

/** "added the site “North”"; null for a kind nobody gave words. */
export function auditWords(kind: string, said: Said, zone: string): string | null {
  const say = SAYS[kind];
  if (say) return say(said);
  const told = sentence({ kind, actor: '', payload: said }, zone);
  return told === `: ${kind}.` ? null : told.trim().replace(/\.$/, '');
}

/** What must not be read over: who got in by a printed code, took everything with them, or became an owner. */
export function isLoud(kind: string, said: Said): boolean {
  if (/^break-glass\.|deletion|^records\.|^practice\.(exported|imported)$|^people\.exported$/.test(kind))
    return true;
  if (kind === 'member.right-changed') return said['to'] === 'owner';
  return /^member\.(joined|invited|brought-back)$/.test(kind) && said['right'] === 'owner';
}
