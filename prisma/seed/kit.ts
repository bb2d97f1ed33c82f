// A demo practice's readiness kit: the usual things, who looks after each, and who looked when. One is overdue and was
// reminded of; one is not in order. Said twice it adds nothing new.
import type { MemberCtx } from '@/lib/access';
import type { JobRole } from '@/lib/access/rules';
import { addMinutes } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { planEvent } from '@/lib/notifications';
import { addUsualKit, checkKit, editKitItem, readKit, remind } from '@/lib/readiness';
import { need, type Demo } from './files';
import { moment } from './history';
import type { Cast } from './places';

interface Look {
  daysAgo: number;
  note: string;
  wrong?: boolean;
}

/** By name: whose job it is, and the looks so far. */
const LOOKS: Record<string, { role: JobRole; looks: Look[] }> = {
  'Back-up internet': {
    role: 'it_privacy',
    looks: [
      { daysAgo: 62, note: 'Balance 20 GB' },
      { daysAgo: 33, note: 'Balance 17 GB' },
      { daysAgo: 6, note: 'Balance 14 GB, one chart in 40 seconds' },
    ],
  },
  'Charged laptops': {
    role: 'it_privacy',
    looks: [
      { daysAgo: 50, note: '' },
      { daysAgo: 20, note: 'Shortest: 2 h 20 min' },
      { daysAgo: 3, note: 'Laptop 3 lasts 40 minutes unplugged: needs a new battery', wrong: true },
    ],
  },
  'Surge protection and battery units': {
    role: 'it_privacy',
    looks: [{ daysAgo: 99, note: 'Router and switch 22 minutes' }],
  },
  'Downtime PC log-in': { role: 'front_desk', looks: [{ daysAgo: 12, note: 'Copy was 20 minutes old' }] },
  'Printed schedule': { role: 'front_desk', looks: [{ daysAgo: 4, note: '' }] },
  'Paper packs': { role: 'front_desk', looks: [{ daysAgo: 16, note: 'A-0101 to A-0180' }] },
  'Prescription pads': { role: 'ma_nurse', looks: [{ daysAgo: 24, note: '42, serials match' }] },
  'Pharmacy, lab and imaging numbers': { role: 'ma_nurse', looks: [{ daysAgo: 70, note: '' }] },
  'Second location agreement': {
    role: 'incident_lead',
    looks: [{ daysAgo: 80, note: 'Key holder answered' }],
  },
  'Browser, PDF, scanner and printer updates': { role: 'it_privacy', looks: [{ daysAgo: 9, note: '' }] },
  'Vendor, insurer and emergency card': { role: 'incident_lead', looks: [{ daysAgo: 41, note: '' }] },
};

/** When the overdue thing became due, a week after that, and today: what is due by then has been told. */
const ROUNDS_DAYS_AGO = [9, 2, 0];

interface When {
  opened: Date;
  openedDaysAgo: number;
}

export async function addKit(demo: Demo, cast: Cast, manager: MemberCtx, when: When): Promise<void> {
  const noon = (daysAgo: number) => moment(when.opened, when.openedDaysAgo - daysAgo, 12, 0, demo.zone);
  const begun = { ...manager, at: addMinutes(when.opened, 2 * 24 * 60) };
  await addUsualKit(begun);
  const kit = await readKit(begun);
  const looks: { at: Date; who: MemberCtx; itemId: string; fine: boolean; note: string }[] = [];
  for (const { id: itemId, name, detail, siteId, everyDays, ownerId, checks } of kit) {
    const known = LOOKS[name];
    const person = demo.people.find(({ jobRoles }) => known && jobRoles.includes(known.role));
    if (!known || !person) continue;
    const owner = need(cast.people, person.key);
    if (ownerId !== owner)
      await editKitItem(begun, { itemId, name, detail, siteId, everyDays, ownerId: owner });
    for (const { daysAgo, note, wrong = false } of known.looks) {
      const at = noon(daysAgo);
      if (checks.some((check) => check.at === at.toISOString())) continue;
      looks.push({ at, who: cast.members.get(person.key) ?? manager, itemId, fine: !wrong, note });
    }
  }
  looks.sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const { at, who, ...look } of looks) await checkKit({ ...who, at }, look);
  for (const daysAgo of ROUNDS_DAYS_AGO) await remind(manager.practiceId, noon(daysAgo));
  await deliver(manager.practiceId);
}

/** The reminders went out and arrived, then: no worker sends them again. */
async function deliver(practiceId: string): Promise<void> {
  const events = await inPracticeSql({ practiceId }, ({ sql }) =>
    sql<{ id: string; at: Date }>(
      `select id, at from event where "practiceId" = $1::uuid and "chainId" = $1::uuid and kind = 'reminder.due'`,
      [practiceId],
    ),
  );
  for (const { id, at } of events) {
    await planEvent(practiceId, id);
    await inPracticeSql({ practiceId }, ({ sql }) =>
      sql(
        `update delivery set state = 'delivered', reason = '', attempts = 1, "createdAt" = $3::timestamptz,
           "dueAt" = $3::timestamptz, "handedOverAt" = $3::timestamptz + interval '2 seconds',
           "settledAt" = $3::timestamptz + interval '7 seconds'
         where "practiceId" = $1::uuid and "eventId" = $2::uuid and state = 'waiting'`,
        [practiceId, id, at.toISOString()],
      ),
    );
  }
}
