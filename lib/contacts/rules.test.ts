// Ways to be reached are judged.
import { describe, expect, it } from 'vitest';
import { isReachable, reachProblems } from './rules';
import { AddPerson } from './schema';

describe('reach', () => {
  const way = (kind: 'mobile' | 'second' | 'email', optedOut = false) => ({ kind, verified: true, optedOut });
  it('finds nothing wrong with three ways', () => {
    expect(reachProblems([way('mobile'), way('second'), way('email')])).toEqual([]);
  });
  it('says what is missing', () => {
    expect(reachProblems([])).toEqual(['no number and no e-mail']);
    expect(reachProblems([way('mobile'), way('email')])).toEqual(['no second number']);
    expect(reachProblems([way('mobile', true)])).toEqual(['opted out of every way']);
    expect(reachProblems([way('email')])).toContain('no number for texts');
  });
  it('is reachable by any open way', () => {
    expect(isReachable([way('mobile', true), way('email')])).toBe(true);
    expect(isReachable([way('mobile', true)])).toBe(false);
  });
});

describe('AddPerson', () => {
  const person = { name: 'Ann', jobRoles: ['front_desk'] };
  const add = (address: string, kind = 'mobile') =>
    AddPerson.safeParse({ ...person, reaches: [{ kind, address }] }).data?.reaches[0]?.address;
  it('keeps every spelling of a number as one', () => {
    for (const spelling of ['(312) 555-0100', '312.555.0100', '+1 312 555 0100', '1-312-555-0100']) {
      expect(add(spelling)).toBe('+13125550100');
    }
  });
  it('refuses what cannot be texted or mailed', () => {
    for (const bad of ['911', '312-555-0100 x12', 'DOWN', '', '+']) expect(add(bad)).toBeUndefined();
    for (const bad of ['a@', 'a b@c.example', 'a@b', 'a\0@b.example'])
      expect(add(bad, 'email')).toBeUndefined();
    expect(add(' Ann@B.Example ', 'email')).toBe('ann@b.example');
  });
});
