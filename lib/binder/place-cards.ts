// The cards of a place: this site, where to go instead, and a log to write on.
import { JOB_ROLE_WORDS } from '@/lib/access/rules';
import { clockWords, phoneWords, plainDay } from '@/lib/core';
import { DAY_WORDS, DAYS, factWord, waitWords } from '@/lib/practices/rules';
import type { AlternateSite, Site } from '@/lib/practices/schema';
import type { Block, PrintSheet } from '@/lib/print/schema';
import { said, sheet, type CardSurroundings } from './card';

function hoursWords(hours: Site['hours']): string {
  return DAYS.map(
    (each) => `${DAY_WORDS[each]}: ${hours[each]?.map(clockWords).join(' to ') ?? 'closed'}`,
  ).join('\n');
}

export function siteCard(site: Site, around: CardSurroundings): PrintSheet {
  const facts = Object.entries(site.facts)
    .filter(([name, words]) => !['name', 'address', 'phone'].includes(name) && words !== '')
    .map(([name, words]) => [factWord(name), words] as const)
    .sort(([a], [b]) => a.localeCompare(b));
  const systems = site.systems.map((system) => [
    system.name,
    waitWords(system.canWaitMinutes),
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
