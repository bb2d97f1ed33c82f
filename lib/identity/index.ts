// Proving who someone is: accounts, sessions, and the cookies that carry them.
export { createAccount } from './account';
export {
  decodeCookie,
  decodeDeviceCookie,
  deviceCookie,
  encodeCookie,
  encodeDeviceCookie,
  sessionCookie,
} from './cookie';
export { endAllSessions, endSession, findLiveSession, listSessions, readSession } from './session';
export { signIn } from './sign-in';
export type { CreateAccount, SessionLine, SessionView, SignIn } from './schema';
