import { expect, test } from 'vitest';
import { evidenceOf } from './evidence';

const typed = (more: object) => ({ note: '', number: '', time: '', ...more });

test.each([
  ['number', typed({ number: '1,204' }), { number: 1204 }],
  ['number', typed({ number: ' 14 ', note: ' two void ' }), { number: 14, note: 'two void' }],
  ['number', typed({ number: 'twelve' }), {}],
  ['number', typed({ number: '1.5' }), {}],
  ['number', typed({ number: '  ' }), {}],
  ['time', typed({ time: '08:40', number: '3' }), { time: '08:40' }],
  ['photo', typed({ note: 'door sign is up' }), { note: 'door sign is up' }],
  ['none', typed({}), {}],
] as const)('a %s step with %j says %j', (evidence, fields, said) => {
  expect(evidenceOf({ evidence }, fields)).toEqual(said);
});
