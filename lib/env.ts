// The only reader of process.env. Parsed once; a bad environment is one list of everything wrong.
import { z } from 'zod';
import { once } from './core/once';

const url = (protocols: RegExp) => z.url({ protocol: protocols, error: 'is not a valid address' }).max(2000);
const secret = z.string().min(32, 'needs at least 32 characters (try: openssl rand -base64 32)').max(500);
const filled = z.string().min(1).max(500);
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

const Settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** demo turns on captured providers and /dev/outbox. */
  HOLDFAST_MODE: z.enum(['production', 'demo']).default('production'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'is not a port')
    .default('3000')
    .transform(Number),
  HOST: z.string().min(1).max(255).default('0.0.0.0'),
  APP_URL: url(/^https?$/),
  APP_SECRET: secret,
  DATABASE_URL: url(/^postgres(ql)?$/),
  DATABASE_WORKER_URL: url(/^postgres(ql)?$/).optional(),
  /** The worker's, for deleting a practice for good; without it nobody can. */
  DATABASE_KEEPER_URL: url(/^postgres(ql)?$/).optional(),
  DATABASE_POOL: z
    .string()
    .regex(/^\d{1,3}$/, 'is not a number')
    .default('10')
    .transform(Number),
  RESEND_API_KEY: filled,
  RESEND_FROM: filled,
  RESEND_WEBHOOK_SECRET: filled,
  RESEND_BASE_URL: url(/^https?$/).optional(),
  TWILIO_ACCOUNT_SID: filled,
  TWILIO_AUTH_TOKEN: filled,
  TWILIO_FROM: z.string().regex(/^\+[1-9]\d{6,14}$/, 'is not a number like +13125550100'),
  TWILIO_BASE_URL: url(/^https?$/).optional(),
  /** Demo only: where the captured messages are listed. */
  CAPTURE_URL: url(/^http$/).optional(),
});

/** What is wrong with addresses taken together; asked of what was given, so that it is said beside everything else. */
function wrongAddresses(given: Record<string, string | undefined>): string[] {
  const wrong: string[] = [];
  const production = (given['HOLDFAST_MODE'] ?? 'production') === 'production';
  for (const name of ['RESEND_BASE_URL', 'TWILIO_BASE_URL', 'CAPTURE_URL']) {
    const value = given[name];
    if (value === undefined) continue;
    if (production) wrong.push(`${name}: points at captured providers; not in production`);
    else if (isPlainElsewhere(value)) wrong.push(`${name}: may be plain http on this machine only`);
  }
  if (isPlainElsewhere(given['APP_URL'])) wrong.push('APP_URL: must be https outside this machine');
  return wrong;
}

function isPlainElsewhere(value: string | undefined): boolean {
  if (value === undefined || !URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return protocol === 'http:' && !LOOPBACK.has(hostname);
}

export type Env = z.infer<typeof Settings>;

/** Thrown with one line a wrong setting; the message is fit to print. */
export class EnvError extends Error {}

/** Parses the given environment. @throws EnvError naming every setting that is missing or wrong. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Settings.safeParse(given);
  const together = wrongAddresses(given);
  if (parsed.success && together.length === 0) return parsed.data;
  const lines = (parsed.error?.issues ?? []).map((issue) => {
    const name = issue.path.map(String).join('.');
    return `  ${name}: ${given[name] === undefined ? 'is missing' : issue.message}`;
  });
  lines.push(...together.map((line) => `  ${line}`));
  throw new EnvError(`Holdfast cannot start. Fix these settings:\n${[...new Set(lines)].join('\n')}`);
}

/** The settings of this process. @throws EnvError at the first call when they are wrong. */
export function env(): Env {
  return once('env', () => readEnv(process.env));
}

/** True in the demo and in browser tests, where providers are captured and shown. */
export function isDemo(): boolean {
  return env().HOLDFAST_MODE === 'demo';
}
