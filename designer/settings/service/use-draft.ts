/** What is typed on a page, kept in this browser until it is saved or discarded, with the version it was begun from. */
import { useEffect, useRef } from 'react';
import { useKept } from '#designer/ui/use-kept.ts';

type Begun<T> = { readonly version: number; readonly value: T };

export type Draft<T> = {
  readonly value: T;
  readonly version: number;
  readonly isChanged: boolean;
  /** Somebody has saved another version since. */
  readonly isStale: boolean;
  readonly edit: (value: T) => void;
  readonly rebase: () => void;
  readonly forget: () => void;
  /** This value was saved as this version: what was typed while it was on its way stays. */
  readonly settle: (sent: T, version: number) => void;
};

export function useDraft<T>(name: string, saved: T, version: number): Draft<T> {
  const [begun, keep, forget] = useKept<Begun<T> | null>(name, null);
  const latest = useRef(begun);
  useEffect(() => {
    latest.current = begun;
  });
  const isChanged = begun !== null;
  return {
    value: begun?.value ?? saved,
    version: begun?.version ?? version,
    isChanged,
    isStale: isChanged && begun.version !== version,
    // What is as it was saved is no change.
    edit: (value) =>
      JSON.stringify(value) === JSON.stringify(saved)
        ? forget()
        : keep({ version: begun?.version ?? version, value }),
    rebase: () => begun && keep({ ...begun, version }),
    forget,
    settle: (sent, as) => {
      const now = latest.current;
      if (now === null || now.value === sent) forget();
      else keep({ version: as, value: now.value });
    },
  };
}
