// The tenant: a practice, who belongs to it, its sites, alternate sites and vendors.
export {
  addAlternateSite,
  bringBackAlternateSite,
  changeAlternateSite,
  removeAlternateSite,
} from './alternates';
export {
  issueBreakGlass,
  openWithBreakGlass,
  readBreakGlass,
  revokeBreakGlass,
  type BreakGlassOwner,
} from './break-glass';
export { addSite, createPractice } from './edit';
export {
  readAlternateForEditing,
  readClosed,
  readFactsForEditing,
  readSiteForEditing,
  readSystemsForEditing,
  readVendorForEditing,
} from './editing';
export { settleFields } from './fields';
export { inviteMember, readInvitation, resendInvitation, revokeInvitation } from './invitations';
export { inviteSeveral } from './invite-several';
export { acceptInvitation, joinWithNewLogin, type InvitedBy } from './joining';
export { readMember, readMembers } from './member-list';
export { belongsToSeveral } from './member-of';
export { endInvitation, requireAtMost } from './member-rows';
export {
  bringBackMember,
  changeJobs,
  changePart,
  changeRight,
  endMembership,
  leavePractice,
} from './membership';
export { signUpForFile, signUpPractice } from './sign-up';
export { findMember, findMemberCtx, findPracticeId, listPracticesOf, zoneOfAccount } from './members';
export { readAlternateSite, readPractice, readSites, readVendors, requireSite } from './read';
export { changeSettings, hasSoundSettings, readSettings } from './settings';
export { changePracticeFacts, changeSite, closeSite, reopenSite } from './sites';
export { changeSystems } from './systems';
export { addVendor, bringBackVendor, changeVendor, removeVendor } from './vendors';
