// Proving who someone is: accounts, sessions, and the cookies that carry them.
export { createAccount } from './account';
export { askSignInCode, readSignInLink, readSignInPass, signInByCode, signInByLink } from './codes';
export { askConfirmCode, confirmByCode, confirmByPassword, readConfirmPass } from './confirm';
export {
  decodeCookie,
  decodeDeviceCookie,
  deviceCookie,
  encodeCookie,
  encodeDeviceCookie,
  sessionCookie,
} from './cookie';
export type { Entered } from './finish';
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
  endAllSessions,
  endOtherSessions,
  endSession,
  isSessionLive,
  listSessions,
  readSession,
} from './session';
export { signIn } from './sign-in';
export { askSignUpCode, readSignUpPass, signUpByCode } from './sign-up';
export type { AskSignUp, CreateAccount, SessionLine, SessionView, SignIn, SignInMethod } from './schema';
