// The forms about people, staff lists, contact trees and contact tests, for the walls' list (./acts).
const PEOPLE = 'app/p/[practice]/contacts/people/actions.ts#';
const LISTS = 'app/p/[practice]/contacts/import/actions.ts#';
const PERSON_PAGE = '/p/{practice}/contacts/people/{person}';
const LIST_PAGE = '/p/{practice}/contacts/import/{staffList}';
const PERSON = { name: 'From the other side', job_billing: 'on', language: 'en', notes: '' };
const WAY = { address: '+13125550188' };

const TREES = 'app/p/[practice]/contacts/trees/actions.ts#';
const TESTS = 'app/p/[practice]/contacts/tests/actions.ts#';
const TREE = '/p/{practice}/contacts/trees/{tree}';
const BRANCHES = JSON.stringify([
  {
    key: 'first',
    parentKey: null,
    name: 'From the other side',
    leadId: '{person}',
    deputyId: null,
    waitMinutes: 5,
    needRole: null,
    needCount: null,
    memberIds: [],
  },
]);
const AS_OPENED = { opened: '{}', seen: '{}' };

type Fields = Record<string, string>;
type Crossed<T> = (name: string, page: string, ids: Fields, rest?: Fields) => T[];

/** `crossed` says how a form is sent with ids that are not one's own; `sensitive` the same for what wants a fresh proof. */
export function contactActs<T>(crossed: Crossed<T>, sensitive: Crossed<T>): T[] {
  return [
    ...sensitive(
      `${PEOPLE}makePerson`,
      '/p/{practice}/contacts/people/new',
      { siteId: '{site}' },
      { ...PERSON, mobile: '', second: '', email: '' },
    ),
    ...sensitive(
      `${PEOPLE}savePerson`,
      PERSON_PAGE,
      { personId: '{person}', siteId: '{site}' },
      { ...PERSON, ...AS_OPENED },
    ),
    ...crossed(`${PEOPLE}saveLanguage`, PERSON_PAGE, { personId: '{person}' }, { language: 'es' }),
    ...sensitive(`${PEOPLE}leave`, PERSON_PAGE, { personId: '{person}' }),
    ...sensitive(`${PEOPLE}comeBack`, PERSON_PAGE, { personId: '{person}' }),
    ...sensitive(`${PEOPLE}addReach`, PERSON_PAGE, { personId: '{person}' }, { kind: 'second', ...WAY }),
    ...sensitive(`${PEOPLE}changeReach`, PERSON_PAGE, { reachId: '{reach}' }, { was: '', ...WAY }),
    ...sensitive(`${PEOPLE}removeReach`, PERSON_PAGE, { reachId: '{reach}' }),
    ...sensitive(`${PEOPLE}reachFirst`, PERSON_PAGE, { reachId: '{reach}' }),
    ...sensitive(`${PEOPLE}saveConsent`, PERSON_PAGE, { reachId: '{reach}' }, { given: 'yes' }),
    ...crossed(`${PEOPLE}codeOut`, PERSON_PAGE, { reachId: '{reach}' }),
    ...crossed(`${PEOPLE}codeBack`, PERSON_PAGE, { reachId: '{reach}' }, { code: '000000' }),
    ...crossed(`${PEOPLE}sayRight`, PERSON_PAGE, { personId: '{person}' }),
    ...crossed(`${PEOPLE}askNow`, PERSON_PAGE, { personId: '{person}' }),
    ...crossed(`${PEOPLE}askAll`, '/p/{practice}/contacts', {}),
    ...crossed(
      `${LISTS}readList`,
      '/p/{practice}/contacts/import',
      {},
      {
        text: 'Name\nFrom the other side',
        fileName: '',
        note: '',
      },
    ),
    ...crossed(
      `${LISTS}nameColumns`,
      LIST_PAGE,
      { importId: '{staffList}' },
      { column_0: 'name', jobDefault: '' },
    ),
    ...sensitive(`${LISTS}takeIn`, LIST_PAGE, { importId: '{staffList}' }),
    ...sensitive(
      `${TREES}makeTree`,
      '/p/{practice}/contacts/trees/new',
      { branches: BRANCHES },
      { name: 'From the other side', warningsSeen: 'on' },
    ),
    ...sensitive(
      `${TREES}saveTree`,
      `${TREE}/edit`,
      { treeId: '{tree}', branches: BRANCHES },
      { name: 'From the other side', warningsSeen: 'on', opened: '1', seen: '1' },
    ),
    ...sensitive(`${TREES}takeOffTree`, TREE, { treeId: '{tree}' }),
    ...sensitive(`${TREES}bringBack`, '/p/{practice}/contacts/trees', { treeId: '{tree}' }),
    ...sensitive(`${TREES}shiftTree`, '/p/{practice}/contacts/trees', { treeId: '{tree}' }, { to: 'up' }),
    ...crossed(
      `${TESTS}beginTest`,
      '/p/{practice}/contacts/tests/new',
      { treeId: '{tree}' },
      { windowMinutes: '3', again: '' },
    ),
    ...crossed(
      `${TESTS}beginTest`,
      '/p/{practice}/contacts/tests/new',
      { treeId: '{tree}', again: '{test}' },
      { windowMinutes: '3' },
    ),
    ...crossed(`${TESTS}endEarly`, '/p/{practice}/contacts/tests/{test}', { testId: '{test}' }),
  ];
}
