/** What is dragged in from the palette: onto a flow it goes in between, elsewhere it stands where it was let go. */
import { useReactFlow } from '@xyflow/react';
import type { DragEvent } from 'react';
import { useActs } from '../editor/acts.tsx';
import { TEMPLATES } from '../editor/templates.ts';

export const TEMPLATE_MEDIA_TYPE = 'application/x-perdura-template';

/** In the place of a template: a note is no element. */
export const NOTE_TEMPLATE = 'note';

type TemplateDrop = {
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
};

export const useTemplateDrop = (): TemplateDrop => {
  const acts = useActs();
  const { screenToFlowPosition } = useReactFlow();
  return {
    onDragOver: (event) => {
      if (!event.dataTransfer.types.includes(TEMPLATE_MEDIA_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    },
    onDrop: (event) => {
      const dropped = event.dataTransfer.getData(TEMPLATE_MEDIA_TYPE);
      if (dropped === NOTE_TEMPLATE) {
        event.preventDefault();
        acts.addNote(screenToFlowPosition({ x: event.clientX, y: event.clientY }));
        return;
      }
      const template = TEMPLATES.find(({ id }) => id === dropped);
      if (!template) return;
      event.preventDefault();
      const flow = flowAt(event.clientX, event.clientY);
      const enters = template.id !== 'startEvent' && template.id !== 'endEvent';
      if (flow !== undefined && enters) acts.insert(template, flow);
      else acts.add(template, screenToFlowPosition({ x: event.clientX, y: event.clientY }));
    },
  };
};

/** The connection under a point of the window; the library names each on its group. */
const flowAt = (x: number, y: number): string | undefined =>
  document
    .elementsFromPoint(x, y)
    .map((one) => one.closest('.react-flow__edge')?.getAttribute('data-id') ?? undefined)
    .find((id) => id !== undefined);
