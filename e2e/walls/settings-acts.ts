// The forms about settings, audit and deletion, for the walls' list (./acts).
const SETTINGS = 'app/p/[practice]/settings/actions.ts#';
const PRACTICE = {
  name: 'From the other side',
  smsName: 'OTHER',
  mailName: '',
  kind: 'Other',
  ehr: '',
  zone: 'America/Chicago',
  reportMinutes: '15',
  photos: 'off',
  keepYears: '6',
  confirmDays: '90',
  ...Object.fromEntries(Array.from({ length: 9 }, (_, place) => [`mark${place}`, String(15 * (place + 1))])),
  opened: '{}',
  seen: '{}',
};
type Fields = Record<string, string>;
type Crossed<T> = (name: string, page: string, ids: Fields, rest?: Fields) => T[];

/** `crossed` says how a form is sent with ids that are not one's own; `sensitive` the same for what wants a fresh proof. */
export function settingsActs<T>(crossed: Crossed<T>, sensitive: Crossed<T>): T[] {
  return [
    ...sensitive(`${SETTINGS}saveSettings`, '/p/{practice}/settings/practice', {}, PRACTICE),
    ...sensitive(
      `${SETTINGS}deletePractice`,
      '/p/{practice}/settings/delete',
      {},
      { name: 'From the other side' },
    ),
    ...sensitive(`${SETTINGS}deleteOldRecords`, '/p/{practice}/settings/old', {}, { before: '2020-01-01' }),
    ...crossed(`${SETTINGS}keepPractice`, '/p/{practice}/settings/delete', {}),
    ...crossed(
      'app/p/[practice]/audit/actions.ts#compareExport',
      '/p/{practice}/audit',
      {},
      { seq: '1', hash: '0'.repeat(64) },
    ),
  ];
}
