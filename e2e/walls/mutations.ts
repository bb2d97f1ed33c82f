// Every request that changes something when it comes from our own page, ready to be sent from elsewhere.
import { randomUUID } from 'node:crypto';
import type { House } from '../support/house';
import { json, multipart, type Answer } from '../support/http';
import { answerPath } from '../support/outbox';
import { Voice } from '../support/said';
import type { Minted } from '../support/test';
import { builtActions } from './inventory';
import { ACTIONS, fillBraces } from './acts';
import { idsOf } from './world';

export interface Mutation {
  name: string;
  send: (headers: Record<string, string>, bend?: { body?: string; method?: string }) => Promise<Answer>;
}

/** The body of a form as a browser without scripts sends it. */
export function urlencoded(fields: Record<string, string>): {
  body: string;
  headers: Record<string, string>;
} {
  return {
    body: new URLSearchParams(fields).toString(),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  };
}

/** A server action as React sends it: state and form as arguments. */
export function actionBody(fields: Record<string, string>): {
  body: string;
  headers: Record<string, string>;
} {
  return multipart([
    ...Object.entries(fields).map(([name, value]) => [`_1_${name}`, value] as const),
    // Last, as browsers send it: it refers to the fields before.
    ['0', JSON.stringify([{ error: null, done: null, values: {} }, '$K1'])],
  ]);
}

/** All of them, by one member of one practice with an open incident. */
export async function mutationsOf(house: House, practice: Minted, incident: string): Promise<Mutation[]> {
  const lead = await Voice.of(house, practice, practice.who('lead'));
  const built = builtActions();
  const message = house.fakes
    .captured()
    .find((one) => one.channel === 'email' && one.to === practice.who('nurse').email);
  if (!message) throw new Error('The nurse got no e-mail.');
  const page = answerPath(message);
  const ids = await idsOf(house.db, practice);
  const keeper = await Voice.of(house, practice, practice.who('manager'));
  const owner = await Voice.of(house, practice, practice.who('owner'));
  const doer = await Voice.of(house, practice, practice.who('lead2'));
  return [
    ...ACTIONS.map((act) => ({
      name: act.name,
      send: (headers: Record<string, string>, bend: { body?: string; method?: string } = {}) => {
        const fields = Object.entries(act.fields).map(([name, value]) => [name, fillBraces(value, ids, ids)]);
        const form = actionBody(Object.fromEntries(fields) as Record<string, string>);
        return house.ask(fillBraces(act.page, ids, ids), {
          method: bend.method ?? 'POST',
          ...(bend.method === 'GET' ? {} : { body: bend.body ?? form.body }),
          headers: {
            ...form.headers,
            Cookie: doer.cookie,
            'Next-Action': built.find((one) => one.name === act.name)?.id ?? 'missing',
            ...headers,
          },
        });
      },
    })),
    ...[
      `/p/${practice.slug}/settings/export/file`,
      `/p/${practice.slug}/contacts/export`,
      `/api/practices/${practice.slug}/import`,
    ].map((path): Mutation => ({
      name: path,
      send: (headers, bend = {}) =>
        house.ask(path, {
          method: bend.method ?? 'POST',
          ...(bend.method === 'GET' ? {} : { body: bend.body ?? 'x=1' }),
          headers: {
            'Content-Type': 'application/x-www-form-urlencoded',
            Cookie: owner.cookie,
            ...headers,
          },
        }),
    })),
    {
      name: 'sync',
      send: (headers, bend = {}) => {
        const note = {
          ...lead.command('incident.note', incident, { note: 'From elsewhere' }),
          id: randomUUID(),
        };
        const sent = json({ incident, since: 0, commands: [note] });
        return house.ask(`/live/v1/${practice.practiceId}/sync`, {
          method: bend.method ?? 'POST',
          ...(bend.method === 'GET' ? {} : { body: bend.body ?? sent.body }),
          headers: { ...sent.headers, Cookie: lead.cookie, ...headers },
        });
      },
    },
    {
      name: 'draft',
      send: (headers, bend = {}) => {
        // An empty change: what counts is who is asked to take it.
        const change = { id: randomUUID(), bytes: 'AAA=' };
        const sent = json({ draft: ids['draft'], since: 0, change });
        return house.ask(`/live/v1/${practice.practiceId}/draft`, {
          method: bend.method ?? 'POST',
          ...(bend.method === 'GET' ? {} : { body: bend.body ?? sent.body }),
          headers: { ...sent.headers, Cookie: keeper.cookie, ...headers },
        });
      },
    },
    {
      name: 'answer page',
      send: (headers, bend = {}) => {
        const form = urlencoded({ answer: 'coming', value: 'coming' });
        return house.ask(page, {
          method: bend.method ?? 'POST',
          ...(bend.method === 'GET' ? {} : { body: bend.body ?? form.body }),
          headers: { ...form.headers, ...headers },
        });
      },
    },
  ];
}
