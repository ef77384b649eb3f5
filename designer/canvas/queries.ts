/**
 * What the canvas asks of the API: processes with their drafts and versions, rulesets, and the directory of people and
 * groups it offers in pickers. A draft's ETag goes back with every save, so that two tabs or two people cannot write over
 * each other unnoticed.
 */
import { queryOptions } from '@tanstack/react-query';
import { get, patch, post, put, remove, send } from '#designer/client/http.ts';
import { isProblem } from '#designer/client/problem.ts';
import { processPath as path, recordQuery } from '#designer/client/processes.ts';
import { keys } from '#designer/client/query.ts';
import type { Way } from '#designer/client/rollout.ts';
import type { Page } from '#designer/client/types/common.ts';
import type { Group, Person, Queue, Role, User } from '#designer/client/types/people.ts';
import type { Process } from '#designer/client/types/processes.ts';
import type { CatalogItem } from '#designer/client/types/tickets.ts';
import type { Definition } from '#engine/definition.ts';
import type { Finding } from '#engine/lint/index.ts';
import type { Scenario } from '#engine/rehearsal/index.ts';
import type { Ruleset } from '#rules/ruleset.ts';

export type Draft = {
  readonly definition: Definition;
  readonly baseVersion: number | null;
  readonly revision: number;
  readonly updatedAt: string;
};

export type HeldDraft = Draft & { readonly etag: string };

export type Review = {
  readonly reviewer: Person;
  readonly decision: 'approve' | 'reject';
  readonly comment: string;
  readonly decidedAt: string;
};

/** Somebody's draft, what else its hash stands for, and what a colleague has said of exactly that. */
export type ReviewedDraft = Draft & {
  readonly sha256: string;
  readonly review: Review | null;
  /** The processes it calls, each in the version it would run. */
  readonly calls: readonly {
    readonly element: string;
    readonly process: string;
    readonly version: number | null;
  }[];
  /** The scenarios it must pass, by name. */
  readonly required: readonly string[];
  /** Since the present version was published. */
  readonly loosened: readonly {
    readonly scenario: string;
    readonly how: 'changed' | 'notRequired' | 'removed';
    readonly by: Person | null;
    readonly at: string;
  }[];
};

export type DraftOfAuthor = {
  readonly author: Person;
  readonly baseVersion: number | null;
  readonly updatedAt: string;
};

/** A version by its number, or the caller's draft. */
export type Side = number | 'draft';

/** Open runs of one version, and how many of them stand where the change touches them. */
export type RunningOn = {
  readonly version: number;
  readonly count: number;
  readonly touched: number;
};

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

export const processQuery = recordQuery;

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

/** Everybody's drafts of a process, the latest first. */
export const draftsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.process(key, 'drafts'),
    queryFn: async ({ signal }) =>
      (await get<Page<DraftOfAuthor>>(`${path(key)}/drafts`, undefined, signal)).items,
  });

export const authorsDraft = (key: string, author: string, signal?: AbortSignal) =>
  get<ReviewedDraft>(`${path(key)}/drafts/${encodeURIComponent(author)}`, undefined, signal);

/** As it is now: it is being drawn by somebody else. */
export const authorsDraftQuery = (key: string, author: string) =>
  queryOptions({
    queryKey: keys.process(key, `draft-of-${author}`),
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => authorsDraft(key, author, signal),
  });

/** @throws ProblemError 412 when the draft says something else than what has this hash. */
export const reviewDraft = (
  key: string,
  author: string,
  body: {
    readonly decision: Review['decision'];
    readonly comment: string;
    readonly sha256: string;
  },
) => post<Review>(`${path(key)}/drafts/${encodeURIComponent(author)}/review`, body);

/** Doing without takes a second person; until then the answer says who has asked. */
export const requireReview = (key: string, reviewRequired: boolean) =>
  patch<Process>(path(key), { reviewRequired });

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
  /** Refused where there is a process of this key. */
  readonly isNew?: boolean;
};

/** @throws ProblemError 412 when the draft has moved on since `etag`, 409 when what should be new is there already. */
export const saveDraft = async (
  key: string,
  definition: Definition,
  { etag, baseVersion, isNew }: SaveOptions = {},
): Promise<Saved> => {
  const answer = await send<Omit<Saved, 'etag'>>('PUT', `${path(key)}/draft`, {
    body: definition,
    query: { baseVersion },
    etag,
    isNew,
  });
  return { ...answer.body, etag: etagOf(answer.etag, answer.body.revision) };
};

/** @throws ProblemError 412 when the draft has been saved elsewhere since it had this ETag. */
export const publishDraft = (
  key: string,
  { note, waiver, etag, way }: { note: string; waiver: string; etag: string | null; way: Way },
) =>
  post<{ key: string; version: number; sha256: string }>(
    `${path(key)}/draft/publish`,
    { ...(note ? { note } : {}), ...(waiver ? { waiver } : {}), ...way },
    etag === null ? {} : { etag },
  );

/** What is asked anew after a publication: all that is known of a process but the draft that is being edited. */
export const isNotDraft = ({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean =>
  queryKey[2] !== 'draft';

/** What is running where two versions differ; what they differ in is worked out from the definitions at hand. */
export const runningQuery = (key: string, from: Side, to: Side, author?: string) =>
  queryOptions({
    queryKey: keys.process(key, `compare-${from}-${to}-${author ?? ''}`),
    queryFn: async ({ signal }) =>
      (
        await get<{ running: readonly RunningOn[] }>(
          `${path(key)}/compare`,
          { from: String(from), to: String(to), author },
          signal,
        )
      ).running,
  });

/** @throws ProblemError 412 when another version than `presentVersion` is the present one by then. */
export const publishAgain = (
  key: string,
  version: number,
  body: { readonly note: string; readonly presentVersion: number; readonly waiver?: string },
  idempotencyKey: string,
) =>
  post<{ key: string; version: number; sha256: string }>(
    `${path(key)}/versions/${version}/publish-again`,
    body,
    { idempotencyKey },
  );

export type StartedRun = { readonly id: string; readonly state: string };

/** Which version a run takes that is started now. Without a ticket it may be another one each time it is asked. */
export const versionToStart = async (key: string, ticketId: string | null): Promise<number> =>
  (await get<{ version: number }>(`${path(key)}/start`, ticketId ? { ticketId } : {})).version;

/**
 * @param ticketId the id or the number of the ticket it works on
 * @throws ProblemError 412 when it would take another version than this one, whose form was filled in
 */
export const startRun = (
  key: string,
  version: number,
  variables: Record<string, unknown>,
  ticketId: string | null,
  idempotencyKey: string,
) =>
  post<StartedRun>(
    `${path(key)}/runs`,
    { version, variables, ...(ticketId ? { ticketId } : {}) },
    { idempotencyKey },
  );

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
export const boardsQuery = directory<{ readonly key: string; readonly name: string }>('cab/boards');

/** A scenario that is kept with its process; a required one must pass before the process is published. */
export type ScenarioRecord = {
  readonly id: string;
  readonly name: string;
  readonly scenario: Scenario;
  readonly required: boolean;
  readonly updatedAt: string;
  readonly updatedBy: Pick<Person, 'id' | 'name'> | null;
  readonly version: number;
};

export const scenariosQuery = (key: string) =>
  queryOptions({
    queryKey: keys.process(key, 'scenarios'),
    queryFn: async ({ signal }) =>
      (await get<Page<ScenarioRecord>>(`${path(key)}/scenarios`, { limit: 200 }, signal)).items,
  });

type KeptScenario = Pick<ScenarioRecord, 'scenario' | 'required'>;

/** @throws ProblemError 409 when there is one of this name */
export const keepScenario = (key: string, kept: KeptScenario) =>
  post<ScenarioRecord>(`${path(key)}/scenarios`, kept);

/** @throws ProblemError 412 when somebody else has changed it meanwhile */
export const changeScenario = (
  key: string,
  { id, version }: Pick<ScenarioRecord, 'id' | 'version'>,
  kept: KeptScenario,
) => put<ScenarioRecord>(`${path(key)}/scenarios/${id}`, kept, { version });

export const forgetScenario = (key: string, { id }: Pick<ScenarioRecord, 'id'>) =>
  remove(`${path(key)}/scenarios/${id}`);
