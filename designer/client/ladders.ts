/** Ladders of escalation: whom they ask, where they are climbed, and who would be told if one began now. */
import { queryOptions } from '@tanstack/react-query';
import type { Ladder } from '#engine/escalation/ladder.ts';
import { get, post, put, remove } from './http.ts';
import { keys } from './query.ts';
import type { Page } from './types/common.ts';

export type LadderRecord = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly ladder: Ladder;
  /** Escalations that climb it now. */
  readonly running: number;
  readonly version: number;
  readonly allowed: readonly string[];
};

export type LadderUse = {
  readonly policies: readonly {
    readonly key: string;
    readonly name: string;
    readonly thresholds: readonly string[];
  }[];
  readonly running: number;
  readonly versions: readonly {
    readonly number: number;
    readonly savedAt: string;
    readonly running: number;
  }[];
};

export type LadderPreview = {
  readonly rungs: readonly {
    readonly at: string;
    readonly level: number;
    readonly asked: number;
    readonly name: string;
    readonly by: readonly ('inApp' | 'mail')[];
    readonly people: readonly {
      readonly id: string;
      readonly name: string;
      readonly email: string;
      readonly via: string | null;
    }[];
    readonly vendors: readonly { readonly name: string; readonly email: string }[];
    readonly empty: readonly string[];
    readonly needsTicket: boolean;
  }[];
  readonly endsAt: string | null;
};

export const laddersQuery = () =>
  queryOptions({
    queryKey: keys.people('ladders'),
    queryFn: ({ signal }) => get<Page<LadderRecord>>('/escalation-ladders', { limit: 200 }, signal),
    staleTime: 60_000,
  });

export const ladderQuery = (key: string) =>
  queryOptions({
    queryKey: keys.people('ladder', key),
    queryFn: ({ signal }) => get<LadderRecord>(`/escalation-ladders/${key}`, undefined, signal),
  });

export const ladderUseQuery = (key: string) =>
  queryOptions({
    queryKey: keys.people('ladder-use', key),
    queryFn: ({ signal }) => get<LadderUse>(`/escalation-ladders/${key}/use`, undefined, signal),
  });

export const ladderVersion = async (key: string, number: number): Promise<Ladder> =>
  (await get<{ ladder: Ladder }>(`/escalation-ladders/${key}/versions/${number}`)).ladder;

/** `ticket`: a number or an id, for those who stand on one. */
export const ladderPreviewQuery = (ladder: Ladder, ticket: string) =>
  queryOptions({
    queryKey: keys.people('ladder-preview', [ladder, ticket]),
    queryFn: () =>
      post<LadderPreview>('/escalation-ladders/preview', {
        ladder,
        ...(ticket === '' ? {} : { ticket }),
      }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

export const createLadder = (body: Ladder, idempotencyKey: string) =>
  post<LadderRecord>('/escalation-ladders', body, { idempotencyKey });

/** `running`: escalations under way go on by it. */
export const changeLadder = (key: string, body: Ladder, version: number, running: boolean) =>
  put<LadderRecord>(`/escalation-ladders/${key}${running ? '?running=true' : ''}`, body, {
    version,
  });

export const removeLadder = (key: string, version: number) =>
  remove<undefined>(`/escalation-ladders/${key}`, { version });
