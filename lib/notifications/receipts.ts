// What providers tell us about a delivery: each word stored once, the state only ever moves forward.
import { isId, newId } from '@/lib/core';
import { inPracticeSql } from '@/lib/db';
import { pokeRoster } from './poke';
import { forward, type Channel, type DeliveryState } from './rules';

export interface ProviderWord {
  practiceId: string;
  deliveryId: string;
  /** The provider's own id for this word: told twice it counts once. */
  eventId: string;
  /** The provider's id for the message. */
  messageId: string;
  state: DeliveryState;
  /** Why it failed, for people; '' otherwise. */
  reason: string;
  /** The person stopped our texts. */
  stopped?: boolean;
}

/** Takes one word in. Ids that lead nowhere are ignored: answering otherwise would tell what exists. */
export async function settleReceipt(word: ProviderWord): Promise<void> {
  const { practiceId, deliveryId } = word;
  if (!isId(practiceId) || !isId(deliveryId)) return;
  const incidentId = await inPracticeSql({ practiceId }, async ({ sql, now }) => {
    const at = now.toISOString();
    const [row] = await sql<{
      incidentId: string | null;
      reachId: string;
      channel: Channel;
      state: DeliveryState;
    }>(
      `select "incidentId", "reachId", channel, state from delivery
       where "practiceId" = $1::uuid and id = $2::uuid for update`,
      [practiceId, deliveryId],
    );
    if (!row) return null;
    const stored = await sql(
      `insert into receipt ("practiceId", id, "deliveryId", "providerEventId", state, detail, at)
       values ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7::timestamptz) on conflict do nothing returning id`,
      [practiceId, newId(), deliveryId, word.eventId, word.state, word.reason, at],
    );
    if (stored.length === 0) return null;
    if (word.stopped) {
      await sql(
        `update reach set "optedOutAt" = coalesce("optedOutAt", $3::timestamptz)
         where "practiceId" = $1::uuid and id = $2::uuid`,
        [practiceId, row.reachId, at],
      );
    }
    const next = forward(row.state, word.state, row.channel);
    if (next === row.state) return null;
    const done = next === 'delivered' || next === 'failed';
    await sql(
      `update delivery set state = $3, reason = $4, "providerId" = coalesce("providerId", $5),
         "handedOverAt" = coalesce("handedOverAt", $6::timestamptz),
         "settledAt" = case when $7::boolean then $6::timestamptz end
       where "practiceId" = $1::uuid and id = $2::uuid`,
      [practiceId, deliveryId, next, word.reason, word.messageId, at, done],
    );
    return row.incidentId;
  });
  pokeRoster(practiceId, incidentId);
}

const TEXT_TROUBLE: Record<string, string> = {
  '21610': 'They stopped our texts. Call them.',
  '30003': 'The phone was off or out of reach. Call them.',
  '30004': 'The phone refuses our texts. Call them.',
  '30005': 'The number is not in use. Check it.',
  '30006': 'The number cannot take texts; it may be a landline. Call them.',
  '30007': 'The carrier held it back as unwanted. Call them.',
};

/** Why a text did not arrive, for people. */
export function textTrouble(code: string | undefined): string {
  const known = TEXT_TROUBLE[code ?? ''];
  if (known !== undefined) return known;
  return `The carrier could not deliver it${code ? ` (error ${code})` : ''}. Call them.`;
}
