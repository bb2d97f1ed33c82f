// Old records were deleted for good: every owner is told.
import { renderNotice } from '../mail/notice';
import { oldRecordsMail, oldRecordsText } from '../old-records-words';
import { peopleOfRight } from '../people';
import { planNotice } from '../plan';
import { OldRecordsDeleted } from '../schema';
import { asText, toOf, type Notice } from './notice';

export const oldRecordsDeleted: Notice = async (door, practiceId, event) => {
  const parsed = OldRecordsDeleted.safeParse(event.payload);
  const [said] = await door.sql<{ actor: string }>(
    `select actor from event where "practiceId" = $1::uuid and id = $2::uuid`,
    [practiceId, event.id],
  );
  if (!parsed.success || !said) return null;
  const facts = { ...said, ...parsed.data };
  return {
    planned: planNotice(await peopleOfRight(door.sql, practiceId, 'owner'), door.now),
    words: ({ person, channel }) => {
      const to = toOf(event, person, `/p/${event.slug}/audit`);
      return channel === 'sms'
        ? Promise.resolve(asText(oldRecordsText(facts, to)))
        : renderNotice(oldRecordsMail(facts, to));
    },
  };
};
