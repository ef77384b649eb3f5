/** Acts that change only what is selected and what is in view. */
import type { Bench } from './bench.ts';

export type SelectingActs = {
  readonly selectAll: () => void;
  readonly goTo: (target: { readonly element?: string; readonly flow?: string }) => void;
};

export const createSelectingActs = ({ now, view, find }: Bench): SelectingActs => ({
  selectAll: () => {
    const { definition, select } = now();
    select({
      elements: definition.elements.map(({ id }) => id),
      flows: definition.flows.map(({ id }) => id),
    });
  },
  goTo: ({ element, flow }) => {
    const { definition, select } = now();
    const ends = definition.flows.find(({ id }) => id === flow);
    if (flow && ends) {
      select({ elements: [], flows: [flow] });
      view.current?.reveal([ends.from, ends.to]);
    } else if (element && find(element)) {
      select({ elements: [element], flows: [] });
      view.current?.reveal([element]);
    }
  },
});
