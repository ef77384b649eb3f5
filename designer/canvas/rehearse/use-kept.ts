/**
 * The scenarios that are kept with this process, and how they come out on the drawing as it is: played again a moment
 * after every change, each in a quiet moment, so that drawing stays smooth.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Definition } from '#engine/definition.ts';
import type { Setting } from '#engine/rehearsal/index.ts';
import { type ScenarioRecord, scenariosQuery } from '../queries.ts';
import { type KeptPlay, playKept } from './kept-plays.ts';

const SETTLED_MS = 500;

export type Kept = {
  readonly items: readonly ScenarioRecord[];
  /** They are those of a moment ago at most, and not still to come. */
  readonly isRead: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  /** By id; without those that are still to be played on this drawing. */
  readonly plays: ReadonlyMap<string, KeptPlay>;
};

const NONE: readonly ScenarioRecord[] = [];
const NO_PLAYS: ReadonlyMap<string, KeptPlay> = new Map();

export const useKeptScenarios = (process: string) => {
  const { data, error, isFetching, refetch } = useQuery(scenariosQuery(process));
  const isRead = data !== undefined && !isFetching;
  return { items: data ?? NONE, isRead, error, retry: () => void refetch() };
};

export const useKeptPlays = (
  items: readonly ScenarioRecord[],
  definition: Definition,
  setting: Setting | null,
): ReadonlyMap<string, KeptPlay> => {
  const [plays, setPlays] = useState(NO_PLAYS);
  useEffect(() => {
    if (!setting || items.length === 0) return setPlays(NO_PLAYS);
    let isLatest = true;
    const settled = setTimeout(() => {
      const pause = () => quiet().then(() => (isLatest ? undefined : Promise.reject(SUPERSEDED)));
      void playKept(definition, items, setting, pause).then(
        (all) => setPlays(new Map(all.map((one) => [one.id, one]))),
        (reason) => {
          if (reason !== SUPERSEDED) throw reason;
        },
      );
    }, SETTLED_MS);
    return () => {
      isLatest = false;
      clearTimeout(settled);
    };
  }, [items, definition, setting]);
  return plays;
};

const SUPERSEDED = new Error('The drawing has changed meanwhile.');

/** When the browser has nothing else to do; not all of them say so. */
const quiet = (): Promise<void> =>
  new Promise((resolve) =>
    'requestIdleCallback' in window
      ? requestIdleCallback(() => resolve(), { timeout: 1_000 })
      : setTimeout(resolve, 0),
  );
