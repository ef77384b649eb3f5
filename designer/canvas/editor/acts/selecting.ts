/** Acts that change only what is selected and what is in view. */
import { shownFor, shownOf } from '#designer/ui/diagram/collapsed.ts';
import { noteNodeId } from '../note-id.ts';
import type { Bench } from './bench.ts';

export type SelectingActs = {
  readonly selectAll: () => void;
  readonly goTo: (target: {
    readonly element?: string;
    readonly flow?: string;
    readonly note?: string;
  }) => void;
};

export const createSelectingActs = ({ now, view, find }: Bench): SelectingActs => ({
  selectAll: () => {
    const { definition, select } = now();
    const shown = shownOf(definition);
    select({
      elements: shown.elements.map(({ id }) => id),
      flows: shown.flows.map(({ id }) => id),
      notes: definition.notes?.map(({ id }) => id) ?? [],
    });
  },
  goTo: ({ element, flow, note }) => {
    const { definition, select } = now();
    if (note && definition.notes?.some(({ id }) => id === note)) {
      select({ elements: [], flows: [], notes: [note] });
      view.current?.reveal([noteNodeId(note)]);
      return;
    }
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
