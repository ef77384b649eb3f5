/**
 * What the canvas asks of the API: processes with their drafts and versions, rulesets, and the directory of people and
 * groups it offers in pickers. A draft's ETag goes back with every save, so that two tabs or two people cannot write over
 * each other unnoticed.
 */
import { queryOptions } from '@tanstack/react-query';
import { get, post, put, send } from '#designer/client/http.ts';
import { isProblem } from '#designer/client/problem.ts';
import { processPath as path } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import type {
  CatalogItem,
  Group,
  Page,
  Process,
  Queue,
  Role,
  User,
} from '#designer/client/types.ts';
import type { Definition } from '#engine/definition.ts';
import type { Finding } from '#engine/lint/index.ts';
import type { Ruleset } from '#rules/ruleset.ts';

export type Draft = {
  readonly definition: Definition;
  readonly baseVersion: number | null;
  readonly revision: number;
  readonly updatedAt: string;
};

export type HeldDraft = Draft & { readonly etag: string };

export type RulesetRecord = {
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly ruleset: Ruleset;
  readonly allowed: readonly string[];
};

const etagOf = (etag: string | null, revision: number) => etag ?? `"v${revision}"`;

export const processesQuery = queryOptions({
  queryKey: keys.processes,
  queryFn: async ({ signal }) =>
    (await get<Page<Process>>('/processes', { limit: 200 }, signal)).items,
});

export const processQuery = (key: string) =>
  queryOptions({
    queryKey: keys.process(key),
    queryFn: ({ signal }) => get<Process>(path(key), undefined, signal),
  });

/**
 * `null` when the caller has no draft of this process; the process is asked first, so that having none is no error. Always
 * asked anew: a draft is edited, not browsed.
 */
export const draftQuery = (key: string, reader = 'draft') =>
  queryOptions({
    queryKey: keys.process(key, reader),
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<HeldDraft | null> => {
      const { draft } = await get<Process>(path(key), undefined, signal);
      if (!draft) return null;
      try {
        const { body, etag } = await send<Draft>('GET', `${path(key)}/draft`, { signal });
        return { ...body, etag: etagOf(etag, body.revision) };
      } catch (error) {
        // Published or discarded a moment ago.
        if (isProblem(error) && error.status === 404) return null;
        throw error;
      }
    },
  });

export type Saved = {
  readonly revision: number;
  readonly baseVersion: number | null;
  readonly findings: readonly Finding[];
  readonly etag: string;
};

export type SaveOptions = {
  /** Refused when the draft is no longer the one with this ETag. */
  readonly etag?: string;
  /** The author has taken in what this version says. */
  readonly baseVersion?: number;
};

/** @throws ProblemError 412 when the draft has moved on since `etag`. */
export const saveDraft = async (
  key: string,
  definition: Definition,
  { etag, baseVersion }: SaveOptions = {},
): Promise<Saved> => {
  const answer = await send<Omit<Saved, 'etag'>>('PUT', `${path(key)}/draft`, {
    body: definition,
    query: { baseVersion },
    etag,
  });
  return { ...answer.body, etag: etagOf(answer.etag, answer.body.revision) };
};

export const publishDraft = (key: string, note: string, waiver: string) =>
  post<{ key: string; version: number; sha256: string }>(`${path(key)}/draft/publish`, {
    ...(note ? { note } : {}),
    ...(waiver ? { waiver } : {}),
  });

export type StartedRun = { readonly id: string; readonly state: string };

/** @param ticketId the id or the number of the ticket it works on */
export const startRun = (
  key: string,
  variables: Record<string, unknown>,
  ticketId: string | null,
) => post<StartedRun>(`${path(key)}/runs`, { variables, ...(ticketId ? { ticketId } : {}) });

export const rulesetsQuery = queryOptions({
  queryKey: keys.rulesets,
  queryFn: async ({ signal }) =>
    (await get<Page<RulesetRecord>>('/rulesets', { limit: 200 }, signal)).items,
});

export const saveRuleset = (ruleset: Ruleset, version?: number) =>
  put<RulesetRecord>(`/rulesets/${encodeURIComponent(ruleset.key)}`, ruleset, { version });

/** Directories are small lists for pickers; whoever is not in them can still be typed. */
const directory = <Item>(kind: string) =>
  queryOptions({
    queryKey: keys.people(kind, 'picker'),
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      try {
        return (await get<Page<Item>>(`/${kind}`, { limit: 200 }, signal)).items;
      } catch (error) {
        // An author who may not list people can still type an address.
        if (isProblem(error) && (error.status === 403 || error.status === 404)) return [];
        throw error;
      }
    },
  });

export const usersQuery = directory<User>('users');
export const groupsQuery = directory<Group>('groups');
export const rolesQuery = directory<Role>('roles');
export const queuesQuery = directory<Queue>('queues');
export const catalogQuery = directory<CatalogItem>('catalog/items');
