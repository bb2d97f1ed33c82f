// Phone numbers and e-mail addresses as people type them: the one spelling we keep, or why not, in words; and as much
// of them as others may see. Imported by path: it carries the world's numbering plans.
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

export type Read = { address: string; warning: string | null } | { fault: string };

/** Zones that say a country; every other one in the Americas counts as the United States. */
const COUNTRY_OF: Readonly<Record<string, CountryCode>> = {
  'America/Toronto': 'CA',
  'America/Vancouver': 'CA',
  'America/Edmonton': 'CA',
  'America/Winnipeg': 'CA',
  'America/Halifax': 'CA',
  'America/Mexico_City': 'MX',
  'America/Tijuana': 'MX',
  'America/Monterrey': 'MX',
  'Europe/London': 'GB',
  'Europe/Dublin': 'IE',
  'Europe/Madrid': 'ES',
};

/** Whose numbers need no + in front, by where the practice is. */
export function countryOf(zone: string): CountryCode {
  return COUNTRY_OF[zone] ?? 'US';
}

const EMERGENCY = new Set(['911', '112', '999', '000', '110', '118', '119', '988', '933']);
const LANDLINE = new Set(['FIXED_LINE', 'VOIP']);
const NOT_A_PERSON: Readonly<Record<string, string>> = {
  PREMIUM_RATE: 'is a number that costs extra to call. Give the phone’s own number',
  SHARED_COST: 'is a number that costs extra to call. Give the phone’s own number',
  TOLL_FREE: 'is toll-free: it rings at a company, not in a pocket. Give the phone’s own number',
  UAN: 'is a company’s number. Give the phone’s own number',
  PAGER: 'is a pager: it cannot answer. Give a phone',
  VOICEMAIL: 'is a voice mailbox. Give the phone it belongs to',
  PERSONAL_NUMBER: 'is a forwarding number that texts do not reach. Give the phone behind it',
};
/** Longer than any number with its punctuation; what follows is never asked of more. */
const MOST_TYPED = 80;
const NOT_A_NUMBER = 'is not a phone number';
const EXTENSION = /(\b(ext|extension|extn|anexo|interno)\b\.?|[x#;])\s*[:.=]?\s*\d+\s*$/i;
const PREMIUM_HERE = /^\+1(900|976|\d{3}976)/;

/** A number with digits enough to be one, kept as +13125550100. `country`: whose numbers need no +. */
export function readNumber(typed: string, country: CountryCode = 'US'): Read {
  const how = 'Type it like 312-555-0100, or with + and the country code';
  if (typed.length > MOST_TYPED) return { fault: `${NOT_A_NUMBER}. ${how}` };
  const given = typed.normalize('NFKC').trim();
  const digits = given.replace(/\D/g, '');
  if (digits === '') return { fault: 'has no digits in it. Type a number like 312-555-0100' };
  if (EMERGENCY.has(digits.replace(/^1(?=\d{3}$)/, ''))) {
    return { fault: 'is an emergency or help line. Give the phone’s own number' };
  }
  if (EXTENSION.test(given)) {
    return {
      fault: 'has an extension, and a text cannot reach one. Give a mobile or a direct number',
    };
  }
  if (/\p{L}/u.test(given)) return { fault: 'has letters in it. Type the digits, like 312-555-0100' };
  if (digits.length < 7) return { fault: 'is too short. Short numbers are services, not phones' };
  const number = parsePhoneNumberFromString(given, country);
  if (number?.ext) {
    return { fault: 'has an extension, and a text cannot reach one. Give a mobile or a direct number' };
  }
  if (!number?.isPossible()) {
    return { fault: `${digits.length === 7 ? 'lacks the area code' : NOT_A_NUMBER}. ${how}` };
  }
  const kind = number.getType();
  const company = kind === undefined ? undefined : NOT_A_PERSON[kind];
  if (company !== undefined) return { fault: company };
  if (PREMIUM_HERE.test(number.number)) return { fault: NOT_A_PERSON['PREMIUM_RATE'] ?? '' };
  return { address: number.number, warning: numberWarning(number.number) };
}

/** What to look at again about a number we keep; null when nothing. */
export function numberWarning(address: string): string | null {
  const number = parsePhoneNumberFromString(address);
  if (!number) return null;
  // Number ranges open faster than lists of them: it is asked about, not refused.
  if (!number.isValid()) return 'We do not know this number range. Check it with them';
  return LANDLINE.has(number.getType() ?? '') ? 'This looks like a landline. Texts may not arrive' : null;
}

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/** An e-mail address, kept in lower case. Look-alike letters are refused: mail would go to somebody else. */
export function readEmail(typed: string): Read {
  const given = typed.trim().normalize('NFC').toLowerCase();
  const at = given.lastIndexOf('@');
  const [local, domain] = [given.slice(0, at), given.slice(at + 1)];
  if (at < 1 || domain === '') return { fault: 'is not an e-mail address. It looks like name@clinic.org' };
  if (given.length > 254 || local.length > 64) return { fault: 'is too long for an e-mail address' };
  if (/["(),:;<>[\]\\]/.test(given) || given.indexOf('@') !== at) {
    return {
      fault: 'has quotes, brackets or a second @ in it. Type the plain address, like name@clinic.org',
    };
  }
  if (/[^\x21-\x7e]/.test(given)) return { fault: foreign(given) };
  if (!LOCAL.test(local) || !DOMAIN.test(domain)) {
    return { fault: 'is not an e-mail address. It looks like name@clinic.org' };
  }
  if (/(^|\.)xn--/.test(domain)) {
    return { fault: 'has letters in disguise behind the @. Give an address with plain letters' };
  }
  return { address: given, warning: null };
}

function foreign(given: string): string {
  if (/[\s\p{C}]/u.test(given)) return 'has a space or a hidden character in it. Type it again by hand';
  const letter = /[^\x21-\x7e]/u.exec(given)?.[0] ?? '';
  const mixed = /\p{Script=Cyrillic}|\p{Script=Greek}/u.test(given) && /[a-z]/.test(given);
  return mixed
    ? `has a letter that only looks like a plain one (${letter}). Mail would go to somebody else. Type it again by hand`
    : `has the letter ${letter}, which many mail systems do not take. Give an address with plain letters a to z`;
}

/** As much of an address as whoever looks over a shoulder may see: enough to recognise it, too little to use it. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  if (at > 0) return `${address.slice(0, 1)}…${address.slice(at)}`;
  return `${address.slice(0, address.startsWith('+1') ? 5 : 4)} … ${address.slice(-2)}`;
}
