/** Acts that move what is there, within its scope or into another. */
import { shownFor } from '#designer/ui/diagram/collapsed.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import type { Dropped } from '../commands/drop.ts';
import { drop } from '../commands/drop.ts';
import { regrouped } from '../commands/group.ts';
import { layInto } from '../commands/lay-into.ts';
import { nudge } from '../commands/nudge.ts';
import { tidy } from '../commands/tidy.ts';
import type { Positions } from '../placement.ts';
import type { Bench } from './bench.ts';

export type MovingActs = {
  readonly nudge: (by: Point) => void;
  /** Dragged there: perhaps into a sub-process, or onto another border. */
  readonly drop: (positions: Positions) => void;
  /** Lays what is selected into this sub-process; without one into the process itself. */
  readonly layInto: (scope: string | undefined) => void;
  /** In one line, or long ways in rows. */
  readonly tidy: (inRows?: boolean) => void;
};

export const createMovingActs = ({ now, view, called, wordsOf, focusOn }: Bench): MovingActs => {
  const wordsOfDrop = ({ into, cut }: Dropped, count: number): string => {
    const { say } = now();
    if (into === undefined) {
      return cut > 0
        ? say('canvas.did.movedCut', { count, cut })
        : say('canvas.did.moved', { count });
    }
    const where =
      into === null
        ? say('canvas.did.movedOut', { count })
        : say('canvas.did.movedInto', { count, name: called(into) });
    return cut > 0 ? `${where}. ${say('canvas.did.cut', { count: cut })}` : where;
  };

  const wordsOfMove = (ids: readonly string[]): string => {
    const { definition, say } = now();
    const isNote = (id: string) => !definition.elements.some((element) => element.id === id);
    return say(ids.every(isNote) ? 'canvas.did.noteMoved' : 'canvas.did.moved', {
      count: ids.filter((id) => !isNote(id)).length,
    });
  };

  return {
    nudge: (by) => {
      const { definition, selection, change } = now();
      const ids = [...selection.elements, ...(selection.notes ?? [])];
      change(nudge(definition, ids, by), wordsOfMove(ids), {
        mark: `nudge:${ids.join()}`,
      });
    },
    drop: (positions) => {
      const { definition, change } = now();
      const dropped = drop(definition, positions);
      const ids = Object.keys(positions);
      const edit = regrouped(definition, ids, dropped.edit);
      const isPlain = dropped.into === undefined && dropped.cut === 0;
      change(edit, isPlain ? wordsOfMove(ids) : wordsOfDrop(dropped, ids.length));
    },
    layInto: (scope) => {
      const { definition, selection, change, say, refuse } = now();
      const dropped = layInto(definition, selection.elements, scope);
      if (!dropped) return refuse(say('canvas.refused.scope'));
      change(dropped.edit, wordsOfDrop(dropped, selection.elements.length));
      requestAnimationFrame(() => {
        view.current?.reveal(selection.elements.map((id) => shownFor(now().definition, id)));
        const [first] = selection.elements;
        if (first) focusOn(first);
      });
    },
    tidy: (inRows = false) => {
      const { definition, change, say } = now();
      const label = say(inRows ? 'canvas.did.tidiedInRows' : 'canvas.did.tidied');
      change(tidy(definition, wordsOf, inRows), label);
      requestAnimationFrame(() => view.current?.open());
    },
  };
};
