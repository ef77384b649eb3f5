/** The clocks that the rehearsed ticket would have now: what is promised today, asked of the server as the story goes on. */
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { post } from '#designer/client/http.ts';
import { keys } from '#designer/client/query.ts';
import type { Foretold } from '#designer/client/types/foretold.ts';
import type { Definition } from '#engine/definition.ts';
import type { Json } from '#engine/json.ts';
import type { Played } from './play.ts';
import { type Story, storyOf } from './story.ts';

export type RehearsedClocks = {
  /** Null where no ticket stands behind it, and until the first answer. */
  readonly foretold: Foretold | null;
  /** Of this very moment, also where the answer has not come yet. @throws where it does not come */
  readonly now: () => Promise<Foretold | null>;
  readonly hasTicket: boolean;
  readonly error: unknown;
  readonly retry: () => void;
};

export const useClocks = (
  definition: Definition,
  played: Played | null,
  requester: Readonly<Record<string, unknown>> | undefined,
): RehearsedClocks => {
  const client = useQueryClient();
  const story = useMemo(
    () =>
      played &&
      storyOf(
        definition,
        played.rehearsal,
        requester as Readonly<Record<string, Json>> | undefined,
      ),
    [definition, played, requester],
  );
  const query = useQuery({
    ...foretoldQuery(story),
    enabled: story !== null,
    placeholderData: keepPreviousData,
  });
  return {
    foretold: story === null ? null : (query.data ?? null),
    now: async () => (story === null ? null : client.fetchQuery(foretoldQuery(story))),
    hasTicket: story !== null,
    error: query.error,
    retry: () => void query.refetch(),
  };
};

const foretoldQuery = (story: Story | null) =>
  queryOptions({
    queryKey: keys.foretold(story),
    staleTime: 60_000,
    queryFn: () => post<Foretold>('/tickets/clocks/foretell', story),
  });
