// Everybody is asked each quarter whether their numbers are right, by a link of their own.
import { z } from 'zod';
import { newId } from '@/lib/core';
import { id } from '@/lib/core/text';
import { linkFor } from '../links';
import { renderNotice } from '../mail/notice';
import { confirmMail, confirmText } from '../people-words';
import { peopleById } from '../people';
import { planNotice } from '../plan';
import { linkPlaceholder } from '../rules';
import { asText, toOf, type Notice } from './notice';

const Asked = z.object({ personIds: z.array(id).min(1).max(1000) });

export const peopleAsked: Notice = async (door, practiceId, event) => {
  const parsed = Asked.safeParse(event.payload);
  if (!parsed.success) return null;
  const people = await peopleById(door.sql, practiceId, parsed.data.personIds);
  const href = linkPlaceholder(linkFor(newId()).length);
  return {
    planned: planNotice(people, door.now),
    links: true,
    async words({ person, channel }) {
      const to = { ...toOf(event, person, ''), href };
      return channel === 'sms' ? asText(confirmText(to)) : renderNotice(confirmMail(to));
    },
  };
};
