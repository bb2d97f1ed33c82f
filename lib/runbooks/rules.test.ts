// What the lint finds, and how shared text gets a site's own values.
import { describe, expect, it } from 'vitest';
import { fillSite, lint, type LintPlan } from './rules';

const people = [
  { name: 'Ann Will', jobRoles: ['front_desk'] as const },
  { name: 'Lucía Fernández', jobRoles: ['incident_lead'] as const },
];
const step = {
  key: 'a',
  title: 'Open the binder',
  detail: '',
  role: 'front_desk' as const,
  critical: false,
  needs: [],
};
const plan = (steps: LintPlan['sections'][number]['steps'], more: Partial<LintPlan> = {}): LintPlan => ({
  kind: 'short',
  hasOwner: true,
  sections: [{ title: 'First', steps }],
  ...more,
});
const rules = (given: LintPlan) => lint(given, people).map(({ level, rule }) => `${level} ${rule}`);

describe('lint', () => {
  it('is silent about a good plan', () => expect(rules(plan([step]))).toEqual([]));

  it('asks for an owner', () => expect(rules(plan([step], { hasOwner: false }))).toEqual(['error no-owner']));

  it('refuses a step that needs what the plan says is down', () => {
    expect(rules(plan([{ ...step, needs: ['ehr'] }]))).toEqual(['error needs-down']);
    expect(rules(plan([{ ...step, needs: ['ehr'] }], { kind: 'planned' }))).toEqual([]);
    expect(rules(plan([{ ...step, needs: ['power'] }], { kind: 'power' }))).toEqual(['error needs-down']);
  });

  it('refuses a step that names a person, whole or in part, in any letters', () => {
    expect(rules(plan([{ ...step, detail: 'Call Ann Will.' }]))).toEqual(['error names-person']);
    expect(rules(plan([{ ...step, detail: 'Call Fernández.' }]))).toEqual(['error names-person']);
    expect(rules(plan([{ ...step, title: 'Ask Lucía' }]))).toEqual(['error names-person']);
  });

  it('does not take a word for a name', () => {
    expect(rules(plan([{ ...step, detail: 'Will it open? Annual check. Fernándezes.' }]))).toEqual([]);
  });

  it('warns of a job nobody holds, of crowds and of too much that is critical', () => {
    expect(rules(plan([{ ...step, role: 'billing' }]))).toEqual(['warning role-empty']);
    expect(rules(plan(Array.from({ length: 13 }, () => step)))).toEqual(['warning too-many']);
    expect(rules(plan(Array.from({ length: 12 }, () => step)))).toEqual([]);
    const critical = { ...step, critical: true };
    expect(rules(plan([critical, critical, critical, step, step]))).toEqual([]);
    expect(rules(plan([critical, critical, step]))).toEqual(['warning too-critical']);
  });

  it('puts errors first', () => {
    expect(rules(plan([{ ...step, role: 'billing', needs: ['ehr'] }]))).toEqual([
      'error needs-down',
      'warning role-empty',
    ]);
  });
});

describe('fillSite', () => {
  const site = {
    name: 'Main',
    address: '1 Road',
    phone: '+13125550100',
    facts: { folder: 'a {{site.name}} $&' },
  };

  it('takes a fact, then the column, then leaves room to write', () => {
    expect(fillSite('{{site.name}} {{ site.phone }} {{site.safe}}', site)).toBe('Main +13125550100 ____');
    expect(fillSite('{{site.phone}}', { ...site, facts: { phone: '312-555-0100' } })).toBe('312-555-0100');
  });

  it('never reads a value as a template', () => {
    expect(fillSite('{{site.folder}}', site)).toBe('a {{site.name}} $&');
  });

  it('knows no names but its own', () => {
    expect(fillSite('{{site.constructor}} {{site.facts}} {{person.name}}', site)).toBe(
      '____ ____ {{person.name}}',
    );
  });
});
