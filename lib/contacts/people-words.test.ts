// What looks like a patient in a note about a colleague, and what does not.
import { describe, expect, it } from 'vitest';
import { patientSigns } from './people-words';

describe('notes', () => {
  it.each([
    ['Has the key to the drug room, call after 6', 0],
    ['DOB 3/4/1961', 2],
    ['SSN 123-45-6789', 1],
    ['MRN 12345678', 2],
    ['her patient in room 4', 1],
  ])('%s', (notes, signs) => {
    expect(patientSigns(notes)).toHaveLength(signs);
  });
});
