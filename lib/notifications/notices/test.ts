// A contact test began: everybody who was written down for it is told that it is a drill, by every way at once.
import { newId } from '@/lib/core';
import { TestStarted } from '@/lib/contacts/schema';
import { linkFor } from '../links';
import { renderNotice } from '../mail/notice';
import { TEST_OVER } from '../needed';
import { peopleByIds } from '../people';
import { planDeliveries } from '../plan';
import { linkPlaceholder } from '../rules';
import { testMail, testText } from '../test-words';
import { asText, type Notice } from './notice';

export const testStarted: Notice = async ({ sql, now }, practiceId, event) => {
  const parsed = TestStarted.safeParse(event.payload);
  if (!parsed.success) return null;
  const rows = await sql<{ personId: string; over: boolean }>(
    `select p."personId", t."endedAt" is not null or t."endsAt" <= $3::timestamptz as over from contact_test t
     join contact_test_person p on p."practiceId" = t."practiceId" and p."testId" = t.id
     where t."practiceId" = $1::uuid and t.id = $2::uuid`,
    [practiceId, parsed.data.testId, now.toISOString()],
  );
  const ids = rows.map(({ personId }) => personId);
  const planned = planDeliveries(await peopleByIds(sql, practiceId, ids), now);
  // Whoever was to say it came too late: it is on the record that nothing was sent, and why.
  const over = rows.some((row) => row.over);
  const placeholder = linkPlaceholder(linkFor(newId()).length);
  const { practiceName, smsName } = event;
  return {
    planned: over ? planned.map((one) => ({ ...one, state: 'dropped', reason: TEST_OVER })) : planned,
    words({ person: { language }, channel }) {
      const to = { language, practiceName, smsName };
      return channel === 'sms'
        ? Promise.resolve(asText(testText(to, placeholder)))
        : renderNotice(testMail(to, placeholder));
    },
    links: true,
  };
};
