/** A node for each group, far behind all else; only its name takes the pointer. */
import { groupsOf } from '#designer/ui/diagram/groups.ts';
import type { Definition, Group } from '#engine/definition.ts';
import type { GroupNode, Subject } from './drawn.ts';

const PREFIX = 'group:';

export const groupIn = (definition: Definition, node: string): Group | undefined =>
  definition.groups?.find(({ id }) => node === `${PREFIX}${id}`);

/** By this part of it a group is dragged. */
export const GROUP_HANDLE = 'group-handle';

export const groupNodes = ({
  say,
  definition,
  moved,
  readOnly = false,
}: Subject): readonly GroupNode[] =>
  groupsOf(definition, moved).map(({ group, rect }): GroupNode => {
    const { x, y, ...size } = rect;
    return {
      id: `${PREFIX}${group.id}`,
      type: 'group',
      position: { x, y },
      ...size,
      measured: size,
      zIndex: -200,
      selectable: false,
      focusable: false,
      connectable: false,
      dragHandle: `.${GROUP_HANDLE}`,
      style: { pointerEvents: 'none' },
      ariaRole: 'group',
      ariaLabel: say('canvas.group.holds', {
        name: group.name || say('canvas.group'),
        count: group.elements.length,
      }),
      data: { group, readOnly },
    };
  });
