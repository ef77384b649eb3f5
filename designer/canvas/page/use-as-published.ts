/**
 * A draft as publishing it now would have it: what it calls is bound to the versions that new runs take, by the same function
 * as in the server. So whether it is more than another drawing of the present version is answered alike here and there.
 */
import { useQueries, useQuery } from '@tanstack/react-query';
import { versionQuery } from '#designer/client/processes.ts';
import { bound, reboundCalls, unbound, unboundCalls } from '#engine/called-versions.ts';
import type { Definition } from '#engine/definition.ts';
import { processQuery } from '../queries.ts';

/** Undefined until it is known what the processes it calls are at. One that cannot be asked about is not bound. */
export function useAsPublished(definition: Definition): Definition | undefined;
export function useAsPublished(definition: Definition | null | undefined): typeof definition;
export function useAsPublished(given: Definition | null | undefined): typeof given {
  // What was copied from a version brings what that one was bound to; publishing binds it anew.
  const definition = given && unbound(given);
  const called = definition ? unboundCalls(definition) : [];
  const records = useQueries({
    queries: called.map((key) => ({ ...processQuery(key), staleTime: 0, retry: false })),
  });
  if (!definition || called.length === 0) return definition;
  if (records.some(({ isPending }) => isPending)) return undefined;
  return bound(
    definition,
    new Map(called.map((key, index) => [key, records[index]?.data?.version ?? null])),
  );
}

/**
 * Whether publishing the present version once more would take newer versions of what it calls; not asked where there is a
 * draft, which says for itself what it changes.
 */
export function useHasNewerCalls(process: string, present: number | null): boolean {
  const enabled = present !== null;
  const { data } = useQuery({ ...versionQuery(process, present ?? 0), enabled });
  const definition = enabled ? data?.definition : undefined;
  const anew = useAsPublished(definition && unbound(definition));
  return definition !== undefined && anew != null && reboundCalls(definition, anew).length > 0;
}
