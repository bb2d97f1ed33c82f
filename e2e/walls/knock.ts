// Knocking at the doors as a browser does: a form sent, the answer as it comes.
import type { House } from '../support/house';
import type { Answer } from '../support/http';
import { until } from '../support/run';
import { builtActions } from './inventory';
import { actionBody } from './mutations';

/** One form sent to one of the doors' actions; `action` is the end of its name. */
export function knock(
  house: House,
  action: string,
  page: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const id = builtActions().find(({ name }) => name.endsWith(`#${action}`))?.id ?? 'missing';
  const form = actionBody(fields);
  return house.ask(page, {
    method: 'POST',
    body: form.body,
    headers: { ...form.headers, Origin: house.url, 'Next-Action': id, ...headers },
  });
}

export const askCode = (house: House, address: string, headers?: Record<string, string>): Promise<Answer> =>
  knock(house, 'askCode', '/sign-in/code', { address }, headers);

/** Where an answer leads: the address an action redirects to. */
export function leadsTo(answer: Answer): string {
  return String(answer.headers['x-action-redirect'] ?? answer.headers.location ?? '').replace(/;.*$/, '');
}

/** The pass in that address. */
export function passOf(answer: Answer): string {
  return new URLSearchParams(leadsTo(answer).split('?')[1]).get('pass') ?? '';
}

/** The newest message to an address that carries a code; waits for it. */
export async function mailTo(house: House, address: string): Promise<{ code: string; link: string | null }> {
  const find = () => house.fakes.captured(address).find((one) => /\b\d{4} \d{4}\b/.test(one.text));
  await until('the code to arrive', () => Promise.resolve(find() !== undefined));
  const text = find()?.text ?? '';
  return {
    code: (/\b\d{4} \d{4}\b/.exec(text)?.[0] ?? '').replace(' ', ''),
    link: /https?:\/\/\S+\/sign-in\/link\/[\w-]{43}/.exec(text)?.[0] ?? null,
  };
}
