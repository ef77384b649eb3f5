/** Where the runs of a preview come to stand, added up. Pure. */
import type { MovePreview } from '#designer/client/moves.ts';
import type { ElementFigures } from '#designer/client/runs.ts';
import type { Figures } from '../live/layers.ts';

const NOBODY: ElementFigures = {
  runs: 0,
  tokens: 0,
  failed: 0,
  waitingSince: null,
  entered: 0,
  left: 0,
  calledOff: 0,
  medianSeconds: null,
  p95Seconds: null,
  again: null,
  timed: 0,
  late: 0,
  overdue: 0,
  promised: 0,
  breached: 0,
};

/** For the drawing of the version that is moved to: who stands there, with those who would come. */
export function withLandings(figures: Figures, preview: MovePreview | undefined): Figures {
  const runs = new Map<string, Set<string>>();
  for (const { run, moves, landings } of preview?.items ?? [])
    for (const { to } of moves ? landings : [])
      if (to !== null) runs.set(to, (runs.get(to) ?? new Set()).add(run));
  const ids = new Set([...Object.keys(figures), ...runs.keys()]);
  return Object.fromEntries(
    [...ids].map((id) => {
      const known = figures[id] ?? NOBODY;
      return [id, { ...known, runs: known.runs + (runs.get(id)?.size ?? 0) }];
    }),
  );
}
