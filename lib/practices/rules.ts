// Limits and words of practices, sites and vendors; pure.
export const VENDOR_KINDS = [
  'ehr',
  'internet',
  'power',
  'phones',
  'labs',
  'pharmacy',
  'clearinghouse',
  'insurer',
  'landlord',
  'it',
  'other',
] as const;
export type VendorKind = (typeof VENDOR_KINDS)[number];

export const VENDOR_KIND_WORDS: Record<VendorKind, string> = {
  ehr: 'EHR',
  internet: 'Internet',
  power: 'Power',
  phones: 'Phones',
  labs: 'Lab or imaging',
  pharmacy: 'Pharmacy',
  clearinghouse: 'Clearinghouse',
  insurer: 'Insurer',
  landlord: 'Landlord',
  it: 'IT support',
  other: 'Other',
};

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** A site's name for a fact, as in {{site.paper_drawer}}. */
export const FACT_NAME = /^[a-z][a-z0-9_]{0,39}$/;

/** True for an IANA zone this machine knows. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
