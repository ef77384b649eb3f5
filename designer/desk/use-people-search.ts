/** Finding people for a picker; the directory is asked as somebody types. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { usersQuery } from '#designer/client/people.ts';
import type { Person } from '#designer/client/types/people.ts';

export function usePeopleSearch(): (q: string) => Promise<Person[]> {
  const client = useQueryClient();
  return useCallback(
    async (q: string) => {
      const found = await client.fetchQuery({ ...usersQuery(q), staleTime: 60_000 });
      return found.items.filter((user) => user.active);
    },
    [client],
  );
}
