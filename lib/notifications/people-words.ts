// The words of a code that shows a way works, and of the quarterly question whether one's numbers are right. Pure.
import { fill, mailOf, textOf, type NoticeMail, type NoticeTo } from './notice-words';

const en = {
  code: {
    news: 'Your code is {code}.',
    lines: [
      'Say it to whoever asked you for it from your practice, or type it on your own page.',
      'It works for ten minutes. If nobody asked you, do nothing.',
    ],
    why: 'You got this because {practice} wants to know that this address reaches you.',
    text: 'Your code is {code}, good for 10 minutes. Tell it to your practice. Nobody asked? Do nothing.',
    brief: 'Your code is {code}, good for 10 minutes.',
  },
  confirm: {
    news: 'Are your numbers still right?',
    lines: [
      'When something is down, your practice reaches you by them. Look once and press “All right”.',
      'The link is yours alone and works for two weeks. You need no password.',
    ],
    open: 'Look at my numbers',
    why: 'You got this because you are on the contact list of {practice}. You are asked every few months.',
    text: 'Are your numbers still right? Look and press All right:',
    find: 'Ask your practice manager.',
  },
};

const es: typeof en = {
  code: {
    news: 'Su código es {code}.',
    lines: [
      'Dígalo a quien se lo pidió de su clínica, o escríbalo en su propia página.',
      'Sirve diez minutos. Si nadie se lo pidió, no haga nada.',
    ],
    why: 'Recibe este mensaje porque {practice} quiere saber que esta dirección le llega.',
    text: 'Su código es {code}, sirve 10 minutos. Dígalo a su clínica. ¿Nadie lo pidió? No haga nada.',
    brief: 'Su código es {code}, sirve 10 minutos.',
  },
  confirm: {
    news: '¿Siguen bien sus números?',
    lines: [
      'Cuando algo falla, su clínica le avisa por ellos. Mire una vez y toque “Todo bien”.',
      'El enlace es solo suyo y sirve dos semanas. No necesita contraseña.',
    ],
    open: 'Ver mis números',
    why: 'Recibe este mensaje porque está en la lista de contactos de {practice}. Se pregunta cada pocos meses.',
    text: '¿Siguen bien sus números? Mire y toque Todo bien:',
    find: 'Pregunte a la administración.',
  },
};
const WORDS = { en, es };

export function codeMail(code: string, to: NoticeTo): NoticeMail {
  const words = WORDS[to.language].code;
  return mailOf(to, fill(words.news, { code }), words.lines, '', words.why);
}

export function codeText(code: string, to: NoticeTo): string {
  const words = WORDS[to.language].code;
  return textOf(to, [fill(words.text, { code }), fill(words.brief, { code })], '', '').trim();
}

export function confirmMail(to: NoticeTo): NoticeMail {
  const words = WORDS[to.language].confirm;
  return mailOf(to, words.news, words.lines, words.open, words.why);
}

export function confirmText(to: NoticeTo): string {
  const words = WORDS[to.language].confirm;
  return textOf(to, [words.text, words.news], '', words.find);
}
