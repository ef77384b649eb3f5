/** An edge for each flow that is drawn, and for each line that is no way: to what undoes an activity, and from a note. */
import { shownOf } from '#designer/ui/diagram/collapsed.ts';
import { associationsFor, routesFor } from '#designer/ui/diagram/drawing.ts';
import type { DrawnNote } from '#designer/ui/diagram/notes.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { noteNodeId } from '../editor/note-id.ts';
import type { FlowEdge, Subject } from './drawn.ts';
import type { Levels } from './levels.ts';
import type { Said } from './said.ts';

type Known = {
  readonly said: Said;
  readonly levels: Levels;
  readonly alone: string | undefined;
  readonly notes: readonly DrawnNote[];
};

export const flowEdges = (
  { say, definition, selection, moved, readOnly = false, layer }: Subject,
  { said, levels, alone, notes }: Known,
): readonly FlowEdge[] => {
  const chosen = new Set(selection?.flows);
  const routes = routesFor(definition, moved);
  const nameOf = (id: string) => said.elements.get(id)?.name ?? id;
  const ways = shownOf(definition).flows.flatMap((flow): FlowEdge[] => {
    const route = routes.get(flow.id);
    if (!route) return [];
    const words = said.flows.get(flow.id);
    return [
      {
        id: flow.id,
        type: 'flow',
        source: flow.from,
        target: flow.to,
        selected: chosen.has(flow.id),
        focusable: false,
        ariaLabel: words?.aria ?? '',
        data: {
          points: route.points,
          at: route.label,
          label: words?.label ?? '',
          level: levels.get(flow.id)?.level ?? null,
          readOnly,
          alone: alone === flow.id,
          mark: layer?.flows.get(flow.id) ?? null,
        },
      },
    ];
  });
  const undoing = associationsFor(definition, moved).map(({ id, from, to, points }) =>
    line({ id, source: from, target: to, points }, 'undo', {
      ariaLabel: say('canvas.flow.undoes', { name: nameOf(from), by: nameOf(to) }),
    }),
  );
  const about = notes.flatMap(({ note, line: drawn }) =>
    drawn
      ? [
          line({ id: `about ${note.id}`, source: noteNodeId(note.id), ...drawn }, 'note', {
            ariaLabel: say('canvas.note.line', { name: nameOf(note.about ?? '') }),
          }),
        ]
      : [],
  );
  return [...ways, ...undoing, ...about];
};

type Ends = {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly points: readonly Point[];
};

const line = (
  { points, ...ends }: Ends,
  association: 'undo' | 'note',
  more: { readonly ariaLabel: string },
): FlowEdge => ({
  ...ends,
  ...more,
  type: 'flow',
  selectable: false,
  focusable: false,
  data: { ...BARE, points, at: points[0] ?? ORIGIN, association },
});

const BARE = { label: '', level: null, readOnly: true, alone: false } as const;
const ORIGIN: Point = { x: 0, y: 0 };
