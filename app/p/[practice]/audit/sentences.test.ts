// Every kind the product records has words in the audit: read from the sources, so that no new kind is forgotten.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Command } from '@/lib/incidents/schema';
import { kindWords } from './kinds';
import { auditWords, isLoud } from './sentences';

const LIB = path.resolve(import.meta.dirname, '../../../../lib');
/** Whoever appends to a record does it by one of these. */
const RECORDS = /\b(record|changed|personChanged|happened)\(/;
/** What has the same shape and is no kind of an entry: acts that are allowed, and commands that are told apart. */
const NO_KIND = /(authorize|may|join)\([^)]*\)|\bcase '[^']+':|CommandOf<'[^']+'>|kind === '[^']+'/g;

function recordedKinds(): string[] {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^testing\/|\/generated\//.test(file),
  );
  const found = files
    .map((file) => readFileSync(path.join(LIB, file), 'utf8'))
    .filter((source) => RECORDS.test(source) || /^export const [A-Z]+ = '[a-z-]+\.[a-z-]+';$/m.test(source))
    .flatMap((source) =>
      [...source.replace(NO_KIND, '').matchAll(/'([a-z]{3,}(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g)].map(
        ([, kind = '']) => kind,
      ),
    );
  // A step's command is its entry.
  const steps = Command.options
    .map(({ shape }) => shape.kind.value)
    .filter((kind) => kind.startsWith('step.'));
  return [...new Set([...found, ...steps])].sort();
}

const KINDS = recordedKinds();

test('the sources are read: kinds of every part are among them', () => {
  expect(KINDS.length).toBeGreaterThan(80);
  expect(KINDS).toEqual(
    expect.arrayContaining([
      'alternate-site.brought-back',
      'break-glass.used',
      'incident.went-long',
      'member.part-changed',
      'people.exported',
      'reach.consent-withdrawn',
      'records.deleted',
      'run.updated',
      'step.na',
      'tree.brought-back',
    ]),
  );
});

test.each(KINDS)('%s has a sentence and a word in the filter', (kind) => {
  const said = auditWords(kind, {}, 'America/Chicago');
  expect(said).toBeTruthy();
  expect(said).not.toContain(kind);
  expect(kindWords(kind)).toMatch(/^[A-Z].+: .+/);
});

test('a kind nobody knows is not made up', () => {
  expect(auditWords('moon.landed', {}, 'America/Chicago')).toBeNull();
  expect(kindWords('moon.landed')).toBeNull();
});

test('sentences say who and what', () => {
  const say = (kind: string, said: Record<string, unknown>) => auditWords(kind, said, 'America/Chicago');
  expect(say('member.right-changed', { name: 'Ana', from: 'lead', to: 'owner' })).toBe(
    'changed what Ana may do from lead to owner',
  );
  expect(say('reach.changed', { name: 'Ana', kind: 'mobile' })).toBe('changed Ana’s mobile number');
  expect(say('people.exported', { people: 12 })).toBe(
    'saved everybody with their numbers as a file: 12 people',
  );
  expect(say('step.done', { title: 'Print the schedule', value: {} })).toBe('ticked “Print the schedule”');
  expect(say('person.changed', { name: 'Ana', fields: ['jobRoles', 'language'] })).not.toContain('jobRoles');
});

test.each([
  ['people.exported', {}, true],
  ['practice.exported', {}, true],
  ['practice.deletion-asked', {}, true],
  ['records.deleted', {}, true],
  ['break-glass.used', {}, true],
  ['break-glass.issued', {}, true],
  ['member.right-changed', { from: 'lead', to: 'owner' }, true],
  ['member.right-changed', { from: 'owner', to: 'lead' }, false],
  ['member.invited', { right: 'owner' }, true],
  ['member.joined', { right: 'owner' }, true],
  ['member.joined', { right: 'staff' }, false],
  ['people.imported', {}, false],
  ['tree.changed', {}, false],
])('%s %j is loud: %s', (kind, said, loud) => {
  expect(isLoud(kind, said)).toBe(loud);
});
