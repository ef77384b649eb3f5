/** Waits for something to become true, and says what it waited for, and how things stood, when it does not. */
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 90_000;
const INTERVAL_MS = 250;

export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  timeoutMs: number = PATIENCE_MS,
): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await look();
    } catch (cause) {
      if (Date.now() < until) {
        await pause(INTERVAL_MS);
        continue;
      }
      const last = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`Waited ${timeoutMs / 1_000} s for: ${what}. Last: ${last}`, { cause });
    }
  }
}
