// Proving who someone is: accounts, sessions, and the cookies that carry them.
export { createAccount } from './account';
export { issueBackupCodes, readBackupCodes } from './backup-codes';
export { findBreakGlass, readSessionEnd, takeBreakGlass } from './break-glass';
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
export { countBreakGlass, giveBackBreakGlass } from './factor-limits';
export { beginTotp, confirmTotp, listFactors, readTotpSetup, removeFactor, type FactorLine } from './factors';
export { finishSignIn, findSecondStep, type Entered } from './finish';
export { warnAccount } from './messages';
export {
  askConfirm,
  askSecondStep,
  askSignIn,
  confirmByPasskey,
  secondStepByPasskey,
  signInWithPasskey,
} from './passkey-doors';
export { addPasskey, askNewPasskey, type PasskeyAsk } from './passkeys';
export { issueCodes, revokeCodes, type CodesLeft } from './printed-codes';
export { confirmByTotp, secondStepByCode } from './second-step';
export { endAllSessions, endSession, isSessionLive, listSessions, readSession } from './session';
export { signIn } from './sign-in';
export type { CreateAccount, SessionLine, SessionView, SignIn } from './schema';
