// /r/{token} of the quarterly question: one person's own ways, and what they say about them. No script, no log-in.
import { readConfirm, takeConfirm, type ConfirmPage } from '@/lib/contacts';
import { isAppError } from '@/lib/core';
import { escape, fill, shell } from './answer-html';
import { agreeWords, confirmWords, REFUSED_ES, type ConfirmWords } from './confirm-words';
import type { LinkPage } from './link-pages';

export const confirm: LinkPage = {
  async show(_token, link, unclear) {
    const page = await readConfirm(link);
    return page && { html: confirmHtml(page, unclear) };
  },
  async take(_token, link, form) {
    const field = (name: string) => (form.get(name) ?? '').slice(0, 300);
    try {
      const said = {
        say: field('say'),
        way: field('way'),
        kind: field('kind'),
        address: field('address'),
      };
      const taken = await takeConfirm(link, said);
      return taken === null ? 'gone' : taken === 'unclear' ? { unclear: '' } : taken;
    } catch (error) {
      if (isAppError(error)) {
        const page = await readConfirm(link);
        return { unclear: page?.language === 'es' ? REFUSED_ES[error.code] : error.message };
      }
      throw error;
    }
  },
};

type Way = ConfirmPage['ways'][number];

export function confirmHtml(page: ConfirmPage, unclear: string | null): string {
  const words = confirmWords(page.language);
  const head = `<p class="small">${escape(page.practiceName)}<br>${escape(fill(words.forWhom, { name: page.name }))}</p>`;
  const body = page.notMe
    ? [
        head,
        `<h1>${escape(words.title)}</h1>`,
        `<p class="said" role="status">${escape(words.notMeDone)}</p>`,
      ]
    : [head, ...asking(page, words, unclear)];
  return shell(page.language, `${words.title}: ${page.practiceName}`, '', body.join('\n'));
}

function asking(page: ConfirmPage, words: ConfirmWords, unclear: string | null): string[] {
  return [
    `<h1>${escape(words.ask)}</h1>`,
    unclear === null ? '' : `<p role="alert">${escape(unclear === '' ? words.unclear : unclear)}</p>`,
    page.confirmed ? `<p class="said" role="status">${escape(words.rightDone)}</p>` : '',
    `<p>${escape(words.why)}</p>`,
    page.ways.length === 0 ? `<p>${escape(words.none)}</p>` : '',
    `<ul>${page.ways.map((way) => line(way, words)).join('')}</ul>`,
    // Also after they said so: what they change then can be said to be right again.
    `<form method="post"><button${page.confirmed ? ' class="other"' : ''} name="say" value="right">${escape(words.right)}</button></form>`,
    ...page.ways
      .filter(({ consent, optedOut }) => !consent && !optedOut)
      .map((way) => agree(page, way, words)),
    `<p>${escape(words.again)}</p>`,
    page.ways.length === 0 ? '' : change(page, words),
    add(words),
    notMe(page, words),
  ].filter((part) => part !== '');
}

function line(way: Way, words: ConfirmWords): string {
  const state = way.optedOut ? words.stopped : way.verified ? words.verified : words.unverified;
  const more = way.consent ? state : `${state} · ${words.noConsent}`;
  return `<li>${escape(words[way.kind])}: <b>${escape(way.masked)}</b><span class="small">${escape(more)}</span></li>`;
}

function agree({ language }: ConfirmPage, way: Way, words: ConfirmWords): string {
  const name = `${words[way.kind]} ${way.masked}`;
  return `<form method="post"><input type="hidden" name="way" value="${way.id}">
<p class="small">${escape(agreeWords(way.kind, language))}</p>
<button class="other" name="say" value="consent">${escape(fill(words.agree, { way: name }))}</button></form>`;
}

function change({ ways }: ConfirmPage, words: ConfirmWords): string {
  const options = ways.map(
    ({ id, kind, masked }) => `<option value="${id}">${escape(`${words[kind]}: ${masked}`)}</option>`,
  );
  return `<details><summary>${escape(words.change)}</summary><form method="post">
<label for="way">${escape(words.which)}</label><select id="way" name="way">${options.join('')}</select>
<label for="fresh">${escape(words.fresh)}</label><input id="fresh" name="address" required maxlength="300" autocomplete="off">
<button class="other" name="say" value="change">${escape(words.save)}</button></form></details>`;
}

function add(words: ConfirmWords): string {
  const options = (['mobile', 'second', 'email'] as const).map(
    (kind) => `<option value="${kind}">${escape(words[kind])}</option>`,
  );
  return `<details><summary>${escape(words.add)}</summary><form method="post">
<label for="kind">${escape(words.kind)}</label><select id="kind" name="kind">${options.join('')}</select>
<label for="address">${escape(words.address)}</label><input id="address" name="address" required maxlength="300" autocomplete="off">
<button class="other" name="say" value="add">${escape(words.addIt)}</button></form></details>`;
}

function notMe({ name }: ConfirmPage, words: ConfirmWords): string {
  return `<details><summary>${escape(words.notMe)}</summary><form method="post"><p>${escape(words.notMeWhy)}</p>
<button class="other" name="say" value="not-me">${escape(fill(words.notMeButton, { name }))}</button></form></details>`;
}
