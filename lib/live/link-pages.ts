// The pages behind a message's link, by what the message was about. A new one is one file and one line here.
import { answerByLink, readAnswerPage, type Link } from '@/lib/notifications';
import { answerHtml } from './answer-html';
import { confirm } from './confirm-page';
import { testPage } from './test-page';

/** Null: the link leads nowhere (any more). */
export type Shown = { html: string } | { elsewhere: string } | null;
/** `unclear` says what was wrong with the form, for `show`. */
export type Taken = 'taken' | 'gone' | { unclear: string };

export interface LinkPage {
  /** Changes nothing: mail scanners look at links too. */
  show: (token: string, link: Link, unclear: string | null) => Promise<Shown>;
  take: (token: string, link: Link, form: URLSearchParams) => Promise<Taken>;
}

/** The three answers to an incident's message, and one's own steps. */
const incident: LinkPage = {
  async show(token, _link, unclear) {
    const found = await readAnswerPage(token);
    return found && { html: answerHtml(found, unclear !== null) };
  },
  async take(token, _link, form) {
    const given = form.get('answer');
    if (given !== 'coming' && given !== 'cannot' && given !== 'help') return { unclear: '' };
    return (await answerByLink(token, given)) ? 'taken' : 'gone';
  },
};

/** The invitation's own page is Next's: it needs who is signed in. */
const invitation: LinkPage = {
  show: (token) => Promise.resolve({ elsewhere: `/invitation/${token}` }),
  take: () => Promise.resolve('gone'),
};

const PAGES: Readonly<Record<string, LinkPage>> = {
  confirm,
  invitation,
  test: testPage,
};

/** What has no page of its own is an incident's message. */
export function pageOf(link: Link): LinkPage {
  return PAGES[link.kind] ?? incident;
}
