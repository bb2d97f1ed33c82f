// The answer page as a string: no script, big buttons, one column, light and dark.
import { createHash } from 'node:crypto';
import type { AnswerPage } from '@/lib/notifications';
import { pageWords, type PageWords } from './answer-words';

const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#000;--ink-2:#34403d;--line:#6c7774;--accent:#0b5757;--accent-ink:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#000;--ink:#fff;--ink-2:#cdd6d3;--line:#a9b3b0;--accent:#7ccfc8;--accent-ink:#05201f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{max-width:34rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.3;margin:.5rem 0 1rem}h2{font-size:1.125rem;margin:1.5rem 0 .5rem}
p{margin:0 0 .75rem}.small{color:var(--ink-2);font-size:1rem}
.drill{background:repeating-linear-gradient(-45deg,#f5b21a 0 12px,#e59c00 12px 24px);color:#1d1500;font-weight:700;padding:.75rem 1rem;margin:0}
.drill span{background:#f5b21a;padding:.125rem .375rem}
.said{border-left:.375rem solid var(--accent);padding-left:.75rem;font-weight:700}
button{display:block;width:100%;min-height:3.5rem;margin:0 0 .75rem;padding:.75rem 1rem;border:2px solid var(--accent);border-radius:.375rem;background:var(--accent);color:var(--accent-ink);font:inherit;font-size:1.25rem;font-weight:700;text-align:left;cursor:pointer}
button.other{background:var(--paper);color:var(--ink)}
button:focus-visible,button:target{outline:3px solid var(--ink);outline-offset:3px}
ul{list-style:none;margin:0;padding:0}li{border-top:1px solid var(--line);padding:.625rem 0}li .small{display:block}
@media (forced-colors:active){.drill{border:3px solid}}
`;

/** No script, no frame, no other host; forms come back to us. */
export const ANSWER_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  'img-src data:',
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escape = (text: string) => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? '');

export function fill(sentence: string, values: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);
}

export function shell(language: 'en' | 'es', title: string, above: string, body: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body>${above}<main>${body}</main></body></html>
`;
}

/** A page of one thing to know. */
export function plainPage({ title, lines }: { title: string; lines: readonly string[] }): string {
  const body = [`<h1>${escape(title)}</h1>`, ...lines.map((line) => `<p>${escape(line)}</p>`)].join('\n');
  return shell('en', title, '', body);
}

const GIVEN = ['coming', 'cannot', 'help'] as const;

/** What is down, the answer that stands, the three answers, and the reader's steps. */
export function answerHtml(page: AnswerPage, unclear: boolean): string {
  const words = pageWords(page.language);
  const [news = '', ...more] = page.lines;
  const body = [
    `<p class="small">${escape(page.practiceName)}<br>${escape(fill(words.forWhom, { name: page.name }))}</p>`,
    `<h1>${escape(news)}</h1>`,
    ...more.map((line) => `<p>${escape(line)}</p>`),
    unclear ? `<p role="alert">${escape(words.unclear)}</p>` : '',
    said(page, words),
    page.over ? `<p>${escape(words.over)}</p>` : form(page, words),
    steps(page, words),
  ];
  const banner = page.drill ? `<header class="drill"><span>${escape(words.drill)}</span></header>` : '';
  const title = `${page.drill ? 'DRILL: ' : ''}${words.title}: ${page.practiceName}`;
  return shell(page.language, title, banner, body.filter((part) => part !== '').join('\n'));
}

function said({ answer, over }: AnswerPage, words: PageWords): string {
  if (!answer || answer.value === 'told') return '';
  const sentence = fill(words.answered, { at: answer.at, answer: words[answer.value] });
  return `<p class="said" role="status">${escape(sentence)}${over ? '' : ` ${escape(words.change)}`}</p>`;
}

function form({ answer }: AnswerPage, words: PageWords): string {
  const standing = GIVEN.some((value) => value === answer?.value);
  const button = (value: (typeof GIVEN)[number], place: number) => {
    const other = standing && value !== answer?.value ? ' class="other"' : '';
    return `<button id="${value}" name="answer" value="${value}"${other}>${place + 1}&ensp;${escape(words[value])}</button>`;
  };
  return `<form method="post"><h2>${escape(words.ask)}</h2>${GIVEN.map(button).join('')}</form>`;
}

function steps(page: AnswerPage, words: PageWords): string {
  if (page.steps.length === 0) return '';
  const rows = page.steps.map(({ title, by, critical }) => {
    const notes = [by === null ? '' : fill(words.by, { time: by }), critical ? words.critical : ''];
    const note = notes.filter((one) => one !== '').join(' · ');
    return `<li>${escape(title)}${note === '' ? '' : `<span class="small">${escape(note)}</span>`}</li>`;
  });
  return `<h2>${escape(words.steps)}</h2><p class="small">${escape(words.stepsWhy)}</p><ul>${rows.join('')}</ul>`;
}
