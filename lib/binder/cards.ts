// The cards of a binder: the site, where to go instead, whom to call, the vendors, and a log to write on.
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { branchPeople } from '@/lib/contacts/rules';
import type { Branch, Person, Tree } from '@/lib/contacts/schema';
import { clockWords, day, plural, spell } from '@/lib/core';
import { DAYS, VENDOR_KIND_WORDS, type Day } from '@/lib/practices/rules';
import type { AlternateSite, Site, Vendor } from '@/lib/practices/schema';
import type { Block, PrintSheet, Words } from '@/lib/print/schema';
import type { Surroundings } from './plan-sheets';

/** A day in words, for cards, which have no version of their own. */
export interface CardSurroundings extends Surroundings {
  asOf: string;
}

const DAY_WORDS: Record<Day, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

type Fact = readonly [term: string, words: Words];

const said = (facts: readonly Fact[]): Fact[] => facts.filter(([, words]) => words !== '');

/** "847-555-0140". */
function phoneWords(number: string): string {
  const us = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return us ? `${us[1]}-${us[2]}-${us[3]}` : number;
}

/** A date without a time, like 2027-11-22, as "Nov 22, 2027". */
function plainDay(date: string): string {
  return day(new Date(`${date}T12:00:00Z`), 'UTC');
}

/** "paper_drawer" as "Paper drawer". */
function factWord(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/\bpc\b/, 'PC');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function hoursWords(hours: Site['hours']): string {
  return DAYS.map(
    (each) => `${DAY_WORDS[each]}: ${hours[each]?.map(clockWords).join(' to ') ?? 'closed'}`,
  ).join('\n');
}

function sheet(
  around: CardSurroundings,
  title: string,
  page: string,
  blocks: readonly Block[],
  version = `As it stood on ${around.asOf}`,
): PrintSheet {
  const url = `${around.appUrl}/${page}`;
  return { place: around.place, title, version, url, listed: { title, note: '' }, blocks };
}

export function siteCard(site: Site, around: CardSurroundings): PrintSheet {
  const facts = Object.entries(site.facts)
    .filter(([name, words]) => !['name', 'address', 'phone'].includes(name) && words !== '')
    .map(([name, words]) => [factWord(name), words] as const)
    .sort(([a], [b]) => a.localeCompare(b));
  const systems = site.systems.map((system) => [
    system.name,
    system.canWaitMinutes === 0 ? 'Not at all' : spell(system.canWaitMinutes),
    system.meanwhile,
  ]);
  return sheet(around, `This site: ${site.name}`, `live/${around.slug}/sites`, [
    {
      kind: 'facts',
      facts: said([
        ['Address', site.address],
        ['Phone', [{ text: phoneWords(site.phone), bold: true }]],
        ['Hours', hoursWords(site.hours)],
      ]),
    },
    ...(systems.length > 0
      ? ([
          { kind: 'head', text: 'How long each system can wait' },
          {
            kind: 'table',
            columns: [
              { head: 'System', share: 3, bold: true },
              { head: 'Can wait', share: 2 },
              { head: 'How the work is done meanwhile', share: 5 },
            ],
            rows: systems,
          },
        ] as const)
      : []),
    ...(facts.length > 0
      ? ([
          { kind: 'head', text: 'Where things are' },
          { kind: 'facts', facts },
        ] as const)
      : []),
  ]);
}

export function alternateCards(site: Site, around: CardSurroundings): PrintSheet[] {
  return site.alternateSites.map((alternate) => ({
    ...sheet(around, `If ${site.name} cannot be used: ${alternate.name}`, `live/${around.slug}/sites`, [
      ...alternateBlocks(alternate),
    ]),
  }));
}

function alternateBlocks(alternate: AlternateSite): Block[] {
  const until = alternate.agreementExpires ? `Runs until ${plainDay(alternate.agreementExpires)}.` : '';
  const blocks: Block[] = [
    {
      kind: 'facts',
      facts: said([
        ['Address', [{ text: alternate.address, bold: true }]],
        ['Keys', alternate.keys],
        ['Agreement', [alternate.agreement, until].filter((words) => words !== '').join(' ')],
        ['Room for', alternate.capacity],
        ['Works there', alternate.worksThere],
        ['Does not work', alternate.doesNotWork],
        ['Power', alternate.power],
        ['Network', alternate.network],
        ['Phones', alternate.phone],
        ['Cold chain', alternate.coldChain],
        ['Controlled drugs', alternate.drugStorage],
      ]),
    },
  ];
  if (alternate.mapUrl !== '')
    blocks.unshift({ kind: 'code', url: alternate.mapUrl, words: 'Map of the way' });
  if (alternate.checks.length > 0) {
    blocks.push(
      { kind: 'head', text: 'Go or no-go: all must be true' },
      {
        kind: 'table',
        columns: [
          { head: '', share: 1 },
          { head: 'Check', share: 11, bold: true },
          { head: 'Go', share: 1 },
          { head: 'No', share: 1 },
          { head: 'By, at', share: 4 },
        ],
        rows: alternate.checks.map((check, at) => [`${at + 1}.`, check, '☐', '☐', '']),
      },
    );
  }
  if (alternate.reportsThere.length > 0) {
    blocks.push({
      kind: 'card',
      title: 'Who reports where',
      facts: alternate.reportsThere.map(({ role, where }) => [JOB_ROLE_WORDS[role], where] as const),
    });
  }
  return blocks;
}

/** Numbers as one calls them; an address only for whoever has no number. */
function waysOf(person: Person): string {
  const numbers = person.reaches.filter(({ kind }) => kind !== 'email');
  const ways = numbers.length > 0 ? numbers : person.reaches;
  return ways
    .map(({ address, optedOut }) => `${phoneWords(address ?? '')}${optedOut ? ' (no texts)' : ''}`)
    .join('\n');
}

function branchBlocks(branch: Branch, people: ReadonlyMap<string, Person>): Block[] {
  const need =
    branch.needRole !== null && branch.needCount > 0
      ? ` At least ${branch.needCount} must answer: ${JOB_ROLE_WORDS[branch.needRole]}.`
      : '';
  return [
    { kind: 'head', text: branch.name },
    {
      kind: 'text',
      blocks: [
        {
          kind: 'paragraph',
          words: `Wait ${branch.waitMinutes} min for an answer, then call the next.${need}`,
        },
      ],
    },
    {
      kind: 'table',
      columns: [
        { head: 'Name', share: 7 },
        { head: 'Number', share: 4 },
        { head: 'Reached at', share: 3 },
        { head: 'Left word at', share: 3 },
        { head: 'Coming', share: 2 },
      ],
      rows: branchPeople(branch).map((id, place): Words[] => {
        const person = people.get(id);
        const rank = place === 0 ? 'Branch lead. ' : id === branch.deputyId ? 'Deputy. ' : '';
        const jobs = person?.jobRoles.map((role) => JOB_ROLE_WORDS[role]).join(', ') ?? '';
        return [
          [{ text: person?.name ?? 'Somebody who left', bold: true }, { text: `\n${rank}${jobs}` }],
          person ? waysOf(person) : '',
          '',
          '',
          '',
        ];
      }),
    },
  ];
}

const HOW_TO_CALL =
  'Call from the top. Nobody answers: leave word, write the time, call the next. A lead who is not reached: the deputy takes the branch.';

export function contactCard(
  trees: readonly Tree[],
  people: readonly Person[],
  vendors: readonly Vendor[],
  around: CardSurroundings,
): PrintSheet[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  const page = `live/${around.slug}/contacts`;
  const version = `As it stood on ${around.asOf}. Private numbers: keep it in the binder, not on a wall.`;
  const calls = trees.map((tree) =>
    sheet(
      around,
      `Call list: ${tree.name}`,
      page,
      [
        { kind: 'text', blocks: [{ kind: 'paragraph', words: HOW_TO_CALL }] },
        ...tree.branches.flatMap((branch) => branchBlocks(branch, byId)),
      ],
      version,
    ),
  );
  if (vendors.length === 0) return calls;
  return [
    ...calls,
    sheet(around, 'Support lines', page, [
      {
        kind: 'table',
        columns: [
          { head: 'Vendor', share: 5, bold: true },
          { head: 'For', share: 3 },
          { head: 'Support line', share: 4, bold: true },
          { head: 'Account', share: 4 },
          { head: 'Ticket, time', share: 4 },
        ],
        rows: vendors.map((vendor) => [
          vendor.name,
          VENDOR_KIND_WORDS[vendor.kind],
          phoneWords(vendor.supportLine),
          vendor.accountNumber,
          '',
        ]),
      },
    ]),
  ];
}

/** The contract's promise in numbers, as far as it says them. */
function promiseWords(vendor: Vendor): string {
  return [
    vendor.promisePercent === '' ? '' : `${vendor.promisePercent}% of the time.`,
    vendor.countsFrom === null
      ? ''
      : `An outage counts from ${plural(vendor.countsFrom, 'minute')} in a row.`,
    vendor.claimDays === null ? '' : `Claim within ${plural(vendor.claimDays, 'day')}.`,
  ]
    .filter((words) => words !== '')
    .join(' ');
}

export function vendorCard(vendors: readonly Vendor[], around: CardSurroundings): PrintSheet[] {
  if (vendors.length === 0) return [];
  return [
    sheet(
      around,
      'Vendors and services',
      `live/${around.slug}/vendors`,
      vendors.map((vendor) => ({
        kind: 'card',
        title: vendor.name,
        tag: VENDOR_KIND_WORDS[vendor.kind],
        facts: said([
          ['Support line', [{ text: phoneWords(vendor.supportLine), bold: true }]],
          ['Account', vendor.accountNumber],
          ['Promise', vendor.promise],
          ['In numbers', promiseWords(vendor)],
          ['Leaving', vendor.exitFacts],
          ['Our data out', vendor.dataExport],
          ['Status page', vendor.statusPage],
        ]),
      })),
    ),
  ];
}

/** A blank log for whoever leads, and a page more to go on. */
export function logSheet(around: CardSurroundings): PrintSheet {
  return sheet(
    around,
    'Downtime log',
    `p/${around.slug}/binder`,
    [
      {
        kind: 'fields',
        rows: [
          ['Date', 'Noticed at', 'Declared at', 'Ended at'],
          ['What is down'],
          ['Incident lead', 'Deputy'],
          ['Vendor ticket', 'Name there', 'Next call due'],
          ['Number blocks issued: from', 'to', 'desk'],
          ['Number blocks issued: from', 'to', 'desk'],
        ],
      },
      {
        kind: 'ruled',
        columns: [
          { head: 'Time', share: 2 },
          { head: 'What happened, was decided or was told to whom', share: 11 },
          { head: 'Initials', share: 2 },
        ],
        pages: 2,
      },
    ],
    'Blank. No patient names: counts, times and numbers only.',
  );
}
