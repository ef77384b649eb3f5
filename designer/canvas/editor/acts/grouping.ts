/** Acts about the named rectangles behind elements. */
import type { Group } from '#engine/definition.ts';
import { groupAround, groupOfAll } from '../commands/group.ts';
import type { Bench } from './bench.ts';

export type GroupingActs = {
  /** Puts a group behind what is selected. */
  readonly group: () => void;
  readonly renameGroup: (group: Group, name: string) => void;
  readonly ungroup: (group?: Group) => void;
  readonly selectGroup: (group: Group) => void;
};

export const createGroupingActs = ({ now }: Bench): GroupingActs => ({
  group: () => {
    const { definition, selection, change, say, refuse } = now();
    const made = groupAround(definition, selection.elements, say('canvas.group.new'));
    if (typeof made === 'string') return refuse(say(`canvas.refused.group.${made}`));
    change(made.edit, say('canvas.did.grouped', { count: made.group.elements.length }));
  },
  renameGroup: ({ id, name: before }, name) => {
    const { change, say } = now();
    if (name === (before ?? '')) return;
    change(
      { type: 'updateGroup', id, changes: { name } },
      say('canvas.did.renamed', { name: name || say('canvas.group') }),
      { mark: `${id}:name`, quiet: true },
    );
  },
  ungroup: (group) => {
    const { definition, selection, change, say, refuse } = now();
    const found = group ?? groupOfAll(definition, selection.elements);
    if (!found) return refuse(say('canvas.refused.ungroup'));
    change(
      { type: 'removeGroup', id: found.id },
      say('canvas.did.ungrouped', { name: found.name ?? say('canvas.group') }),
    );
  },
  selectGroup: ({ elements }) => now().select({ elements, flows: [] }),
});
