/** What a new process begins as: a start by hand and an end, joined, so that the first step is put in between. */
import { GRID } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';

export const emptyProcess = (key: string, name: string): Definition => ({
  key,
  name,
  elements: [
    { id: 'start', type: 'startEvent', trigger: { type: 'manual' } },
    { id: 'end', type: 'endEvent' },
  ],
  flows: [{ id: 'f1', from: 'start', to: 'end' }],
  layout: { start: { x: GRID * 8, y: GRID * 16 }, end: { x: GRID * 40, y: GRID * 16 } },
});
