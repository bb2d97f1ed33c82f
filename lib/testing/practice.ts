// A practice of a test's own, made through the real verbs: owner, lead, staff, a tree, two small plans.
import { randomInt } from 'node:crypto';
import type { Ctx, MemberCtx } from '@/lib/access';
import type { JobRole, Right } from '@/lib/access/rules';
import { newId } from '@/lib/core';
import { addPerson, addTree } from '@/lib/contacts';
import { createAccount } from '@/lib/identity';
import { addSite, createPractice } from '@/lib/practices';
import { importRunbook, publishRunbook } from '@/lib/runbooks';

export const TEST_PASSWORD = 'correct-horse-battery-1';

export interface TestMember extends MemberCtx {
  email: string;
  password: string;
}

export interface TestPractice {
  practiceId: string;
  slug: string;
  zone: string;
  siteId: string;
  treeId: string;
  /** The kind short plan: three steps, one of them critical. */
  runbookId: string;
  /** The kind long plan: two steps. */
  longRunbookId: string;
  system: Ctx;
  owner: TestMember;
  lead: TestMember;
  staff: TestMember;
  /** Contact-only people, when asked for. */
  others: { personId: string; name: string; email: string; phone: string }[];
}

export interface TestPracticeOptions {
  /** A random one when left out. */
  slug?: string;
  name?: string;
  zone?: string;
  /** How many contact-only people stand in the tree besides the three who can log in. */
  others?: number;
}

const step = (key: string, role: JobRole, dueMinutes: number | null, critical = false) => ({
  key,
  title: `Do ${key.replaceAll('-', ' ')}`,
  detail: 'Call {{site.phone}} and look in {{site.folder}}.',
  role,
  due: dueMinutes === null ? null : { minutes: dueMinutes },
  critical,
  needs: [],
  evidence: 'none' as const,
});

const SHORT = {
  slug: 'short',
  title: 'Short downtime',
  kind: 'short' as const,
  trigger: 'The EHR does not open.',
  anchor: 'Minute 0 is the declaration.',
  escalatesTo: ['long'],
  sections: [
    {
      key: 'first',
      title: 'First',
      steps: [step('print-schedule', 'front_desk', 5), step('call-vendor', 'incident_lead', 10, true)],
    },
    { key: 'then', title: 'Then', steps: [step('check-in-on-paper', 'front_desk', null)] },
  ],
};

const LONG = {
  ...SHORT,
  slug: 'long',
  title: 'Long downtime',
  kind: 'long' as const,
  escalatesTo: [],
  sections: [
    {
      key: 'command',
      title: 'Command',
      steps: [step('take-command', 'incident_lead', 0, true), step('see-patients', 'clinician', 30)],
    },
  ],
};

/** Area codes of people's phones: not toll-free, premium or personal numbers, which are refused. */
const AREAS = Array.from({ length: 780 }, (_, at) => 201 + at).filter(
  (code) => !/^[568]|^[2-9]11|^(710|900|976)/.test(String(code)),
);

// Counted up, not drawn: two practices with one number are asked which of their incidents is meant.
// It begins anywhere, because a second process may use the same database.
let numbers = randomInt(AREAS.length * 100);

/** A number nobody has, and no other practice of this process. */
function nextNumber(): string {
  numbers += 1;
  const code = AREAS[Math.trunc(numbers / 100) % AREAS.length];
  return `+1${code}55501${String(numbers % 100).padStart(2, '0')}`;
}

/** Mints a practice nobody else uses, so that tests can run side by side on one database. */
export async function testPractice(options: TestPracticeOptions = {}): Promise<TestPractice> {
  const practiceId = newId();
  const slug = options.slug ?? `t-${practiceId.slice(0, 13)}`;
  const zone = options.zone ?? 'America/Chicago';
  const system: Ctx = { practiceId, actor: { kind: 'system', name: 'Holdfast' } };
  const name = options.name ?? 'Test Practice';
  await createPractice(system, { slug, name, smsName: 'TEST', zone, kind: 'Tests', ehr: 'Paper' });
  const facts = { folder: 'the red binder' };
  const siteId = await addSite(system, {
    name: 'Main',
    address: '1 Test Road',
    phone: '+13125550100',
    facts,
  });

  const reaches = (email: string, phone = nextNumber()) => [
    { kind: 'mobile' as const, address: phone, verified: true, consent: true },
    { kind: 'email' as const, address: email, verified: true, consent: true },
  ];
  const member = async (right: Right, personName: string, jobRoles: JobRole[]): Promise<TestMember> => {
    const email = `${right}@${slug}.example`;
    const accountId = await createAccount({ email, name: personName, password: TEST_PASSWORD });
    const account = { accountId, right };
    const personId = await addPerson(system, {
      name: personName,
      jobRoles,
      siteId,
      reaches: reaches(email),
      account,
    });
    const actor = {
      kind: 'member' as const,
      ...account,
      sessionId: newId(),
      personId,
      name: personName,
      jobRoles,
      parts: [],
    };
    return { practiceId, actor, email, password: TEST_PASSWORD };
  };
  const owner = await member('owner', 'Olive Owner', ['clinician', 'incident_lead']);
  const lead = await member('lead', 'Leo Lead', ['incident_lead', 'ma_nurse']);
  const staff = await member('staff', 'Stella Staff', ['front_desk']);

  const others: TestPractice['others'] = [];
  for (let n = 1; n <= (options.others ?? 0); n += 1) {
    const person = {
      name: `Other ${n}`,
      email: `other-${n}@${slug}.example`,
      phone: nextNumber(),
    };
    const personId = await addPerson(system, {
      name: person.name,
      jobRoles: ['billing'],
      siteId,
      reaches: reaches(person.email, person.phone),
    });
    others.push({ personId, ...person });
  }

  const treeId = await addTree(system, {
    name: 'Everyone',
    branches: [
      {
        name: 'All',
        leadId: lead.actor.personId,
        deputyId: owner.actor.personId,
        waitMinutes: 5,
        needRole: 'front_desk',
        needCount: 1,
        memberIds: [staff.actor.personId, ...others.map(({ personId }) => personId)],
      },
    ],
  });
  const plan = async (input: typeof SHORT | typeof LONG): Promise<string> => {
    const { runbookId } = await importRunbook(owner, input);
    await publishRunbook(owner, { runbookId, changeNote: 'First version.', warningsSeen: true });
    return runbookId;
  };
  const runbookId = await plan(SHORT);
  const longRunbookId = await plan(LONG);
  return {
    practiceId,
    slug,
    zone,
    siteId,
    treeId,
    runbookId,
    longRunbookId,
    system,
    owner,
    lead,
    staff,
    others,
  };
}
