// The tenant: a practice, who belongs to it, its sites, alternate sites and vendors.
export { createPractice, addSite, addAlternateSite, addVendor } from './edit';
export { findMember, findPracticeId, listPracticesOf } from './members';
export { readPractice, readSites, readVendors, requireSite } from './read';
