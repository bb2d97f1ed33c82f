// Things came due for one person: one message says all of them.
import { renderNotice } from '../mail/notice';
import { reminderMail, reminderText } from '../notice-words';
import { personById } from '../people';
import { planNotice } from '../plan';
import { ReminderDue } from '../schema';
import { asText, toOf, type Notice } from './notice';

export const reminderDue: Notice = async (door, practiceId, event) => {
  const parsed = ReminderDue.safeParse(event.payload);
  if (!parsed.success) return null;
  const due = parsed.data;
  const people = await personById(door.sql, practiceId, due.personId);
  return {
    planned: planNotice(people, door.now),
    async words({ person, channel }) {
      const to = toOf(event, person, `/p/${event.slug}/readiness`);
      return channel === 'sms' ? asText(reminderText(due, to)) : renderNotice(reminderMail(due, to));
    },
  };
};
