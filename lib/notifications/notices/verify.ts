// A code goes to one way of one person, to show that it works. It is said to nobody else and on no other way; what is
// stored has its place only.
import { z } from 'zod';
import { id } from '@/lib/core/text';
import { renderNotice } from '../mail/notice';
import { codeMail, codeText } from '../people-words';
import { personById } from '../people';
import { STOPPED } from '../plan';
import { CODE_PLACE } from '../rules';
import { asText, toOf, type Notice } from './notice';

const CodeSent = z.object({ personId: id, reachId: id, codeId: id });

export const codeSent: Notice = async (door, practiceId, event) => {
  const parsed = CodeSent.safeParse(event.payload);
  if (!parsed.success) return null;
  const { personId, reachId, codeId } = parsed.data;
  const [person] = await personById(door.sql, practiceId, personId);
  const reach = person?.reaches.find((each) => each.id === reachId);
  // A newer code took its place, or the way is gone: this one says nothing any more.
  const current = await door.sql(
    `select 1 from reach where "practiceId" = $1::uuid and id = $2::uuid and "codeId" = $3::uuid`,
    [practiceId, reachId, codeId],
  );
  if (!person || !reach || current.length === 0) return null;
  const said = { planned: reach.optedOut ? ('dropped' as const) : ('waiting' as const) };
  return {
    planned: [
      {
        person,
        reach,
        channel: reach.kind === 'email' ? 'email' : 'sms',
        state: said.planned,
        reason: reach.optedOut ? STOPPED : '',
        dueAt: door.now,
      },
    ],
    async words({ channel }) {
      const to = { ...toOf(event, person, ''), href: null };
      return channel === 'sms' ? asText(codeText(CODE_PLACE, to)) : renderNotice(codeMail(CODE_PLACE, to));
    },
  };
};
