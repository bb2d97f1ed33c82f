// A contact test's page: one button. Looking changes nothing; pressing answers, also when it is too late to count.
import { answerTestByLink, readTestPage, type TestPage } from '@/lib/notifications';
import { escape, fill, shell } from './answer-html';
import type { LinkPage } from './link-pages';

const en = {
  title: 'Contact test',
  drill: 'DRILL. This is practice. Nothing is down.',
  forWhom: 'For {name}',
  ask: 'Did this reach you?',
  why: 'Your practice tests whether its messages reach you in time. Press the button now.',
  got: 'I got it',
  answered: 'You answered at {at}. Thank you, that is all.',
  late: 'You answered at {at}, after the test had ended. It is kept, and counts as late.',
  over: 'The test is over. You may still press the button: it is kept as late, and your practice sees that this way works.',
  unclear: 'That did not come through. Press the button again.',
};

const es: typeof en = {
  title: 'Prueba de contacto',
  drill: 'DRILL (simulacro). Es una práctica. Todo funciona.',
  forWhom: 'Para {name}',
  ask: '¿Le llegó esto?',
  why: 'Su clínica prueba si sus mensajes le llegan a tiempo. Pulse el botón ahora.',
  got: 'Me llegó',
  answered: 'Respondió a las {at}. Gracias, eso es todo.',
  late: 'Respondió a las {at}, cuando la prueba ya había terminado. Se guarda y cuenta como tarde.',
  over: 'La prueba terminó. Todavía puede pulsar el botón: se guarda como tarde, y su clínica ve que esta vía funciona.',
  unclear: 'No llegó bien. Pulse el botón otra vez.',
};

function html(page: TestPage, unclear: boolean): string {
  const words = { en, es }[page.language];
  const { answered } = page;
  const said = answered && fill(answered.late ? words.late : words.answered, { at: answered.at });
  const body = [
    `<p class="small">${escape(page.practiceName)}<br>${escape(fill(words.forWhom, { name: page.name }))}</p>`,
    `<h1>${escape(words.ask)}</h1>`,
    unclear ? `<p role="alert">${escape(words.unclear)}</p>` : '',
    said === null
      ? `<p>${escape(page.over ? words.over : words.why)}</p><form method="post"><button name="answer" value="got-it">${escape(words.got)}</button></form>`
      : `<p class="said" role="status">${escape(said)}</p>`,
  ];
  const banner = `<header class="drill"><span>${escape(words.drill)}</span></header>`;
  const title = `DRILL: ${words.title}: ${page.practiceName}`;
  return shell(page.language, title, banner, body.filter((part) => part !== '').join('\n'));
}

export const testPage: LinkPage = {
  async show(_token, link, unclear) {
    const found = await readTestPage(link);
    return found && { html: html(found, unclear !== null) };
  },
  async take(_token, link, form) {
    if (form.get('answer') !== 'got-it') return { unclear: '' };
    return (await answerTestByLink(link)) ? 'taken' : 'gone';
  },
};
