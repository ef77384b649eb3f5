/** Acts that change only what is selected and what is in view. */
import { shownFor, shownOf } from '#designer/ui/diagram/collapsed.ts';
import type { Bench } from './bench.ts';

export type SelectingActs = {
  readonly selectAll: () => void;
  readonly goTo: (target: { readonly element?: string; readonly flow?: string }) => void;
};

export const createSelectingActs = ({ now, view, find }: Bench): SelectingActs => ({
  selectAll: () => {
    const { definition, select } = now();
    const shown = shownOf(definition);
    select({
      elements: shown.elements.map(({ id }) => id),
      flows: shown.flows.map(({ id }) => id),
    });
  },
  goTo: ({ element, flow }) => {
    const { definition, select } = now();
    const ends = definition.flows.find(({ id }) => id === flow);
    if (flow && ends) {
      select({ elements: [], flows: [flow] });
      view.current?.reveal([ends.from, ends.to].map((id) => shownFor(definition, id)));
    } else if (element && find(element)) {
      select({ elements: [element], flows: [] });
      view.current?.reveal([shownFor(definition, element)]);
    }
  },
});
