/**
 * One timer for everything that counts down by the second. Each reader says of what it shows how coarse a step will do, and
 * is drawn anew only when its own step has come: a list of three thousand rows redraws the few digits that change.
 */
import { useCallback, useSyncExternalStore } from 'react';

const SECOND_MS = 1_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const one of listeners) one();
    }, SECOND_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time, in steps of as many milliseconds as `stepAt` says at each second. */
export function useTicking(stepAt: (now: number) => number): number {
  const read = useCallback(() => {
    const step = stepAt(now);
    return Math.floor(now / step) * step;
  }, [stepAt]);
  return useSyncExternalStore(subscribe, read);
}
