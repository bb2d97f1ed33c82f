// What is asked of people about texts, and what to look at again in notes. Pure.
import type { Language } from './rules';

/** Changed words get a new number; what was shown stays with the consent. */
export const CONSENT_VERSION = 1;
const CONSENT: Record<Language, string> = {
  en: 'I agree that my practice may text this number about downtime, drills and my own contact details. Up to 30 texts a month; message and data rates may apply. I can reply STOP at any time, and HELP for help. My job does not depend on saying yes.',
  es: 'Acepto que mi clínica me envíe mensajes de texto a este número sobre interrupciones, simulacros y mis datos de contacto. Hasta 30 mensajes al mes; pueden aplicarse cargos. Puedo responder STOP en cualquier momento, o HELP para ayuda. Mi trabajo no depende de aceptar.',
};
const MAIL_CONSENT: Record<Language, string> = {
  en: 'I agree that my practice may write to this address about downtime, drills and my own contact details.',
  es: 'Acepto que mi clínica me escriba a esta dirección sobre interrupciones, simulacros y mis datos de contacto.',
};

/** The words to show or read out before consent is recorded. */
export function consentWords(kind: string, language: Language): string {
  return (kind === 'email' ? MAIL_CONSENT : CONSENT)[language];
}

/** The words as they are kept: "en 1: …". */
export function consentKept(kind: string, language: Language): string {
  return `${language} ${CONSENT_VERSION}: ${consentWords(kind, language)}`;
}

const PATIENT: readonly (readonly [RegExp, string])[] = [
  [/\b\d{3}-\d{2}-\d{4}\b/, 'a social security number'],
  [/\b(dob|d\.o\.b\.|born|birth ?da(te|y)|fecha de nacimiento|nacid[oa])\b/i, 'a birth date'],
  [/\b(mrn|medical record|chart (no|number|#)|expediente)\b/i, 'a medical record number'],
  [/\b(patients?|paciente|diagnos\w*|icd-?10)\b/i, 'words about a patient'],
  [
    /\b(0?[1-9]|1[0-2])[/.-](0?[1-9]|[12]\d|3[01])[/.-](19|20)\d\d\b/,
    'a full date, which may be a birth date',
  ],
  [/\b[A-Z]{1,3}\d{7,10}\b|\b\d{8,12}\b/, 'a long number, which may be a record or member number'],
];

/** What in these notes looks like patient data, in words; empty when nothing does. */
export function patientSigns(notes: string): string[] {
  return PATIENT.flatMap(([pattern, word]) => (pattern.test(notes) ? [word] : []));
}
