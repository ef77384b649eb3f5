/** A worker as a process of its own, so that it can be killed as an operator or a power cut would. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Config } from '#activities/config.ts';
import { MASTER_KEY } from './world.ts';

export const spawnWorker = (config: Config): ChildProcess =>
  spawn(process.execPath, ['activities/worker.ts'], {
    cwd: new URL('../..', import.meta.url),
    stdio: process.env.TEST_LOG ? 'inherit' : 'ignore',
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      DATABASE_URL: config.databaseUrl,
      TEMPORAL_ADDRESS: config.temporalAddress,
      TEMPORAL_TASK_QUEUE: config.taskQueue,
      PERDURA_MASTER_KEY: MASTER_KEY,
      LOG_LEVEL: process.env.TEST_LOG ?? 'fatal',
    },
  });
