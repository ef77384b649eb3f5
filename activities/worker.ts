/**
 * The worker process: it runs the workflows and their activities, the relay, the reconciler and the mail sender. Only this
 * file reads the environment. It waits for an engine that is not there yet, and takes up again one that comes back, also
 * empty: nothing here needs a restart because something else had one.
 */
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { createLog } from './log.ts';
import { startWorkerProcess } from './process.ts';

const config = readConfig(process.env, hostname(), fileURLToPath(new URL('..', import.meta.url)));
const log = createLog(config.logLevel);

const running = await startWorkerProcess(config, log);

let asked = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (asked) return;
    asked = true;
    log.info({ signal }, 'Stopping: what is under way is finished first.');
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'Stopping did not go well.');
        process.exit(1);
      },
    );
  });
}
