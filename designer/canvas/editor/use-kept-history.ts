/** Keeps the history of what is being edited, so that a reload at any moment takes nothing away. */
import { useEffect } from 'react';
import type { History } from './history.ts';
import type { Kept } from './kept-history.ts';
import { keepPending, keepSoon, toKept } from './kept-history.ts';

export const useKeptHistory = (
  process: string,
  history: History,
  { etag, baseVersion, saved }: Pick<Kept, 'etag' | 'baseVersion' | 'saved'>,
): void => {
  useEffect(
    () => keepSoon(process, () => toKept(history, { etag, baseVersion, saved })),
    [process, history, etag, baseVersion, saved],
  );
  useEffect(() => {
    const now = () => keepPending(process);
    addEventListener('pagehide', now);
    return () => {
      removeEventListener('pagehide', now);
      now();
    };
  }, [process]);
};
