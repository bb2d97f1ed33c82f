// A practice is to be deleted, or that was taken back: every owner is told.
import { renderNotice } from '../mail/notice';
import { deletionMail, deletionText } from '../notice-words';
import { peopleOfRight } from '../people';
import { planNotice } from '../plan';
import { DeletionAsked } from '../schema';
import { asText, toOf, type Notice } from './notice';

const told =
  (taken: boolean): Notice =>
  async (door, practiceId, event) => {
    const parsed = DeletionAsked.safeParse(event.payload);
    if (!parsed.success) return null;
    const [said] = await door.sql<{ actor: string; zone: string }>(
      `select e.actor, p.zone from event e join practice p on p."practiceId" = e."practiceId"
       where e."practiceId" = $1::uuid and e.id = $2::uuid`,
      [practiceId, event.id],
    );
    if (!said) return null;
    const facts = { ...said, after: taken ? null : (parsed.data.after ?? null) };
    const people = await peopleOfRight(door.sql, practiceId, 'owner');
    return {
      planned: planNotice(people, door.now),
      words: ({ person, channel }) => {
        const to = toOf(event, person, `/p/${event.slug}/settings/delete`);
        return channel === 'sms'
          ? Promise.resolve(asText(deletionText(facts, to)))
          : renderNotice(deletionMail(facts, to));
      },
    };
  };

export const deletionAsked: Notice = told(false);
export const deletionCancelled: Notice = told(true);
