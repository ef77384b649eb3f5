/** A line pulled from one element: onto another it connects, onto nothing it asks what to append there. */
import type { Connection, FinalConnectionState } from '@xyflow/react';
import { useReactFlow } from '@xyflow/react';
import { portsOf } from '#engine/ports.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditor } from '../editor/editor.tsx';
import { isNoteNode, noteIdOf } from '../editor/note-id.ts';

/** Which way out a line takes, by the side it was pulled from: good news go on, bad news down. */
const PORT_OF_SIDE: Readonly<Record<string, number>> = { right: 0, bottom: 1, top: 2 };

type Pulling = {
  readonly onConnect: (connection: Connection) => void;
  readonly onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => void;
};

export const usePulling = (): Pulling => {
  const { definition } = useEditor();
  const acts = useActs();
  const { screenToFlowPosition } = useReactFlow();
  const portFor = (source: string | null, side: string | null | undefined) => {
    const element = definition.elements.find(({ id }) => id === source);
    if (!element) return undefined;
    const port = portsOf(element)[PORT_OF_SIDE[side ?? 'right'] ?? 0];
    const used = definition.flows.some((flow) => flow.from === source && flow.port === port);
    return used ? undefined : port;
  };
  return {
    onConnect: ({ source, target, sourceHandle }) => {
      if (isNoteNode(source)) acts.attachNote(noteIdOf(source), target);
      else if (isNoteNode(target)) acts.attachNote(noteIdOf(target), source);
      else acts.connect(source, target, portFor(source, sourceHandle));
    },
    onConnectEnd: (event, state) => {
      if (state.toNode || !state.fromNode || isNoteNode(state.fromNode.id)) return;
      const at = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!at) return;
      acts.setMenu({
        kind: 'append',
        element: state.fromNode.id,
        port: portFor(state.fromNode.id, state.fromHandle?.id),
        at: screenToFlowPosition({ x: at.clientX, y: at.clientY }),
      });
    },
  };
};
