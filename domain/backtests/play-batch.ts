/**
 * Plays tickets of the past on a frozen draft. Pure but for the rules it compiles, and needs no database: it runs in a thread
 * of its own, so that nobody who shares the worker waits for it.
 */
import { backtest, type Result } from '#engine/backtest/compare.ts';
import type { History } from '#engine/backtest/history.ts';
import { type Past, type Setting, toPast } from '#engine/backtest/play.ts';
import type { Calendar } from '#engine/calendar.ts';
import type { Definition } from '#engine/definition.ts';
import type { JsonObject } from '#engine/json.ts';
import { judgeQuickly } from '#rules/judge.ts';
import type { Ruleset } from '#rules/ruleset.ts';
import {
  type ComparedClock,
  clockDifferences,
  createClockComparer,
  type FrozenPromises,
} from './clocks.ts';
import { type Desk, settleFor } from './settle.ts';

/** A draft and all that decides for it. */
export type Frozen = {
  readonly definition: Definition;
  readonly surroundings: Surroundings;
};

export type Surroundings = Desk & {
  readonly rulesets: readonly Ruleset[];
  readonly calendars: { readonly [key: string]: Calendar };
  /** The one that counts where none is named. */
  readonly calendar: Calendar | null;
  /** Where something is promised. */
  readonly promises?: FrozenPromises;
};

export type Batch = {
  /** Versions that the tickets ran on and that have not been sent before. */
  readonly versions: { readonly [number: string]: Definition };
  readonly tickets: readonly PastTicket[];
};

export type PastTicket = {
  readonly ord: number;
  readonly version: number;
  readonly history: History;
};

/** Why a ticket could not be played: that is no word about the draft. */
export const UNPLAYED = [
  /** The version that it ran on is not there any more. */
  'noVersion',
  /** What the record holds of it cannot be read. */
  'unreadable',
  /** The interpreter broke on it. */
  'broken',
  /** It took more time or memory than a ticket may. */
  'tooMuch',
] as const;
export type Unplayed = (typeof UNPLAYED)[number];

export type PlayedResult = Omit<Result, 'moments'> & { readonly clocks: readonly ComparedClock[] };

export type PlayedTicket = { readonly ord: number } & (
  | { readonly result: PlayedResult }
  /** `error` is for the log of the worker, and not kept. */
  | { readonly unplayed: Unplayed; readonly error?: string }
);

export function createPlayer({ definition, surroundings }: Frozen) {
  const { rulesets, calendars, calendar } = surroundings;
  const setting: Setting = {
    judge: judgeQuickly(rulesets),
    calendar: (key) => (key === undefined ? calendar : (calendars[key] ?? null)),
    settle: settleFor(surroundings),
  };
  const compareClocks = createClockComparer(surroundings.promises);
  const pasts = new Map<number, Past>();

  return async function play({ versions, tickets }: Batch): Promise<PlayedTicket[]> {
    for (const [number, version] of Object.entries(versions))
      pasts.set(Number(number), toPast(definition, version));
    const played: PlayedTicket[] = [];
    for (const { ord, version, history } of tickets) {
      try {
        const past = pasts.get(version);
        if (!past) throw new Error(`invariant: version ${version} has been sent`);
        const { moments, ...result } = await backtest(definition, past, history, setting);
        const requester = history.requester as JsonObject;
        const clocks = compareClocks(history.moments ?? [], moments, requester);
        played.push({ ord, result: withClocks(result, clocks) });
      } catch (error) {
        played.push({ ord, unplayed: 'broken', error: String(error) });
      }
    }
    return played;
  };
}

/** A promise that comes out otherwise is a difference like any other; where the draft diverged nobody knows. */
function withClocks(
  result: Omit<Result, 'moments'>,
  clocks: readonly ComparedClock[],
): PlayedResult {
  if (result.diverged) return { ...result, clocks };
  const differences = [...result.differences, ...clockDifferences(clocks)];
  return { ...result, differences, clocks, result: differences.length > 0 ? 'different' : 'same' };
}
