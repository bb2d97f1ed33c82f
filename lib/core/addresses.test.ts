// What is kept of numbers and addresses as typed, and in which words the rest is refused.
import { describe, expect, it } from 'vitest';
import { countryOf, numberWarning, readEmail, readNumber } from './addresses';

describe('numbers', () => {
  it.each([
    ['(847) 555-0140', '+18475550140'],
    ['847.555.0140', '+18475550140'],
    ['1 847 555 0140', '+18475550140'],
    ['+34 612 345 678', '+34612345678'],
    ['８４７ 555 0140', '+18475550140'],
  ])('keeps %s', (typed, kept) => {
    expect(readNumber(typed)).toMatchObject({ address: kept });
  });

  it.each([
    ['911', 'emergency'],
    ['9-1-1', 'emergency'],
    ['112', 'emergency'],
    ['988', 'emergency'],
    ['847-555-0140 x12', 'extension'],
    ['847-555-0140 ext. 3', 'extension'],
    ['8475550140#5', 'extension'],
    ['900-555-0100', 'costs extra'],
    ['1-976-555-1234', 'costs extra'],
    ['312-976-5555', 'costs extra'],
    ['+34 803 123 456', 'costs extra'],
    ['+34 901 123 456', 'costs extra'],
    ['800-555-0100', 'toll-free'],
    ['72345', 'too short'],
    ['555-1234', 'area code'],
    ['312-555-01001', 'not a phone number'],
    ['1-800-FLOWERS', 'letters'],
    ['none', 'no digits'],
  ])('refuses %s: %s', (typed, why) => {
    const read = readNumber(typed);
    expect('fault' in read ? read.fault : read.address).toContain(why);
  });

  it('reads a number without + as one of the practice’s country', () => {
    expect(readNumber('55 1234 5678', countryOf('America/Mexico_City'))).toMatchObject({
      address: '+525512345678',
    });
    expect(countryOf('America/Chicago')).toBe('US');
  });

  it('keeps what may be right and says what to look at', () => {
    expect(numberWarning('+442079460958')).toContain('landline');
    expect(numberWarning('+19995550101')).toContain('number range');
    expect(numberWarning('+13125550100')).toBeNull();
  });
});

describe('addresses', () => {
  it.each([
    [' Ana@Clinic.Example ', 'ana@clinic.example'],
    ['a.b+c@mail.clinic.org', 'a.b+c@mail.clinic.org'],
  ])('keeps %s', (typed, kept) => {
    expect(readEmail(typed)).toMatchObject({ address: kept });
  });

  it.each([
    ['\u0430na@clinic.example', 'only looks like a plain one'],
    ['ana@cl\u0456nic.example', 'only looks like a plain one'],
    ['josé@clinic.example', 'the letter é'],
    ['ana@clínica.example', 'the letter í'],
    ['ana@xn--clnica-4va.example', 'letters in disguise'],
    ['"ana lopez"@clinic.example', 'quotes'],
    ['ana@@clinic.example', 'second @'],
    ['ana@clinic\u200b.example', 'hidden'],
    ['ana lopez@clinic.example', 'space'],
    ['ana@clinic', 'not an e-mail'],
    ['.ana@clinic.example', 'not an e-mail'],
    ['@clinic.example', 'not an e-mail'],
    [`${'a'.repeat(65)}@clinic.example`, 'too long'],
  ])('refuses %j: %s', (typed, why) => {
    const read = readEmail(typed);
    expect('fault' in read ? read.fault : read.address).toContain(why);
  });
});
