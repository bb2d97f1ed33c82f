// The words of notices, in both languages. Names are cleaned; notes and whatever else people type stay behind the
// link. Pure.
import { cleanName, smsSegments, toGsm } from './rules';
import type { ReminderDue } from './schema';

const en = {
  practice: 'Your practice',
  planless: 'A downtime plan',
  plan: {
    changed: 'Plan changed: {title}, version {n}.',
    fresh: 'New plan: {title}.',
    from: 'It is in force from {date}.',
    read: 'Read it before you need it. What changed is said on its page.',
    paper: 'Ask your practice manager for the printed page.',
    open: 'Read the plan',
    why: 'You got this because this plan concerns your job in {practice}.',
  },
  planText: {
    changed: 'Plan changed: {title}, version {n}, in force from {date}.',
    fresh: 'New plan: {title}, in force from {date}.',
    changedBrief: 'A downtime plan changed, in force from {date}.',
    freshBrief: 'There is a new downtime plan, in force from {date}.',
    read: 'Read it:',
    paper: 'Ask for the printed page.',
    find: 'Read it in Holdfast.',
  },
  reminder: {
    one: '1 thing waits for you',
    many: '{n} things wait for you',
    open: 'See what is due',
    ask: 'Tell your practice manager when it is done.',
    more: 'And {n} more, on the page.',
    why: 'You got this because these are yours to look after in {practice}.',
  },
  reminderText: {
    one: '1 thing waits for you in Holdfast:',
    many: '{n} things wait for you in Holdfast:',
    find: 'Open Readiness to see it.',
    ask: 'Ask your practice manager.',
  },
  deletion: {
    asked: '{practice} will be deleted on {when}.',
    who: '{who} asked for it. Everything in it will be gone: people, plans, incidents and the record.',
    stop: 'An owner can stop it until then. Export the practice first if you may need it.',
    open: 'See it or stop it',
    stopped: '{practice} will not be deleted.',
    whoStopped: '{who} stopped it. Nothing was deleted.',
    see: 'See the settings',
    why: 'You got this because you are an owner of {practice}.',
  },
  deletionText: {
    asked: 'This practice will be deleted on {when}. An owner can stop it:',
    stopped: 'The deletion of this practice was stopped. Nothing was deleted.',
    find: 'Open Settings in Holdfast.',
  },
  ifNot: 'If the button does not work, open this address:',
  due: {
    agreement: {
      before: 'The agreement for {name} ends {date}, {in}.',
      today: 'The agreement for {name} ends today, {date}.',
      after: 'The agreement for {name} ended {date}, {ago}.',
    },
    kit: {
      before: 'Check {name} by {date}, {in}.',
      today: 'Check {name} today, {date}.',
      after: 'Check {name}: it was due {date}, {ago}.',
    },
    review: {
      before: 'Review the plan {name} by {date}, {in}.',
      today: 'Review the plan {name} today, {date}.',
      after: 'Review the plan {name}: it was due {date}, {ago}.',
    },
  },
  in: { one: 'in 1 day', many: 'in {n} days' },
  ago: { one: '1 day ago', many: '{n} days ago' },
};

const es: typeof en = {
  practice: 'Su clínica',
  planless: 'Un plan de contingencia',
  plan: {
    changed: 'Plan cambiado: {title}, versión {n}.',
    fresh: 'Plan nuevo: {title}.',
    from: 'Rige desde el {date}.',
    read: 'Léalo antes de necesitarlo. Su página dice qué cambió.',
    paper: 'Pida la hoja impresa a la administración de la clínica.',
    open: 'Leer el plan',
    why: 'Recibe este mensaje porque este plan concierne a su trabajo en {practice}.',
  },
  planText: {
    changed: 'Plan cambiado: {title}, version {n}, rige desde el {date}.',
    fresh: 'Plan nuevo: {title}, rige desde el {date}.',
    changedBrief: 'Cambió un plan de contingencia, rige desde el {date}.',
    freshBrief: 'Hay un plan de contingencia nuevo, rige desde el {date}.',
    read: 'Léalo:',
    paper: 'Pida la hoja impresa.',
    find: 'Léalo en Holdfast.',
  },
  reminder: {
    one: '1 asunto espera por usted',
    many: '{n} asuntos esperan por usted',
    open: 'Ver qué toca',
    ask: 'Avise a la administración de la clínica cuando esté hecho.',
    more: 'Y {n} más, en la página.',
    why: 'Recibe este mensaje porque en {practice} esto está a su cargo.',
  },
  reminderText: {
    one: '1 asunto espera por usted en Holdfast:',
    many: '{n} asuntos esperan por usted en Holdfast:',
    find: 'Véalo en Readiness.',
    ask: 'Pregunte a la administración.',
  },
  deletion: {
    asked: '{practice} se eliminará el {when}.',
    who: '{who} lo pidió. Todo lo que contiene desaparecerá: personas, planes, incidentes y el registro.',
    stop: 'Un propietario puede detenerlo hasta entonces. Exporte la clínica antes si puede necesitarla.',
    open: 'Verlo o detenerlo',
    stopped: '{practice} no se eliminará.',
    whoStopped: '{who} lo detuvo. No se eliminó nada.',
    see: 'Ver los ajustes',
    why: 'Recibe este mensaje porque es propietario de {practice}.',
  },
  deletionText: {
    asked: 'Esta clínica se eliminará el {when}. Un propietario puede detenerlo:',
    stopped: 'Se detuvo la eliminación de esta clínica. No se eliminó nada.',
    find: 'Abra los ajustes en Holdfast.',
  },
  ifNot: 'Si el botón no funciona, abra esta dirección:',
  due: {
    agreement: {
      before: 'El acuerdo de {name} termina el {date}, {in}.',
      today: 'El acuerdo de {name} termina hoy, {date}.',
      after: 'El acuerdo de {name} terminó el {date}, {ago}.',
    },
    kit: {
      before: 'Revise {name} a más tardar el {date}, {in}.',
      today: 'Revise {name} hoy, {date}.',
      after: 'Revise {name}: tocaba el {date}, {ago}.',
    },
    review: {
      before: 'Revise el plan {name} a más tardar el {date}, {in}.',
      today: 'Revise el plan {name} hoy, {date}.',
      after: 'Revise el plan {name}: tocaba el {date}, {ago}.',
    },
  },
  in: { one: 'en 1 día', many: 'en {n} días' },
  ago: { one: 'hace 1 día', many: 'hace {n} días' },
};

type Language = 'en' | 'es';
const WORDS = { en, es };

/** Whom a notice speaks to, and from where. */
export interface NoticeTo {
  language: Language;
  practiceName: string;
  smsName: string;
  /** Where it leads; null for somebody without a log-in. */
  href: string | null;
}

export interface PlanFacts {
  title: string;
  number: number;
  /** A day like 2026-11-28. */
  effectiveOn: string;
}

export interface NoticeMail {
  language: Language;
  practice: string;
  subject: string;
  /** The first is the news. */
  lines: string[];
  link: { href: string; label: string; ifNot: string } | null;
  why: string;
}

/** Values are never read as templates. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (hole, key: string) => values[key] ?? hole);
}

/** "Nov 28, 2026" or "28 nov 2026" for 2026-11-28. */
export function dateWords(date: string, language: Language): string {
  const at = new Date(`${date}T12:00:00Z`);
  return new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
  }).format(at);
}

function counted(words: { one: string; many: string }, n: number): string {
  return fill(n === 1 ? words.one : words.many, { n: String(n) });
}

export function mailOf(to: NoticeTo, news: string, lines: string[], label: string, why: string): NoticeMail {
  const words = WORDS[to.language];
  const practice = cleanName(to.practiceName) || words.practice;
  return {
    language: to.language,
    practice,
    subject: `${practice}: ${news.replace(/\.$/, '')}`.slice(0, 200),
    lines: [news, ...lines],
    link: to.href === null ? null : { href: to.href, label, ifNot: words.ifNot },
    why: fill(why, { practice }),
  };
}

const MOST = 151;

/**
 * One GSM-7 segment: the first wording that fits with the practice's name before and the link behind it; "(resent)"
 * still fits too. A link that leaves no room for words is left out.
 */
export function textOf(to: NoticeTo, wordings: readonly string[], ask: string, without: string): string {
  const href = to.href ?? '';
  const usable = href !== '' && smsSegments(href).encoding === 'gsm-7' && !/\s/.test(href);
  const name = toGsm(toGsm(cleanName(to.smsName)).toUpperCase()) || toGsm(WORDS[to.language].practice);
  const tries = wordings.map((words) => `${words} ${usable ? `${ask} ${href}` : without}`);
  const last = wordings.at(-1) ?? '';
  for (const words of [...tries, `${last} ${without}`]) {
    const text = toGsm(`${name}: ${words}`);
    if (smsSegments(text).units <= MOST) return text;
  }
  return toGsm(`${name}: ${last}`).slice(0, MOST);
}

export function planMail(plan: PlanFacts, to: NoticeTo): NoticeMail {
  const words = WORDS[to.language];
  const values = {
    title: cleanName(plan.title) || words.planless,
    n: String(plan.number),
    date: dateWords(plan.effectiveOn, to.language),
  };
  const lines = [fill(words.plan.from, values), to.href === null ? words.plan.paper : words.plan.read];
  const news = fill(plan.number === 1 ? words.plan.fresh : words.plan.changed, values);
  return mailOf(to, news, lines, words.plan.open, words.plan.why);
}

export function planText(plan: PlanFacts, to: NoticeTo): string {
  const { planText: words } = WORDS[to.language];
  const title = cleanName(plan.title);
  const values = { title, n: String(plan.number), date: dateWords(plan.effectiveOn, to.language) };
  const fresh = plan.number === 1;
  // A title the alphabet cannot spell is left out: half a name names another plan.
  const named = title !== '' && toGsm(title) === title;
  const wordings = [
    ...(named ? [fill(fresh ? words.fresh : words.changed, values)] : []),
    fill(fresh ? words.freshBrief : words.changedBrief, values),
  ];
  return textOf(to, wordings, words.read, to.href === null ? words.paper : words.find);
}

const MOST_LINES = 30;

export function reminderMail({ items }: Pick<ReminderDue, 'items'>, to: NoticeTo): NoticeMail {
  const words = WORDS[to.language];
  const lines = items.slice(0, MOST_LINES).map(({ about, name, on, days }) =>
    fill(words.due[about][days > 0 ? 'before' : days === 0 ? 'today' : 'after'], {
      name: cleanName(name),
      date: dateWords(on, to.language),
      in: counted(words.in, days),
      ago: counted(words.ago, -days),
    }),
  );
  const more = items.length - lines.length;
  if (more > 0) lines.push(fill(words.reminder.more, { n: String(more) }));
  if (to.href === null) lines.push(words.reminder.ask);
  const news = `${counted(words.reminder, items.length)}.`;
  return mailOf(to, news, lines, words.reminder.open, words.reminder.why);
}

export function reminderText({ items }: Pick<ReminderDue, 'items'>, to: NoticeTo): string {
  const { reminderText: words } = WORDS[to.language];
  const news = counted(words, items.length);
  return textOf(to, [news], '', to.href === null ? words.ask : words.find);
}

export interface DeletionFacts {
  /** Who asked for it or stopped it. */
  actor: string;
  zone: string;
  /** ISO; null when it was stopped. */
  after: string | null;
}

/** "Dec 12, 2026, 8:05 AM CST": in full, in the practice's zone. */
function instantWords(at: string, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(language === 'es' ? 'es-US' : 'en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
    .format(new Date(at))
    .replace(/\u202f/g, ' ');
}

function deletionValues({ actor, zone, after }: DeletionFacts, to: NoticeTo): Record<string, string> {
  return {
    who: cleanName(actor) || 'Holdfast',
    practice: cleanName(to.practiceName) || WORDS[to.language].practice,
    when: after === null ? '' : instantWords(after, zone, to.language),
  };
}

export function deletionMail(facts: DeletionFacts, to: NoticeTo): NoticeMail {
  const { deletion: words } = WORDS[to.language];
  const values = deletionValues(facts, to);
  const asked = facts.after !== null;
  const news = fill(asked ? words.asked : words.stopped, values);
  const lines = [fill(asked ? words.who : words.whoStopped, values), ...(asked ? [words.stop] : [])];
  return mailOf(to, news, lines, asked ? words.open : words.see, words.why);
}

export function deletionText(facts: DeletionFacts, to: NoticeTo): string {
  const { deletionText: words } = WORDS[to.language];
  const text = fill(facts.after === null ? words.stopped : words.asked, deletionValues(facts, to));
  return textOf(to, [text], '', words.find);
}
