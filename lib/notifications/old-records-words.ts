// The words that tell every owner that old records were deleted for good. Pure.
import { cleanName } from './rules';
import { dateWords, fill, mailOf, textOf, type NoticeMail, type NoticeTo } from './notice-words';

const en = {
  news: 'Old records were deleted for good.',
  who: '{who} had deleted what was over before {date}: closed incidents and drills, contact tests, staff lists and old messages.',
  audit: 'The audit names each incident. Was it not meant? Ask {who} today, and look at who may do this.',
  open: 'See the audit',
  why: 'You got this because you are an owner of {practice}.',
  text: 'Records from before {date} were deleted for good. See the audit:',
  brief: 'Old records were deleted for good. See the audit:',
  find: 'Open the audit in Holdfast.',
};

const es: typeof en = {
  news: 'Se eliminaron registros antiguos para siempre.',
  who: '{who} hizo eliminar lo que terminó antes del {date}: incidentes y simulacros cerrados, pruebas de contacto, listas de personal y mensajes antiguos.',
  audit:
    'La auditoría nombra cada incidente. ¿No debía ser así? Pregunte hoy a {who} y revise quién puede hacerlo.',
  open: 'Ver la auditoría',
  why: 'Recibe este mensaje porque es propietario de {practice}.',
  text: 'Se eliminaron los registros de antes del {date}. Vea la auditoría:',
  brief: 'Se eliminaron registros antiguos. Vea la auditoría:',
  find: 'Abra la auditoría en Holdfast.',
};
const WORDS = { en, es };

export interface OldRecordsFacts {
  /** Who had them deleted. */
  actor: string;
  /** The day before which they were over, like 2020-11-28. */
  before: string;
}

export function oldRecordsMail({ actor, before }: OldRecordsFacts, to: NoticeTo): NoticeMail {
  const words = WORDS[to.language];
  const values = { who: cleanName(actor) || 'Holdfast', date: dateWords(before, to.language) };
  return mailOf(to, words.news, [fill(words.who, values), fill(words.audit, values)], words.open, words.why);
}

export function oldRecordsText({ before }: OldRecordsFacts, to: NoticeTo): string {
  const words = WORDS[to.language];
  const long = fill(words.text, { date: dateWords(before, to.language) });
  return textOf(to, [long, words.brief], '', words.find);
}
