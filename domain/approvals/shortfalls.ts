/**
 * A group that has become smaller than its rule asks for can still decide: all there are do. That fewer decide than was drawn
 * is told on the ticket, so that nobody takes it for what the process asks.
 */
import { type Shortfall, shortfall } from '#engine/approval/tally.ts';
import type { PlannedStage } from './panel.ts';

type Told = Shortfall & { readonly group?: string };

export const shortfallsOf = (stages: readonly PlannedStage[]): readonly Told[] =>
  stages.flatMap(({ groups }) =>
    groups.flatMap((group) => {
      const short = shortfall(group);
      return short ? [{ ...short, ...(group.name === null ? {} : { group: group.name }) }] : [];
    }),
  );
