/** Processes as those meet them who do not draw them. */
import { queryOptions } from '@tanstack/react-query';
import { get } from './http.ts';
import { keys } from './query.ts';
import type { Page, Process } from './types.ts';

export const processesByName = queryOptions({
  queryKey: [...keys.processes, 'names'],
  queryFn: ({ signal }) => get<Page<Process>>('/processes', { limit: 200 }, signal),
  staleTime: 60_000,
});
