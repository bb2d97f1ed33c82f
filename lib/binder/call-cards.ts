// Whom to call: the contact trees branch by branch, and the vendors.
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { branchPeople } from '@/lib/contacts/rules';
import type { Branch, Person, Tree } from '@/lib/contacts/schema';
import { phoneWords } from '@/lib/core';
import { promiseTerms, VENDOR_KIND_WORDS } from '@/lib/practices/rules';
import type { Vendor } from '@/lib/practices/schema';
import type { Block, PrintSheet, Words } from '@/lib/print/schema';
import { said, sheet, type CardSurroundings } from './card';

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
          ['In numbers', promiseTerms(vendor)],
          ['Leaving', vendor.exitFacts],
          ['Our data out', vendor.dataExport],
          ['Status page', vendor.statusPage],
        ]),
      })),
    ),
  ];
}
