// One row of a staff list becomes a person, or a reason why not. Pure.
import type { JobRole } from '@/lib/access/rules';
import { JOB_ROLE_WORDS, JOB_ROLES } from '@/lib/access/rules';
import { listed } from '@/lib/core';
import { line, textOrEmpty } from '@/lib/core/text';
import type { CountryCode } from 'libphonenumber-js/max';
import { readEmail, readNumber } from '@/lib/core/addresses';
import type { ImportField, Language, ReachKind } from './rules';

/** What is in a row. Empty or null says nothing: it changes nothing. */
export interface ListedPerson {
  name: string;
  jobRoles: JobRole[] | null;
  siteId: string | null;
  language: Language | null;
  notes: string;
  ways: Record<ReachKind, string[]>;
}

export interface ListWorld {
  country: CountryCode;
  sites: readonly { id: string; name: string }[];
}

const plain = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const HEADERS: Record<Exclude<ImportField, ''>, readonly string[]> = {
  name: ['name', 'full name', 'employee', 'employee name', 'staff', 'nombre completo', 'empleado'],
  first: ['first', 'first name', 'given name', 'nombre', 'nombres', 'primer nombre'],
  last: ['last', 'last name', 'surname', 'family name', 'apellido', 'apellidos'],
  jobs: [
    'job',
    'jobs',
    'role',
    'roles',
    'job role',
    'job roles',
    'title',
    'job title',
    'position',
    'puesto',
    'cargo',
    'funcion',
    'rol',
  ],
  site: ['site', 'location', 'office', 'clinic', 'sede', 'sitio', 'oficina', 'clinica', 'lugar'],
  mobile: [
    'mobile',
    'mobile phone',
    'mobile number',
    'cell',
    'cell phone',
    'cellphone',
    'cell number',
    'phone',
    'phone number',
    'celular',
    'movil',
    'telefono',
    'telefono celular',
    'telefono movil',
  ],
  second: [
    'second number',
    'second',
    'home',
    'home phone',
    'other phone',
    'alternate phone',
    'phone 2',
    'segundo numero',
    'telefono 2',
    'telefono de casa',
    'otro telefono',
  ],
  email: [
    'e mail',
    'email',
    'mail',
    'email address',
    'e mail address',
    'correo',
    'correo electronico',
    'direccion de correo',
  ],
  language: ['language', 'preferred language', 'idioma', 'lengua'],
  notes: ['notes', 'note', 'comment', 'comments', 'remarks', 'notas', 'nota', 'comentarios'],
};

/** What each column seems to hold, by its heading; each field once. */
export function guessColumns(header: readonly string[]): ImportField[] {
  const taken = new Set<string>();
  const guesses = header.map((heading): ImportField => {
    const word = plain(heading);
    const found = (Object.keys(HEADERS) as Exclude<ImportField, ''>[]).find((field) =>
      HEADERS[field].includes(word),
    );
    if (found === undefined || taken.has(found)) return '';
    taken.add(found);
    return found;
  });
  // "Nombre" alone is a whole name.
  const first = guesses.indexOf('first');
  if (first !== -1 && !taken.has('last') && !taken.has('name')) guesses[first] = 'name';
  return guesses;
}

const JOBS: Record<JobRole, readonly string[]> = {
  front_desk: [
    'front desk',
    'front office',
    'reception',
    'receptionist',
    'check in',
    'recepcion',
    'recepcionista',
    'scheduler',
  ],
  ma_nurse: [
    'ma nurse',
    'ma',
    'nurse',
    'rn',
    'lpn',
    'lvn',
    'cma',
    'medical assistant',
    'enfermera',
    'enfermero',
    'enfermeria',
    'asistente medico',
    'asistente medica',
  ],
  clinician: [
    'clinician',
    'md',
    'do',
    'np',
    'pa',
    'doctor',
    'physician',
    'provider',
    'nurse practitioner',
    'physician assistant',
    'dentist',
    'medico',
    'medica',
    'doctora',
  ],
  incident_lead: [
    'incident lead',
    'manager',
    'practice manager',
    'office manager',
    'administrator',
    'gerente',
    'administrador',
    'administradora',
    'lider de incidente',
  ],
  it_privacy: [
    'it privacy',
    'it',
    'privacy',
    'privacy officer',
    'security officer',
    'informatica',
    'privacidad',
  ],
  billing: ['billing', 'biller', 'coder', 'facturacion', 'facturadora', 'facturador', 'cobros'],
};

function readJobs(cell: string): JobRole[] | string {
  // "MA / nurse" is one word of ours and holds a separator.
  const parts = JOB_ROLES.some((role) => plain(JOB_ROLE_WORDS[role]) === plain(cell))
    ? [cell]
    : cell
        .replace(/\bMA\s*\/\s*nurse\b/gi, 'nurse')
        .replace(/\bIT\s*\/\s*privacy\b/gi, 'privacy')
        .split(/[,;/|\n]+/);
  const roles = new Set<JobRole>();
  for (const part of parts.map(plain).filter((one) => one !== '')) {
    const role = JOB_ROLES.find((each) => JOBS[each].includes(part) || each.replace('_', ' ') === part);
    if (!role) return part;
    roles.add(role);
  }
  return [...roles];
}

function readLanguage(cell: string): Language | null {
  const word = plain(cell);
  if (['en', 'eng', 'english', 'ingles'].includes(word)) return 'en';
  return ['es', 'spa', 'esp', 'spanish', 'espanol', 'castellano'].includes(word) ? 'es' : null;
}

const MOST_OF_A_KIND = 10;

function readWays(kind: ReachKind, cell: string, country: CountryCode): string[] | string {
  const given = cell.split(/[;\n]+/).map((one) => one.trim());
  const ways = new Set<string>();
  for (const typed of given.filter((one) => one !== '')) {
    const read = kind === 'email' ? readEmail(typed) : readNumber(typed, country);
    if ('fault' in read) return `“${typed.slice(0, 60)}” ${read.fault}.`;
    ways.add(read.address);
  }
  if (ways.size > MOST_OF_A_KIND) return `There are more than ${MOST_OF_A_KIND} in one cell.`;
  return [...ways];
}

function cellOf(cells: readonly string[], columns: readonly ImportField[], field: ImportField): string {
  const place = columns.indexOf(field);
  return place === -1 ? '' : (cells[place] ?? '').trim();
}

/** The name a row gives, as typed; empty when there is none. */
export function rowName(cells: readonly string[], columns: readonly ImportField[]): string {
  const at = (field: ImportField) => cellOf(cells, columns, field);
  return at('name') || [at('first'), at('last')].filter(Boolean).join(' ');
}

/** @returns the person, or why the row is left out: a sentence that says what to change. */
export function readPersonRow(
  cells: readonly string[],
  columns: readonly ImportField[],
  { country, sites }: ListWorld,
): ListedPerson | string {
  const at = (field: ImportField) => cellOf(cells, columns, field);
  const typedName = rowName(cells, columns);
  const name = line(120).safeParse(typedName);
  if (!name.success) {
    return typedName === '' ? 'There is no name.' : `The name ${name.error.issues[0]?.message ?? 'is odd'}.`;
  }
  const jobs = at('jobs') === '' ? null : readJobs(at('jobs'));
  if (typeof jobs === 'string') {
    const known = listed(JOB_ROLES.map((role) => JOB_ROLE_WORDS[role]));
    return `We do not know the job “${jobs.slice(0, 60)}”. Use ${known}.`;
  }
  const siteName = at('site');
  const site = sites.find((each) => plain(each.name) === plain(siteName));
  if (siteName !== '' && !site) {
    return `There is no site “${siteName.slice(0, 60)}”. Use ${listed(sites.map((each) => each.name).slice(0, 10))}.`;
  }
  const language = at('language') === '' ? null : readLanguage(at('language'));
  if (at('language') !== '' && language === null) {
    return `We do not write in “${at('language').slice(0, 40)}”. Use English or Spanish.`;
  }
  const notes = textOrEmpty(1000).safeParse(at('notes'));
  if (!notes.success) return `The note ${notes.error.issues[0]?.message ?? 'is odd'}.`;
  const ways: Record<ReachKind, string[]> = { mobile: [], second: [], email: [] };
  for (const kind of ['mobile', 'second', 'email'] as const) {
    const read = readWays(kind, at(kind), country);
    if (typeof read === 'string') return read;
    ways[kind] = read;
  }
  ways.second = ways.second.filter((number) => !ways.mobile.includes(number));
  const jobRoles = jobs === null || jobs.length === 0 ? null : jobs;
  return { name: name.data, jobRoles, siteId: site?.id ?? null, language, notes: notes.data, ways };
}

/** The words of a name, whatever their order and accents. */
export function nameKey(name: string): string {
  return plain(name).split(' ').sort().join(' ');
}

/** True when two names can be one person's: the same words, or the same given name. */
export function sameGiven(a: string, b: string): boolean {
  return nameKey(a) === nameKey(b) || plain(a).split(' ')[0] === plain(b).split(' ')[0];
}
