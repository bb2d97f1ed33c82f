// The role matrix, one line a way in and one an act: the least right that gets in. What is not listed fails the test.
// Read this file as the product's promise about rights; change a line only on purpose.
import type { Right } from '@/lib/access/rules';
import type { Command } from '@/lib/incidents/schema';

/** How the others are answered: as if it were not there, forbidden, or by the page itself in these words. */
export type Refusal = 404 | 403 | RegExp;
export type Opening = Right | { from: Right; others: Refusal };

const lead = (others: Refusal): Opening => ({ from: 'lead', others });
const manager = (others: Refusal): Opening => ({ from: 'manager', others });
const owner = (others: Refusal): Opening => ({ from: 'owner', others });

/** Every page, handler and live address of a practice, by its path in routes.ts. */
export const WAY_RIGHTS: Readonly<Record<string, Opening>> = {
  '/p/[practice]': 'staff',
  '/p/[practice]/runbooks': 'staff',
  '/p/[practice]/runbooks/[slug]': 'staff',
  '/p/[practice]/runbooks/[slug]/compare': 'staff',
  '/p/[practice]/runbooks/new': manager(/Owners and managers add plans/),
  '/p/[practice]/runbooks/[slug]/edit': manager(/Owners and managers write plans/),
  '/p/[practice]/runbooks/[slug]/publish': manager(/Owners and managers publish plans/),
  '/p/[practice]/runbooks/[slug]/starter': manager(/Owners and managers take steps/),
  '/p/[practice]/runbooks/[slug]/export': 'staff',
  '/p/[practice]/runbooks/[slug]/pdf': 'staff',
  '/p/[practice]/contacts': 'staff',
  '/p/[practice]/contacts/call-list': 'staff',
  '/p/[practice]/contacts/people/new': manager(404),
  // And one's own.
  '/p/[practice]/contacts/people/[person]': manager(404),
  '/p/[practice]/contacts/import': manager(404),
  '/p/[practice]/contacts/import/[id]': manager(404),
  '/p/[practice]/contacts/import/[id]/refused': manager(403),
  '/p/[practice]/contacts/export': manager(403),
  '/p/[practice]/contacts/trees': 'staff',
  '/p/[practice]/contacts/trees/new': manager(404),
  '/p/[practice]/contacts/trees/[tree]': 'staff',
  '/p/[practice]/contacts/trees/[tree]/edit': manager(404),
  '/p/[practice]/contacts/tests': lead(404),
  '/p/[practice]/contacts/tests/new': lead(404),
  '/p/[practice]/contacts/tests/[test]': lead(404),
  '/p/[practice]/contacts/tests/[test]/csv': lead(403),
  '/p/[practice]/contacts/tests/[test]/now': lead(403),
  '/p/[practice]/members': 'staff',
  '/p/[practice]/members/invite': manager(404),
  '/p/[practice]/members/[person]': manager(404),
  '/p/[practice]/set-up': manager(404),
  '/p/[practice]/set-up/plans': manager(404),
  '/p/[practice]/set-up/phone': 'staff',
  '/p/[practice]/settings': manager(404),
  '/p/[practice]/settings/practice': manager(404),
  '/p/[practice]/settings/export': owner(404),
  '/p/[practice]/settings/export/file': owner(403),
  '/p/[practice]/settings/import': owner(404),
  '/p/[practice]/settings/old': owner(404),
  '/p/[practice]/settings/delete': owner(404),
  '/p/[practice]/settings/break-glass': owner(/codes are for owners/),
  '/p/[practice]/audit': manager(404),
  '/p/[practice]/audit/csv': manager(403),
  '/api/practices/[practice]/import': owner(403),
  '/p/[practice]/sites': 'staff',
  '/p/[practice]/sites/new': manager(404),
  '/p/[practice]/sites/facts': manager(404),
  '/p/[practice]/sites/[site]': manager(404),
  '/p/[practice]/sites/[site]/systems': manager(404),
  '/p/[practice]/sites/[site]/alternate/new': manager(404),
  '/p/[practice]/sites/[site]/alternate/[id]': 'staff',
  '/p/[practice]/sites/[site]/alternate/[id]/edit': manager(404),
  '/p/[practice]/vendors': 'staff',
  '/p/[practice]/vendors/new': manager(404),
  '/p/[practice]/vendors/[vendor]': manager(404),
  '/p/[practice]/binder': { from: 'lead', others: /Leads and managers print the binder/ },
  '/p/[practice]/binder/[site]/pdf': { from: 'lead', others: 403 },
  '/p/[practice]/incidents': 'staff',
  '/p/[practice]/incidents/[id]': 'staff',
  '/p/[practice]/incidents/[id]/apply': 'staff',
  '/p/[practice]/readiness': 'staff',
  '/p/[practice]/readiness/[item]': 'staff',
  '/live/[practice]': 'staff',
  '/live/[practice]/declare': 'staff',
  '/live/[practice]/plans': 'staff',
  '/live/[practice]/i/[incident]': 'staff',
  '/live/v1/[practiceId]/home': 'staff',
  '/live/v1/[practiceId]/snapshot': 'staff',
  '/live/v1/[practiceId]/incidents/[incident]': 'staff',
  '/live/v1/[practiceId]/photos/[photo]': 'staff',
  '/live/v1/[practiceId]/stream': 'staff',
  // These two take changes: COMMAND_RIGHTS says which, and a draft is a manager's.
  '/live/v1/[practiceId]/sync': 'staff',
  '/live/v1/[practiceId]/draft': manager(403),
};

const all = (file: string, right: Right, names: string): [string, Right][] =>
  names.split(' ').map((name) => [`app/p/[practice]/${file}/actions.ts#${name}`, right]);

/** Every server action of a practice. */
export const ACTION_RIGHTS: Readonly<Record<string, Right>> = Object.fromEntries([
  ...all('incidents/[id]', 'staff', 'addNote'),
  ...all('incidents/[id]', 'manager', 'takeAwayPhoto'),
  ...all('incidents/[id]/apply', 'lead', 'applyVersion'),
  ...all('sites', 'manager', 'makeSite saveSite saveFacts saveSystems shutSite openSite'),
  ...all('sites', 'manager', 'makeAlternate saveAlternate takeOffAlternate bringBackAlternate'),
  ...all('vendors', 'manager', 'makeVendor saveVendor takeOffVendor bringBack'),
  ...all('binder', 'lead', 'makeAgain tick'),
  ...all('readiness', 'manager', 'addItem addUsual editItem removeItem moveItem reviewPlan'),
  ...all('readiness', 'staff', 'checkItem'),
  ...all('contacts/people', 'manager', 'makePerson savePerson saveLanguage leave comeBack askNow askAll'),
  // Of somebody else: one's own ways are one's own.
  ...all('contacts/people', 'manager', 'addReach changeReach reachFirst saveConsent'),
  ...all('contacts/people', 'manager', 'codeOut codeBack sayRight removeReach'),
  ...all('contacts/import', 'manager', 'readList nameColumns takeIn'),
  ...all('contacts/trees', 'manager', 'makeTree saveTree takeOffTree bringBack shiftTree'),
  ...all('contacts/tests', 'lead', 'beginTest endEarly'),
  ...all(
    'members',
    'manager',
    'inviteListed inviteSome inviteNew resend revoke setRight setJobs setPart end bringBack',
  ),
  ...all('set-up', 'manager', 'putLater putAway addPlans choosePlans'),
  ...all('settings', 'manager', 'saveSettings'),
  ...all('settings', 'owner', 'deletePractice deleteOldRecords keepPractice'),
  ...all('audit', 'manager', 'compareExport'),
  ...all('runbooks', 'manager', 'beginDraft publish restore discard remove bringBack'),
  ...all('runbooks', 'manager', 'addFromStarter addBlank addFromFile takeStep markSeen'),
  // Last: what ends the session of a printed code, and who has left does nothing more.
  ...all('settings/break-glass', 'owner', 'issue revoke'),
  ...all('members', 'staff', 'leave'),
]);

/** Everything a phone may say, at the site of the incident. */
export const COMMAND_RIGHTS: Readonly<Record<Command['kind'], Right>> = {
  'incident.declare': 'lead',
  'incident.report': 'staff',
  'run.add': 'lead',
  'run.update': 'lead',
  'incident.update': 'lead',
  'incident.close': 'lead',
  'incident.note': 'staff',
  'incident.answer': 'staff',
  'person.told': 'lead',
  'step.done': 'staff',
  'step.already': 'staff',
  'step.na': 'staff',
  'step.blocked': 'staff',
  'step.undo': 'staff',
  'step.note': 'staff',
};
