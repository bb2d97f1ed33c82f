// The real worker as processes of their own, on a test's database, for tests that kill it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { testSettings, type TestDatabase } from './database';
import type { Telling } from './telling';

export interface Workers {
  /** Starts one more; it is up when this returns. */
  start: () => Promise<ChildProcess>;
  /** Ends one and waits until it is gone. */
  end: (worker: ChildProcess, signal?: 'SIGKILL' | 'SIGTERM') => Promise<void>;
  /** Kills what is left, for afterAll. */
  killAll: () => void;
}

/** `telling`: where their messages go; without it nobody answers for the providers. */
export function workersOn(database: TestDatabase, telling?: Telling): Workers {
  const all: ChildProcess[] = [];
  return {
    async start() {
      const worker = spawn(process.execPath, ['--import', 'tsx', 'worker.ts'], {
        env: {
          ...process.env,
          ...testSettings(database.urls),
          NODE_ENV: 'production',
          NODE_OPTIONS: '',
          TSX_TSCONFIG_PATH: 'tsconfig.node.json',
          ...(telling && {
            APP_URL: telling.url,
            RESEND_BASE_URL: telling.providers.resendUrl,
            TWILIO_BASE_URL: telling.providers.twilioUrl,
          }),
        },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      all.push(worker);
      await once(worker, 'message');
      return worker;
    },
    async end(worker, signal = 'SIGKILL') {
      const gone = once(worker, 'exit');
      worker.kill(signal);
      await gone;
    },
    killAll() {
      for (const worker of all) worker.kill('SIGKILL');
    },
  };
}
