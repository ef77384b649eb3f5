/** What processes are called where the reader may know it; their keys else. */
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { get } from '#designer/client/http.ts';
import { useMay } from '#designer/client/me.ts';
import { keys } from '#designer/client/query.ts';
import type { Page } from '#designer/client/types/common.ts';

type Process = { readonly key: string; readonly name: string };

export function useProcesses(): readonly Process[] {
  const mayRead = useMay('process.read');
  const found = useQuery({
    queryKey: keys.processes,
    queryFn: async ({ signal }) =>
      (await get<Page<Process>>('/processes', { limit: 200 }, signal)).items,
    enabled: mayRead,
  });
  return found.data ?? [];
}

export function useProcessNames(): (key: string) => string {
  const processes = useProcesses();
  return useCallback((key) => processes.find((one) => one.key === key)?.name ?? key, [processes]);
}
