// What entries about people, their numbers, contact trees, tests and printed codes say in plain words.
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { PERSON_WORDS } from '@/lib/contacts/rules';
import { listed, plural } from '@/lib/core';
import { list, num, quoted, str, type Said, type Say } from './said';

const FIELD_WORDS: Readonly<Record<string, string>> = PERSON_WORDS;
const ROLE_WORDS: Readonly<Record<string, string>> = JOB_ROLE_WORDS;
const WAYS: Readonly<Record<string, string>> = {
  mobile: 'mobile number',
  second: 'second number',
  email: 'e-mail address',
};

const name = (said: Said): string => str(said['name']) || 'somebody';
/** "Ana Lopez’s mobile number" */
const way = (said: Said): string => `${name(said)}’s ${WAYS[str(said['kind'])] ?? 'way to be reached'}`;
const as = (right: unknown): string => (str(right) === '' ? '' : ` as ${str(right)}`);
const was = (right: unknown): string => (str(right) === '' ? '' : ` (was ${str(right)})`);
const named = (values: unknown, words: Readonly<Record<string, string>>): string =>
  listed(list(values).map((value) => words[str(value)] ?? str(value)));
const tree = (said: Said): string => `the contact tree ${quoted(said['name'])}`;
const counted = (values: unknown): number => list(values).length;

export const PEOPLE_SAY: Readonly<Record<string, Say>> = {
  'member.joined': (said) => `joined${as(said['right'])}`,
  'member.invited': (said) => `invited ${name(said)} (${str(said['email'])})${as(said['right'])}`,
  'member.invitation-revoked': (said) => `took back the invitation to ${str(said['email'])}`,
  'member.right-changed': (said) =>
    `changed what ${name(said)} may do from ${str(said['from'])} to ${str(said['to'])}`,
  'member.jobs-changed': (said) =>
    `changed ${name(said)}’s jobs to: ${named(said['jobRoles'], ROLE_WORDS) || 'none'}`,
  'member.part-changed': (said) => {
    const part = [str(said['right']), named(said['jobRoles'], ROLE_WORDS)].filter(Boolean).join(', ');
    return `changed what ${name(said)} is at ${quoted(said['siteName']) || 'a site'} to: ${part || 'the same as everywhere'}`;
  },
  'member.access-ended': (said) => `ended ${name(said)}’s access${was(said['right'])}`,
  'member.left': (said) => `took ${name(said)} off the lists, as they left${was(said['right'])}`,
  'member.brought-back': (said) => `brought ${name(said)} back${as(said['right'])}`,
  'person.added': (said) => `added ${name(said)}${as(said['right'])}`,
  'person.changed': (said) => `changed ${name(said)}: ${named(said['fields'], FIELD_WORDS)}`,
  'person.left': (said) => `took ${name(said)} off the lists, as they left`,
  'person.brought-back': (said) => `put ${name(said)} back on the lists`,
  'person.confirmed': (said) => `said that ${name(said)}’s numbers are right`,
  'person.not-me': (said) =>
    `said “this is not me” at a number or address of ${name(said)}; it was taken off`,
  'people.asked': (said) =>
    `asked ${plural(counted(said['personIds']), 'person', 'people')} whether their numbers are right`,
  'people.imported': (said) =>
    `took in rows of a staff list: ${counted(said['added'])} added, ${counted(said['changed'])} changed, ${num(said['refused'])} left out`,
  'people.exported': (said) =>
    `saved everybody with their numbers as a file: ${plural(num(said['people']), 'person', 'people')}`,
  'reach.added': (said) => `added ${way(said)}`,
  'reach.changed': (said) => `changed ${way(said)}`,
  'reach.removed': (said) => `took ${way(said)} off the list`,
  'reach.put-first': (said) => `put ${way(said)} first`,
  'reach.code-sent': (said) => `had a code sent to ${way(said)}`,
  'reach.verified': (said) => `showed by a code that ${way(said)} is theirs`,
  'reach.consent': (said) => `recorded the yes to messages at ${way(said)}`,
  'reach.consent-withdrawn': (said) => `took back the yes to messages at ${way(said)}`,
  'reach.stopped': (said) => `stopped our texts to ${way(said)}, by texting STOP`,
  'reach.started': (said) => `took texts to ${way(said)} up again, by texting START`,
  'tree.added': (said) => `added ${tree(said)}`,
  'tree.changed': (said) => `changed ${tree(said)}: ${list(said['changes']).map(str).join('; ')}`,
  'tree.moved': (said) => `moved ${tree(said)} to place ${num(said['place'])}`,
  'tree.removed': (said) => `took ${tree(said)} off the list`,
  'tree.brought-back': (said) => `put ${tree(said)} back`,
  'test.started': (said) =>
    `started a contact test of ${quoted(said['name'])}: ${plural(num(said['people']), 'person', 'people')}, ${plural(num(said['minutes']), 'minute')}`,
  'test.answered': (said) => `answered a contact test${said['late'] === true ? ', too late to count' : ''}`,
  'test.ended': (said) =>
    `ended the contact test of ${quoted(said['name'])}${said['early'] === true ? ' early' : ''}: ${num(said['inTime'])} of ${num(said['total'])} answered in time`,
  'break-glass.issued': (said) =>
    `printed ${plural(num(said['count']), 'code')} for getting in without a log-in`,
  'break-glass.revoked': () => 'ended their printed codes that were not used yet',
  'break-glass.used': (said) =>
    `got in with a printed code${str(said['device']) ? `, on ${str(said['device'])}` : ''}, for ${plural(num(said['hours']), 'hour')}`,
};
