import { expect, test } from 'vitest';
import { comparePlans, type Plan } from '@/lib/runbooks/rules';
import { changeWords } from './plan-change-words';

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
const words = (from: Plan, to: Plan) => comparePlans(from, to).map((change) => changeWords(change));

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
  expect(words(plan([first]), plan([{ ...first, steps: [changed, other] }]))).toEqual([
    '“Call the lab”: how to changed; whose Front desk → Clinician; due Within 10 min → Within 5 min; critical no → yes; needs nothing → the phones; to be written down nothing → the time',
  ]);
  expect(
    words(plan([first]), plan([{ ...first, steps: [{ ...step, due: { minutes: 5 } }, other] }])),
  ).toEqual(['“Call the lab”: due Within 10 min → Within 5 min']);
});

test('what came, went and moved says where', () => {
  expect(words(plan([first]), plan([{ ...first, steps: [other, step] }]))).toEqual([
    '“Print the schedule” moved to the top of “First”',
  ]);
  expect(
    words(
      plan([first]),
      plan([
        { ...first, title: 'Start', steps: [other] },
        { key: 'then', title: 'Then', steps: [step] },
      ]),
    ),
  ).toEqual([
    'Section “First” is now called “Start”',
    'Section “Then” added',
    '“Call the lab” moved from “First” to “Then”, at the top',
  ]);
  expect(words(plan([first]), plan([{ ...first, steps: [other] }]))).toEqual([
    '“Call the lab” removed from “First”',
  ]);
});

test('the plan itself', () => {
  expect(words(plan([]), plan([], { title: 'Shorter', kind: 'long', escalatesTo: ['long'] }))).toEqual([
    'Title “Short” → “Shorter”',
    'Kind Short downtime → Long downtime',
    'Can lead to nothing → long',
  ]);
});
