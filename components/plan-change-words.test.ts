// What changed in a plan, in words: old and new of a field, and where something stands now.
import { expect, test } from 'vitest';
import { comparePlans, type Plan } from '@/lib/runbooks/rules';
import { fieldWords, placeWords, planFieldWords, wordMarks } from './plan-change-words';

const step = {
  key: 'lab',
  title: 'Call the lab',
  detail: 'By phone.',
  role: 'front_desk' as const,
  due: { minutes: 10 },
  critical: false,
  needs: [],
  evidence: 'none' as const,
};
const other = { ...step, key: 'print', title: 'Print the schedule' };
const plan = (sections: Plan['sections'], more: Partial<Plan> = {}): Plan => ({
  title: 'Short',
  kind: 'short',
  trigger: '',
  anchor: '',
  escalatesTo: [],
  sections,
  ...more,
});
const first = { key: 'first', title: 'First', steps: [step, other] };

test('a changed step says what, from and to', () => {
  const changed = {
    ...step,
    due: { minutes: 5 },
    detail: 'By radio.',
    role: 'clinician' as const,
    critical: true,
    needs: ['phones' as const],
    evidence: 'time' as const,
  };
  const changes = comparePlans(plan([first]), plan([{ ...first, steps: [changed, other] }]));
  const pairs = changes.flatMap((change) =>
    change.kind === 'step-changed' ? change.fields.map((field) => fieldWords(field)) : [],
  );
  expect(pairs.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['how to', 'By phone.', 'By radio.'],
    ['whose', 'Front desk', 'Clinician'],
    ['due', 'Within 10 min', 'Within 5 min'],
    ['critical', 'no', 'yes'],
    ['needs', 'nothing', 'the phones'],
    ['to be written down', 'nothing', 'the time'],
  ]);
});

test('what moved says where', () => {
  const places = (to: Plan['sections']) =>
    comparePlans(plan([first]), plan(to)).flatMap((change) =>
      change.kind === 'step-moved' || change.kind === 'section-moved' ? [placeWords(change)] : [],
    );
  expect(places([{ ...first, steps: [other, step] }])).toEqual(['to the top of “First”']);
  const then = { key: 'then', title: 'Then', steps: [step] };
  expect(places([{ ...first, steps: [other] }, then])).toEqual(['from “First” to “Then”, at the top']);
});

test('the plan itself', () => {
  const changes = comparePlans(plan([]), plan([], { title: 'Shorter', kind: 'long', escalatesTo: ['long'] }));
  const pairs = changes.flatMap((change) => (change.kind === 'plan-changed' ? [planFieldWords(change)] : []));
  expect(pairs.map(({ name, from, to }) => [name, from, to])).toEqual([
    ['Title', 'Short', 'Shorter'],
    ['Kind', 'Short downtime', 'Long downtime'],
    ['Can lead to', 'nothing', 'long'],
  ]);
});

test('words that came and went are marked while most stay; a rewritten text is not', () => {
  const marks = wordMarks('Call the lab now.', 'Call the lab twice now.') ?? [];
  expect(marks.filter(({ added }) => added).map(({ value }) => value.trim())).toEqual(['twice']);
  const side = (out: 'added' | 'removed') =>
    marks
      .filter((mark) => !mark[out])
      .map(({ value }) => value)
      .join('');
  expect([side('added'), side('removed')]).toEqual(['Call the lab now.', 'Call the lab twice now.']);
  const many = (letter: string) => Array.from({ length: 900 }, (_, n) => `${letter}${n}`).join(' ');
  expect(wordMarks(many('a'), many('b'))).toBeNull();
  // Half of it new: too many marks to read.
  expect(wordMarks(`${many('a')} ${many('c')}`, `${many('b')} ${many('c')}`)).toBeNull();
});
