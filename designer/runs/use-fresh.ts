/** Asks anew soon after something has happened to runs. Many happenings are one question. */
import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { useLiveEvents } from '#designer/client/live.ts';
import type { LiveEvent } from '#designer/client/types/common.ts';

const SOON_MS = 1_000;
const KINDS = new Set(['run', 'task', 'approval', 'process']);

export function useFresh(...queryKeys: readonly QueryKey[]): void {
  const client = useQueryClient();
  const isComing = useRef(false);
  const wanted = useRef(queryKeys);
  wanted.current = queryKeys;
  useLiveEvents(
    useCallback(
      ({ subject }: LiveEvent) => {
        if (!KINDS.has(subject.kind) || isComing.current) return;
        isComing.current = true;
        setTimeout(() => {
          isComing.current = false;
          for (const queryKey of wanted.current) void client.invalidateQueries({ queryKey });
        }, SOON_MS);
      },
      [client],
    ),
  );
}
