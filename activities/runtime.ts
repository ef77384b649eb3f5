/** The engine's native part exists once in a process; its words go into our log and its signals are ours to handle. */
import { makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { engineLog, type Logger } from './log.ts';

let isInstalled = false;

export function installRuntime(log: Logger): void {
  if (isInstalled) return;
  isInstalled = true;
  Runtime.install({
    logger: engineLog(log),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) },
    },
  });
}
