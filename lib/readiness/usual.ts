// What a practice usually keeps at hand. Most of it is from "Working Offline When Your EHR Isn't Available"
// (healthcareittoday.com, 23 April 2012), put so that somebody can look and say yes or no.
export interface UsualItem {
  name: string;
  detail: string;
  everyDays: number;
}

export const USUAL_KIT: readonly UsualItem[] = [
  {
    name: 'Back-up internet',
    detail:
      'Turn on the hotspot or second line, open the EHR on it and run one chart for five minutes. Check the prepaid balance and the day it ends.',
    everyDays: 30,
  },
  {
    name: 'Charged laptops',
    detail: 'Each downtime laptop runs at least two hours unplugged. Note any weak battery.',
    everyDays: 30,
  },
  {
    name: 'Surge protection and battery units',
    detail:
      'Router, switch, server, printer and check-in PC each on a working unit. Pull one plug and time it. Note the minutes.',
    everyDays: 90,
  },
  {
    name: 'Downtime PC log-in',
    detail:
      'Log in with the downtime account. The read-only copy opens, is clearly marked, and says how old it is. Print one page.',
    everyDays: 30,
  },
  {
    name: 'Printed schedule',
    detail: 'The next day’s schedule is printed before closing and lies where everybody looks for it.',
    everyDays: 7,
  },
  {
    name: 'Paper packs',
    detail:
      'All form types, current version, numbered, enough for one full day (8 hours) at each desk and room. Note the first and last number.',
    everyDays: 30,
  },
  {
    name: 'Prescription pads',
    detail: 'Locked, counted, serials match the list. Note the count.',
    everyDays: 30,
  },
  {
    name: 'Pharmacy, lab and imaging numbers',
    detail: 'On paper beside the phone. Dial each once. Lab order forms are there.',
    everyDays: 90,
  },
  {
    name: 'Second location agreement',
    detail: 'In date, the key holder answers, and somebody has been there within a year.',
    everyDays: 180,
  },
  {
    name: 'Browser, PDF, scanner and printer updates',
    detail: 'Updated on every PC that is used in a downtime. Print and scan one page afterwards.',
    everyDays: 30,
  },
  {
    name: 'Vendor, insurer and emergency card',
    detail: 'On paper: support lines, account numbers, cyber insurance hotline and policy number.',
    everyDays: 90,
  },
];
