/**
 * State that survives a reload, a lost connection and a closed tab, in this browser only. For what somebody is typing;
 * it is forgotten once it has been sent.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { KEPT } from '#designer/client/kept-for.ts';

const WRITE_AFTER_MS = 250;

export function useKept<T>(name: string, empty: T): [T, (value: T) => void, () => void] {
  const key = KEPT + name;
  const [value, setValue] = useState<T>(() => read(key) ?? empty);
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; write: () => void } | null>(null);

  const keep = useCallback(
    (next: T) => {
      setValue(next);
      if (pending.current !== null) clearTimeout(pending.current.timer);
      const write = () => {
        pending.current = null;
        if (JSON.stringify(next) === JSON.stringify(empty)) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(next));
      };
      pending.current = { write, timer: setTimeout(write, WRITE_AFTER_MS) };
    },
    [key, empty],
  );

  const forget = useCallback(() => {
    if (pending.current !== null) clearTimeout(pending.current.timer);
    pending.current = null;
    localStorage.removeItem(key);
    setValue(empty);
  }, [key, empty]);

  // Leaving the page in the quarter of a second before the writing must not lose the last word.
  useEffect(() => {
    const now = () => {
      if (pending.current === null) return;
      clearTimeout(pending.current.timer);
      pending.current.write();
    };
    window.addEventListener('pagehide', now);
    return () => {
      window.removeEventListener('pagehide', now);
      now();
    };
  }, []);

  return [value, keep, forget];
}

function read<T>(key: string): T | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

/** Forgets what another part of the page kept, once it has been sent. */
export function forgetKept(name: string): void {
  localStorage.removeItem(KEPT + name);
}
