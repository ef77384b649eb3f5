/** What somebody filled in, in the words of the form they filled in: the catalog item's, where the ticket came from one. */
import { useQuery } from '@tanstack/react-query';
import { catalogItemQuery } from './catalog.ts';
import type { JsonSchema } from './types/common.ts';

export function useFormOf(
  catalogItem: string | null | undefined,
): { schema: JsonSchema; uiSchema: JsonSchema | null } | null {
  const item = useQuery({
    ...catalogItemQuery(catalogItem ?? ''),
    enabled: catalogItem !== null && catalogItem !== undefined,
    staleTime: 300_000,
  });
  return item.data === undefined
    ? null
    : { schema: item.data.schema, uiSchema: item.data.uiSchema };
}
