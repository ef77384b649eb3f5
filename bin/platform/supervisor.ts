/**
 * The life of `npm start` and `npm run dev`: one supervisor for a data directory, from the first sentence to the last
 * process. Whatever ends it (Ctrl-C, a signal, the death of its caller, a bug of its own), the parts are ended first.
 */
import { openInstance } from './instance.ts';
import { takeLock } from './lock.ts';
import { type Connections, type Running, removeRunning, writeRunning } from './running.ts';
import { loadDotEnv, readSettings, type Settings } from './settings.ts';
import { createStack, type Stack } from './stack.ts';
import { welcome } from './welcome.ts';

/** A terminal and npm may both pass on the same Ctrl-C: what comes this soon after the first is the same one. */
const sameKeyPressMs = 1000;

export async function supervise(whenUp?: (stack: Stack, say: Say) => () => void): Promise<number> {
  loadDotEnv();
  const settings = readSettings();
  openInstance(settings.dataDir);
  const letGo = await takeLock(settings.dataDir, say);
  const state = announce(settings);
  const connected = (connections: Connections) => state.write({ state: 'starting', connections });
  const stack = createStack({ settings, say, connected });
  const ending = waitForTheEnd(stack, state);
  try {
    const up = await stack.start();
    state.write({ state: 'up', url: up.url, connections: up.connections });
    for (const line of welcome(up)) say(line);
    up.signIn.told();
    const stopWatching = whenUp?.(up, say);
    await ending.asked;
    stopWatching?.();
    await ending.done;
    return 0;
  } catch (error) {
    if (ending.isAsked()) {
      await ending.done;
      return 0;
    }
    throw error;
  } finally {
    removeRunning(settings.dataDir);
    letGo();
  }
}

export type Say = (sentence: string) => void;

function say(sentence: string): void {
  process.stdout.write(`${sentence}\n`);
}

function announce(settings: Settings): { write(next: Omit<Running, 'pid'>): void } {
  const write = (next: Omit<Running, 'pid'>) =>
    writeRunning(settings.dataDir, { ...next, pid: process.pid });
  write({ state: 'starting' });
  return { write };
}

function waitForTheEnd(
  stack: { stop(): Promise<void>; kill(): void },
  state: { write(next: Omit<Running, 'pid'>): void },
): { asked: Promise<void>; done: Promise<void>; isAsked(): boolean } {
  const asked = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  let askedAt = 0;

  function ask(): void {
    if (askedAt > 0) {
      if (Date.now() - askedAt < sameKeyPressMs) return;
      say('Ending at once.');
      stack.kill();
      setTimeout(() => process.exit(1), 3000).unref();
      return;
    }
    askedAt = Date.now();
    asked.resolve();
    say('\nStopping. Press Ctrl-C again to end at once.');
    state.write({ state: 'stopping' });
    stack.stop().then(() => {
      say('Stopped.');
      done.resolve();
    }, done.reject);
  }

  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, ask);
  // The caller's end of this channel breaks when it is killed.
  process.on('disconnect', ask);
  // Nobody reads any more: that is no reason to die before the parts are ended.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    process.stderr.write(`\n${error.stack}\n`);
    process.exitCode = 1;
    ask();
  });
  return { asked: asked.promise, done: done.promise, isAsked: () => askedAt > 0 };
}
