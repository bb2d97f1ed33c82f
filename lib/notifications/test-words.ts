// The words of a contact test, in both languages. "DRILL" is the first word of every message. Nothing people typed
// leaves in one but the practice's own cleaned name. Pure.
import type { NoticeMail } from './notice-words';
import { cleanName, smsSegments, toGsm } from './rules';

const en = {
  practice: 'Your practice',
  sms: 'DRILL',
  mail: 'DRILL',
  text: 'Contact test, nothing is down. Reply 1 now, or open',
  textLinkless: 'Contact test, nothing is down. Reply 1 now.',
  news: 'DRILL: this is a contact test. Nothing is down.',
  subject: 'contact test, answer now',
  lines: [
    'We want to know whether our messages reach you in time.',
    'Open the page below and press its one button now, or reply 1 to the text. One answer is enough.',
  ],
  open: 'Answer the test',
  ifNot: 'If the button does not work, open this address:',
  why: 'You got this because you are in a contact tree of {practice}.',
};

const es: typeof en = {
  practice: 'Su clínica',
  sms: 'DRILL SIMULACRO',
  mail: 'DRILL (simulacro)',
  text: 'Prueba de contacto, todo funciona. Responda 1 ya, o abra',
  textLinkless: 'Prueba de contacto, todo funciona. Responda 1 ya.',
  news: 'DRILL (simulacro): es una prueba de contacto. Todo funciona.',
  subject: 'prueba de contacto, responda ya',
  lines: [
    'Queremos saber si nuestros mensajes le llegan a tiempo.',
    'Abra la página de abajo y pulse su único botón ahora, o responda 1 al mensaje de texto. Basta una respuesta.',
  ],
  open: 'Responder a la prueba',
  ifNot: 'Si el botón no funciona, abra esta dirección:',
  why: 'Recibe este mensaje porque está en un árbol de contactos de {practice}.',
};

const WORDS = { en, es };

export interface TestTo {
  language: 'en' | 'es';
  practiceName: string;
  smsName: string;
}

/** One GSM-7 segment with room for "(resent)"; a practice's long name is cut, the link never. */
const MOST = 151;

export function testText(to: TestTo, link: string): string {
  const words = WORDS[to.language];
  const usable = smsSegments(link).encoding === 'gsm-7' && !/\s/.test(link);
  const name = toGsm(toGsm(cleanName(to.smsName)).toUpperCase());
  for (const withLink of usable ? [true, false] : [false]) {
    const rest = toGsm(withLink ? `${words.text} ${link}` : words.textLinkless);
    for (let length = name.length; length >= 0; length -= 1) {
      const cut = name.slice(0, length).trimEnd();
      const text = `${words.sms}${cut === '' ? '' : ` ${cut}`}: ${rest}`;
      if (smsSegments(text).units <= MOST) return text;
    }
  }
  return toGsm(`${words.sms}: ${words.textLinkless}`).slice(0, MOST);
}

export function testMail(to: TestTo, link: string): NoticeMail {
  const words = WORDS[to.language];
  const practice = cleanName(to.practiceName) || words.practice;
  return {
    language: to.language,
    practice,
    subject: `${words.mail}: ${practice}: ${words.subject}`.slice(0, 200),
    lines: [words.news, ...words.lines],
    link: { href: link, label: words.open, ifNot: words.ifNot },
    why: words.why.replace('{practice}', () => practice),
  };
}
