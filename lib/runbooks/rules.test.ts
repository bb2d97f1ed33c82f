// What the lint finds, and how shared text gets a site's own values.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillSite, lint, parseMarkdown, type LintWorld, type Plan, type PlanStep } from './rules';

const people = [
  { name: 'Ann Will', jobRoles: ['front_desk'] as const },
  { name: 'Lucía Fernández', jobRoles: ['incident_lead'] as const },
];
const step: PlanStep = {
  key: 'a',
  title: 'Open the binder',
  detail: '',
  role: 'front_desk',
  due: null,
  critical: false,
  needs: [],
  evidence: 'none',
};
const main = {
  name: 'Main',
  address: '1 Road',
  phone: '555',
  facts: { fridge: 'back room' },
  hours: { mon: [] },
};
const world: LintWorld = { hasOwner: true, people, sites: [main], plans: ['long'] };
const plan = (steps: PlanStep[], more: Partial<Plan> = {}): Plan => ({
  title: 'Short downtime',
  kind: 'short',
  trigger: '',
  anchor: '',
  escalatesTo: [],
  sections: [{ key: 'first', title: 'First', steps }],
  ...more,
});
const rules = (given: Plan, more: Partial<LintWorld> = {}) =>
  lint(given, { ...world, ...more }).map(({ level, rule }) => `${level} ${rule}`);

describe('lint', () => {
  it('is silent about a good plan', () => expect(rules(plan([step]))).toEqual([]));

  it('asks for an owner', () => expect(rules(plan([step]), { hasOwner: false })).toEqual(['error no-owner']));

  it('refuses a step that needs what the plan says is down', () => {
    expect(rules(plan([{ ...step, needs: ['ehr'] }]))).toEqual(['error needs-down']);
    expect(rules(plan([{ ...step, needs: ['ehr'] }], { kind: 'planned' }))).toEqual([]);
    expect(rules(plan([{ ...step, needs: ['power'] }], { kind: 'power' }))).toEqual(['error needs-down']);
  });

  it('refuses a step that names a person, whole or in part, in any letters', () => {
    expect(rules(plan([{ ...step, detail: 'Call Ann Will.' }]))).toEqual(['error names-person']);
    expect(rules(plan([{ ...step, detail: 'Call Fernández.' }]))).toEqual(['warning names-person']);
    expect(rules(plan([{ ...step, title: 'Ask Lucía' }]))).toEqual(['warning names-person']);
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

  it('asks about placeholders nobody fills, some sites do not fill, and what is none', () => {
    const other = { ...main, name: 'North', facts: {} };
    const two = { sites: [main, other] };
    const says = (detail: string) =>
      lint(plan([{ ...step, detail }]), { ...world, ...two }).map((f) => f.message);
    expect(says('{{site.phone}}')).toEqual([]);
    expect(says('{{site.fridge}}')).toEqual([
      '“Open the binder” asks for {{site.fridge}}, and North does not say what it is. It prints as a blank line to fill by hand.',
    ]);
    expect(says('{{site.constructor}}')[0]).toContain('no site says what it is');
    expect(says('{{patient}} and {{site.Fridge')).toHaveLength(2);
    expect(rules(plan([{ ...step, detail: '{{site.phone}} '.repeat(21) }]))).toEqual(['error too-long']);
  });

  it('knows a plan without title, steps, hours for its clock, or a plan it leads to', () => {
    expect(rules(plan([], { title: ' ' }))).toEqual([
      'error no-title',
      'error no-steps',
      'warning empty-section',
    ]);
    expect(rules(plan([{ ...step, title: '' }]))).toEqual(['error no-title']);
    const close = { ...step, due: { day: -1, at: 'close' as const } };
    expect(rules(plan([close]))).toEqual([]);
    expect(rules(plan([close]), { sites: [{ ...main, hours: {} }] })).toEqual(['warning no-hours']);
    expect(rules(plan([step], { escalatesTo: ['long', 'gone'] }))).toEqual(['warning leads-nowhere']);
    expect(rules(plan(Array.from({ length: 501 }, (_, n) => ({ ...step, key: `k${n}` }))))).toContain(
      'error too-long',
    );
  });

  it('says which step and section it is about', () => {
    expect(lint(plan([{ ...step, needs: ['ehr'] }]), world)).toMatchObject([{ step: 'a', section: 'first' }]);
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

describe('parseMarkdown', () => {
  it('knows paragraphs, lists and bold, and nothing else', () => {
    expect(parseMarkdown('Call **the lab**\nnow.\n\n- one\n- **two**\n1. first\n\n<b>x</b> # y')).toEqual([
      {
        kind: 'paragraph',
        lines: [
          [
            { text: 'Call ', bold: false },
            { text: 'the lab', bold: true },
          ],
          [{ text: 'now.', bold: false }],
        ],
      },
      {
        kind: 'list',
        ordered: false,
        start: 1,
        items: [[{ text: 'one', bold: false }], [{ text: 'two', bold: true }]],
      },
      { kind: 'list', ordered: true, start: 1, items: [[{ text: 'first', bold: false }]] },
      { kind: 'paragraph', lines: [[{ text: '<b>x</b> # y', bold: false }]] },
    ]);
  });

  it('counts on over empty and indented lines, from the number that was typed', () => {
    const shape = (text: string) =>
      parseMarkdown(text).map((block) =>
        block.kind === 'list'
          ? `${block.start}: ${block.items.map((item) => item.map((part) => part.text).join('')).join(' | ')}`
          : 'text',
      );
    expect(shape('1. Unplug it\n\n2. Call 911\n   and say where\n3. Leave')).toEqual([
      '1: Unplug it | Call 911 and say where | Leave',
    ]);
    expect(shape('3. Third\n7. Seventh')).toEqual(['3: Third', '7: Seventh']);
    expect(shape('- a\nnot of it\n- b')).toEqual(['1: a', 'text', '1: b']);
  });

  it('reads stars without a partner as stars, and long rows of them at once', () => {
    const said = (text: string) =>
      parseMarkdown(text).flatMap((block) => (block.kind === 'list' ? block.items : block.lines).flat());
    expect(said('a ** b **c** **d')).toEqual([
      { text: 'a ** b ', bold: false },
      { text: 'c', bold: true },
      { text: ' **d', bold: false },
    ]);
    expect(said('**a ** b**')).toEqual([{ text: 'a ** b', bold: true }]);
    const long = '**a '.repeat(200_000);
    expect(
      said(long)
        .map(({ text }) => text)
        .join(''),
    ).toBe(long);
  });

  it('loses no letter of anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab *-1.\n<'.split('')) }), (text) => {
        const said = parseMarkdown(text)
          .flatMap((block) => (block.kind === 'list' ? block.items : block.lines).flat())
          .map((part) => part.text)
          .join('');
        const letters = (all: string) => all.replace(/[^ab<]/g, '');
        expect(letters(said)).toBe(letters(text));
      }),
    );
  });
});
