// Proving who someone is: accounts, sessions, and the cookies that carry them.
export { createAccount } from './account';
export { issueBackupCodes, readBackupCodes } from './backup-codes';
export { endBreakGlass, findBreakGlass, readSessionEnd, takeBreakGlass } from './break-glass';
export { askSignInCode, readSignInLink, readSignInPass, signInByCode, signInByLink } from './codes';
export { askConfirmCode, confirmByCode, confirmByPassword, readConfirmPass } from './confirm';
export {
  decodeCookie,
  decodeDeviceCookie,
  decodePinCookie,
  deviceCookie,
  encodeCookie,
  encodeDeviceCookie,
  encodePinCookie,
  pinCookie,
  sessionCookie,
} from './cookie';
export { isProvenAddress, openLogin, prepareLogin, type NewLogin } from './invited';
export {
  endDevice,
  enrolDevice,
  findPinDevice,
  forgetDevice,
  listDevices,
  openWithPin,
  renewDevice,
  type DeviceLine,
} from './devices';
export { countBreakGlass } from './factor-limits';
export { beginTotp, confirmTotp, listFactors, readTotpSetup, removeFactor, type FactorLine } from './factors';
export { findSecondStep, type Entered } from './finish';
export { warnAccount } from './messages';
export {
  askNewEmail,
  askNewMobile,
  proveNewAddress,
  readMobile,
  readNewAddress,
  removeMobile,
} from './own-address';
export { hasPassword, savePassword } from './own-password';
export { passCode, passLink } from './passes';
export {
  askConfirm,
  askSecondStep,
  askSignIn,
  confirmByPasskey,
  secondStepByPasskey,
  signInWithPasskey,
} from './passkey-doors';
export { addPasskey, askNewPasskey } from './passkeys';
export { issueCodes, revokeCodes } from './printed-codes';
export { confirmByTotp, secondStepByCode } from './second-step';
export {
  endAllSessions,
  endOtherSessions,
  endOwnSession,
  endSession,
  findLiveSession,
  listSessions,
  readSession,
} from './session';
export { signIn } from './sign-in';
export { askSignUpCode, readSignUpPass, signUpByCode } from './sign-up';
export type { AskSignUp, CreateAccount, SessionLine, SessionView, SignIn, SignInMethod } from './schema';
