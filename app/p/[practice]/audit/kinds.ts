// What the filter calls each kind of entry: what it is about, and what became of that.
const ABOUT: Readonly<Record<string, string>> = {
  'alternate-site': 'Alternate site',
  binder: 'Printed binder',
  'break-glass': 'Printed code',
  command: 'Entry after the close',
  incident: 'Incident',
  kit: 'Kit',
  member: 'Member',
  people: 'Everybody',
  person: 'Person',
  photo: 'Photo',
  practice: 'Practice',
  reach: 'Number or address',
  records: 'Old records',
  reminder: 'Reminder',
  run: 'Plan in an incident',
  runbook: 'Plan',
  settings: 'Settings',
  site: 'Site',
  step: 'Step',
  test: 'Contact test',
  tree: 'Contact tree',
  vendor: 'Vendor',
};

/** Where the kind's own word would not be understood. */
const BECAME: Readonly<Record<string, string>> = {
  'break-glass.issued': 'printed',
  'break-glass.revoked': 'ended',
  'command.refused': 'kept, changed nothing',
  'incident.dismissed': 'report put aside',
  'incident.joined': 'also seen by somebody',
  'people.asked': 'asked about their numbers',
  'people.exported': 'saved as a file',
  'people.imported': 'staff list taken in',
  'person.confirmed': 'numbers confirmed',
  'person.not-me': 'said “this is not me”',
  'person.told': 'told by hand',
  'practice.exported': 'exported whole',
  'practice.imported': 'brought in',
  'practice.seeded': 'demo filled',
  'reach.started': 'texts started again',
  'reach.stopped': 'texts stopped',
  'reach.verified': 'shown to be theirs',
  'runbook.imported': 'begun',
  'step.already': 'already done',
  'step.blocked': 'blocked',
  'step.na': 'not applicable',
  'step.note': 'noted at',
  'step.undo': 'taken back',
};

/** "Contact tree: changed"; null for a kind about something nobody gave words. */
export function kindWords(kind: string): string | null {
  const [about = '', became = ''] = kind.split('.');
  const word = ABOUT[about];
  return word === undefined ? null : `${word}: ${BECAME[kind] ?? became.replaceAll('-', ' ')}`;
}
