/** Acts that draw a sub-process as one box, or with all it holds. */
import { countInside, isCollapsed } from '#designer/ui/diagram/collapsed.ts';
import { collapse, expand } from '../commands/fold.ts';
import type { Bench } from './bench.ts';

export type FoldingActs = {
  /** Collapses these sub-processes, or expands them where all are collapsed; without any those that are selected. */
  readonly fold: (ids?: readonly string[]) => void;
};

export const createFoldingActs = ({ now, called, focusOn }: Bench): FoldingActs => ({
  fold: (ids) => {
    const { definition, selection, look, say, refuse } = now();
    const wanted = ids ?? selection.elements;
    const subs = definition.elements
      .filter(({ id, type }) => wanted.includes(id) && type === 'subProcess')
      .map(({ id }) => id);
    const [first] = subs;
    if (!first) return refuse(say('canvas.refused.fold'));
    const open = subs.filter((id) => !isCollapsed(definition, id));
    const folded = open.length > 0 ? open : subs;
    const how = open.length > 0 ? 'collapsed' : 'expanded';
    const label =
      folded.length === 1
        ? say(`canvas.did.${how}`, {
            name: called(folded[0] ?? ''),
            count: countInside(definition, folded[0] ?? ''),
          })
        : say(`canvas.did.${how}Many`, { count: folded.length });
    const edit = open.length > 0 ? collapse(folded) : expand(definition, folded);
    look(edit, label, { select: { elements: subs, flows: [] } });
    requestAnimationFrame(() => focusOn(first));
  },
});
