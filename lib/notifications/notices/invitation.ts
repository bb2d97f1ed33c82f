// Somebody was invited: one e-mail to the address they were invited at, with a link of their own.
import { newId } from '@/lib/core';
import type { Right } from '@/lib/access/rules';
import { renderNotice } from '../mail/notice';
import { linkFor } from '../links';
import type { NoticeMail } from '../notice-words';
import { personById } from '../people';
import { STOPPED } from '../plan';
import { cleanName, linkPlaceholder } from '../rules';
import type { Notice } from './notice';

const en = {
  practice: 'your practice',
  somebody: 'Somebody',
  subject: '{practice}: your invitation to Holdfast',
  news: '{who} invites you to join {practice} in Holdfast.',
  what: 'Holdfast shows each of you the next step when the EHR, the internet or the power fails.',
  right: 'You join as: {right}.',
  until: 'The button works once, until {until}.',
  not: 'You do not know {practice}? Then delete this message: nothing happens.',
  open: 'See the invitation',
  ifNot: 'If the button does not work, open this address:',
  why: 'You got this because {practice} wrote your address in its list of people.',
  rights: { owner: 'owner', manager: 'manager', lead: 'incident lead', staff: 'staff' },
};

const es: typeof en = {
  practice: 'su clínica',
  somebody: 'Alguien',
  subject: '{practice}: su invitación a Holdfast',
  news: '{who} le invita a unirse a {practice} en Holdfast.',
  what: 'Holdfast muestra a cada persona su siguiente paso cuando falla el expediente, internet o la luz.',
  right: 'Usted entra como: {right}.',
  until: 'El botón sirve una sola vez, hasta el {until}.',
  not: '¿No conoce {practice}? Borre este mensaje: no pasa nada.',
  open: 'Ver la invitación',
  ifNot: 'Si el botón no funciona, abra esta dirección:',
  why: 'Recibe este mensaje porque {practice} anotó su dirección en su lista de personas.',
  rights: { owner: 'propietario', manager: 'administración', lead: 'líder de incidentes', staff: 'personal' },
};

const WORDS = { en, es };

interface Invited {
  personId: string;
  email: string;
  right: Right;
  invitedBy: string | null;
  expiresAt: Date;
  zone: string;
}

interface Facts extends Omit<Invited, 'personId' | 'email'> {
  language: 'en' | 'es';
  practiceName: string;
}

/** Values are never read as templates. */
function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (hole, key: string) => values[key] ?? hole);
}

/** The e-mail, its link a placeholder that is filled when it is sent. */
export function invitationMail(facts: Facts): NoticeMail {
  const words = WORDS[facts.language];
  const practice = cleanName(facts.practiceName) || words.practice;
  const until = new Intl.DateTimeFormat(facts.language === 'es' ? 'es-US' : 'en-US', {
    timeZone: facts.zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
    .format(facts.expiresAt)
    .replace(/\u202f/g, ' ');
  const values = {
    practice,
    who: cleanName(facts.invitedBy ?? '') || words.somebody,
    right: words.rights[facts.right],
    until,
  };
  const say = (template: string) => fill(template, values);
  return {
    language: facts.language,
    practice,
    subject: say(words.subject).slice(0, 200),
    lines: [words.news, words.what, words.right, words.until, words.not].map(say),
    link: { href: linkPlaceholder(linkFor(newId()).length), label: words.open, ifNot: words.ifNot },
    why: say(words.why),
  };
}

export const memberInvited: Notice = async (door, practiceId, event) => {
  const [invited] = await door.sql<Invited>(
    `select i."personId", i.email, i."right", b.name as "invitedBy", i."expiresAt", p.zone from invitation i
     join practice p on p."practiceId" = i."practiceId"
     left join person b on b."practiceId" = i."practiceId" and b.id = i."invitedBy"
     where i."practiceId" = $1::uuid and i."eventId" = $2::uuid and i."acceptedAt" is null and i."revokedAt" is null
       and i."expiresAt" > $3::timestamptz`,
    [practiceId, event.id, door.now.toISOString()],
  );
  if (!invited) return null;
  const people = await personById(door.sql, practiceId, invited.personId);
  const planned = people.flatMap((person) =>
    person.reaches
      .filter(({ kind, address }) => kind === 'email' && address === invited.email)
      .map((reach) => ({
        person,
        reach,
        channel: 'email' as const,
        state: reach.optedOut ? ('dropped' as const) : ('waiting' as const),
        reason: reach.optedOut ? STOPPED : '',
        dueAt: door.now,
      })),
  );
  return {
    planned,
    words: ({ person: { language } }) =>
      renderNotice(invitationMail({ ...invited, language, practiceName: event.practiceName })),
    links: true,
  };
};
