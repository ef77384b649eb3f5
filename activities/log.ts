/** The log of the worker process: JSON lines on standard output, the engine's own words among them. */
import type { Logger as EngineLogger, LogLevel } from '@temporalio/worker';
import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

export function createLog(level: string): Logger {
  return pino({ name: 'worker', level });
}

const LEVELS = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'debug',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogLevel, string>;

/** The engine reports every start and stop as information; here that is detail. */
export function engineLog(log: Logger): EngineLogger {
  const say = (level: LogLevel, message: string, meta?: object): void => {
    if (!log.isLevelEnabled(LEVELS[level])) return;
    const { error, ...rest } = { error: undefined, ...meta };
    log[LEVELS[level]](error === undefined ? rest : { err: error, ...rest }, message);
  };
  return {
    log: say,
    trace: (message, meta) => say('TRACE', message, meta),
    debug: (message, meta) => say('DEBUG', message, meta),
    info: (message, meta) => say('INFO', message, meta),
    warn: (message, meta) => say('WARN', message, meta),
    error: (message, meta) => say('ERROR', message, meta),
  };
}
