// What the answer page says, in both languages. What is down comes from the message's own words.
const en = {
  title: 'Your answer',
  drill: 'DRILL. This is practice. Nothing is really down.',
  forWhom: 'For {name}',
  ask: 'Your answer',
  coming: 'I am coming',
  cannot: 'I cannot',
  help: 'I need help',
  here: 'I am here',
  answered: 'You answered at {at}: {answer}.',
  change: 'You can change it here.',
  over: 'It is over, so this page takes no more answers. If you still need help, call your practice.',
  steps: 'Your steps',
  stepsWhy: 'To read here. Follow them on paper or in Holdfast.',
  by: 'by {time}',
  critical: 'Critical',
  unclear: 'That answer did not come through. Tap one of the buttons again.',
};

const es: typeof en = {
  title: 'Su respuesta',
  drill: 'DRILL (simulacro). Es una práctica. Todo funciona.',
  forWhom: 'Para {name}',
  ask: 'Su respuesta',
  coming: 'Voy',
  cannot: 'No puedo',
  help: 'Necesito ayuda',
  here: 'Ya estoy aquí',
  answered: 'Respondió a las {at}: {answer}.',
  change: 'Puede cambiarla aquí.',
  over: 'Ya terminó, y esta página no recibe más respuestas. Si todavía necesita ayuda, llame a su clínica.',
  steps: 'Sus pasos',
  stepsWhy: 'Solo para leer. Sígalos en papel o en Holdfast.',
  by: 'antes de las {time}',
  critical: 'Crítico',
  unclear: 'La respuesta no llegó bien. Toque otra vez uno de los botones.',
};

/** For links that lead nowhere (any more): nobody's language is known. */
export const CLOSED_WORDS = {
  title: 'This link is no longer open',
  lines: [
    'Ask your practice if you need to know more.',
    'Este enlace ya no está abierto. Pregunte en su clínica.',
  ],
};
export const LATER_WORDS = {
  title: 'Holdfast cannot answer right now',
  lines: [
    'Try again in a minute, or reply 1, 2 or 3 to the text.',
    'Intente de nuevo en un minuto, o responda 1, 2 o 3 al mensaje.',
  ],
};
export const ELSEWHERE_WORDS = {
  title: 'This answer did not come from our page',
  lines: ['Open the link in the message again.', 'Abra otra vez el enlace del mensaje.'],
};

export type PageWords = typeof en;

export function pageWords(language: 'en' | 'es'): PageWords {
  return { en, es }[language];
}
