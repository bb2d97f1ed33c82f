// The adapter to Next: session to ctx, actions, and the one list of headers (./rules). Nothing else in lib imports next.
import 'server-only';

export { accountAction, action, publicAction, requireFresh } from './action';
export { currentAccount, currentCtx, findCtx, orNotFound, requireAccount, type Account } from './session';
