// Signing up: a name and an e-mail address, which a code proves; only then is there an account. For an address that has
// one the code signs in, and until then nobody learns which it was.
import { AppError, newId } from '@/lib/core';
import { maskAddress } from '@/lib/core/addresses';
import { parse } from '@/lib/core/parse';
import { inSystem, type Sql } from '@/lib/db';
import { requireNewEmail } from './address';
import { passOver, wrongCode } from './codes';
import { finishSignIn, type Entered } from './finish';
import { writeAccount } from './messages';
import { codeFits, findPass, openPass, tryPass, usePass } from './passes';
import { provesEmail, tellProven } from './proof';
import { AskSignUp, type TypedCode } from './schema';
import { countNoPass, countSend } from './throttle';

/**
 * Sends a code to an address that wants an account.
 * @returns the pass the code belongs to
 * @throws AppError invalid for what is no name or no address we write to; limit after too many.
 */
export async function askSignUpCode(input: AskSignUp & { ip: string | null }): Promise<string> {
  const { ip, ...typed } = input;
  const { name, ...rest } = parse(AskSignUp, typed);
  const address = requireNewEmail(rest.email);
  await countSend({ address, ip, knownSession: null });
  return inSystem(async ({ sql }) => {
    const passId = await openPass(sql, { kind: 'sign-up', accountId: null, address, challenge: name });
    await writeAccount(sql, { accountId: null, kind: 'sign-up-code', passId }, { channel: 'email', address });
    return passId;
  });
}

/** Where the code of an open sign-up went, masked; null when it is over. */
export function readSignUpPass(passId: string): Promise<{ to: string } | null> {
  return inSystem(async ({ sql }) => {
    const pass = await findPass(sql, 'sign-up', passId);
    return pass && { to: maskAddress(pass.address) };
  });
}

/**
 * Makes the account, or signs in to the one there is.
 * @throws AppError invalid for a wrong code; expired when it is used, over or tried too often; forbidden when the
 *   address belongs to an account that was ended; limit.
 */
export async function signUpByCode(input: TypedCode): Promise<{ entered: Entered; made: boolean }> {
  const pass = await inSystem(({ sql }) => tryPass(sql, 'sign-up', input.pass));
  if (!pass) {
    await countNoPass(input.ip);
    throw passOver();
  }
  if (!codeFits(pass.id, input.code)) throw wrongCode(pass);
  const done = await inSystem(async ({ sql }) => {
    if (!(await usePass(sql, pass.id))) throw passOver();
    const { accountId, made } = await accountOf(sql, pass.address, pass.challenge);
    const proven = await provesEmail(sql, accountId);
    const entered = await finishSignIn(sql, { accountId, method: 'link', device: input.device });
    return { entered, made, proven, accountId };
  });
  if (done.proven) tellProven(done.accountId);
  return { entered: done.entered, made: done.made };
}

async function accountOf(
  sql: Sql,
  email: string,
  name: string,
): Promise<{ accountId: string; made: boolean }> {
  const made = await sql<{ id: string }>(
    `insert into account (id, email, name, "emailProvenAt") values ($1::uuid, $2, $3, now())
     on conflict (email) do nothing returning id`,
    [newId(), email, name],
  );
  if (made[0]) return { accountId: made[0].id, made: true };
  const [there] = await sql<{ id: string; ended: boolean }>(
    `select id, "deactivatedAt" is not null as ended from account where email = $1 for update`,
    [email],
  );
  if (!there || there.ended)
    throw new AppError('forbidden', 'The account of this address was ended. Sign up with another address.');
  return { accountId: there.id, made: false };
}
