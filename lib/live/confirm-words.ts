// What the page of the quarterly question says, in both languages.
import { consentWords } from '@/lib/contacts';
import type { ErrorCode } from '@/lib/core';

const en = {
  title: 'Your numbers',
  forWhom: 'For {name}',
  ask: 'Are these still right?',
  why: 'Your practice reaches you by them when something is down. The middle is hidden because a link can be passed on.',
  none: 'There is no number and no address of yours on the list.',
  right: 'All right',
  rightDone: 'Thank you. Your practice knows that these are right. You can close this page.',
  again: 'Something changed? Say it here. Then press “All right”.',
  mobile: 'Mobile',
  second: 'Second number',
  email: 'E-mail',
  verified: 'works',
  unverified: 'not tried yet',
  stopped: 'you stopped our messages',
  noConsent: 'you have not agreed to messages yet',
  agree: 'I agree: {way}',
  change: 'Change one',
  which: 'Which one',
  fresh: 'The new number or address',
  save: 'Save the new one',
  add: 'Add one',
  kind: 'What it is',
  address: 'Number or address',
  addIt: 'Add it',
  notMe: 'This is not me',
  notMeWhy:
    'Nobody writes to you here again, and the practice learns that it has the wrong number or address.',
  notMeButton: 'I am not {name}',
  notMeDone: 'Thank you. We do not write to you here again, and the practice knows.',
  unclear: 'That did not come through. Nothing was changed. Try again.',
};

const es: typeof en = {
  title: 'Sus números',
  forWhom: 'Para {name}',
  ask: '¿Siguen bien?',
  why: 'Su clínica le avisa por ellos cuando algo falla. La parte del medio no se muestra porque un enlace se puede reenviar.',
  none: 'No hay ningún número ni correo suyo en la lista.',
  right: 'Todo bien',
  rightDone: 'Gracias. Su clínica sabe que están bien. Puede cerrar esta página.',
  again: '¿Cambió algo? Dígalo aquí. Después toque “Todo bien”.',
  mobile: 'Celular',
  second: 'Segundo número',
  email: 'Correo electrónico',
  verified: 'funciona',
  unverified: 'aún sin probar',
  stopped: 'usted detuvo nuestros mensajes',
  noConsent: 'todavía no ha aceptado mensajes',
  agree: 'Acepto: {way}',
  change: 'Cambiar uno',
  which: 'Cuál',
  fresh: 'El número o correo nuevo',
  save: 'Guardar el nuevo',
  add: 'Añadir uno',
  kind: 'Qué es',
  address: 'Número o correo',
  addIt: 'Añadirlo',
  notMe: 'No soy yo',
  notMeWhy: 'Nadie le escribirá más aquí, y la clínica sabrá que tiene un número o correo equivocado.',
  notMeButton: 'No soy {name}',
  notMeDone: 'Gracias. No le escribiremos más aquí, y la clínica lo sabe.',
  unclear: 'No llegó bien. No se cambió nada. Intente otra vez.',
};

/** What was refused and why, for somebody who reads Spanish: the sentences of refusals are in English. */
export const REFUSED_ES: Record<ErrorCode, string> = {
  invalid:
    'No se guardó. Escriba un número como 312-555-0100 o un correo como nombre@clinica.org que reciba mensajes.',
  conflict: 'No se guardó: ese número o correo ya está en su lista, o alguien lo cambió hace un momento.',
  limit: 'No se guardó: ya hizo demasiados cambios con este enlace. Dígale lo demás a su clínica.',
  'not-found': 'No se guardó: ese número o correo ya no está en su lista. Mire la lista otra vez.',
  forbidden: 'No se guardó: este enlace no lo permite. Dígaselo a su clínica.',
  expired: 'No se guardó: este enlace ya no sirve. Pida a su clínica uno nuevo.',
  unavailable: 'Algo falló y no se cambió nada. Intente otra vez en unos minutos.',
};

export type ConfirmWords = typeof en;

export function confirmWords(language: 'en' | 'es'): ConfirmWords {
  return { en, es }[language];
}

export const agreeWords = consentWords;
