/**
 * The drawing, on React Flow. Only gestures live here (a drag in progress, the line being pulled); everything else comes
 * from the editor and goes back as edits. The canvas runs left to right in every language.
 */
import '@xyflow/react/dist/base.css';
import { useMantineColorScheme } from '@mantine/core';
import type { Connection, EdgeChange, FinalConnectionState, NodeChange } from '@xyflow/react';
import {
  Background,
  BackgroundVariant,
  MiniMap,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  ViewportPortal,
} from '@xyflow/react';
import type { DragEvent, MouseEvent as ReactMouseEvent, ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Moved } from '#designer/ui/diagram/drawing.ts';
import { rectsFor } from '#designer/ui/diagram/drawing.ts';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { GRID } from '#designer/ui/diagram/shapes.ts';
import type { Definition } from '#engine/definition.ts';
import { applyEdit, withBelongings } from '#engine/edits.ts';
import { portsOf } from '#engine/ports.ts';
import { useActs } from '../editor/acts.tsx';
import { frameUnder } from '../editor/commands/drop.ts';
import { useEditor } from '../editor/editor.tsx';
import { TEMPLATES } from '../editor/templates.ts';
import { firstElement } from '../editor/walk.ts';
import styles from './canvas.module.css';
import { ElementNode } from './ElementNode.tsx';
import { FlowEdge } from './FlowEdge.tsx';
import { guidesFor } from './guides.ts';
import { PulledLine } from './PulledLine.tsx';
import type {
  Drawing,
  ElementNode as ElementNodeType,
  FlowEdge as FlowEdgeType,
} from './to-flow.ts';
import { toFlow } from './to-flow.ts';
import { useView } from './use-view.ts';

const NODE_TYPES = { element: ElementNode };
const EDGE_TYPES = { flow: FlowEdge };
const SNAP: [number, number] = [GRID, GRID];
export const TEMPLATE_MEDIA_TYPE = 'application/x-perdura-template';
/** From here on only what is in view is kept in the page. */
const LARGE = 150;
const MINI_MAP_SIZE = { width: 216, height: 120 };
/** Which way out a line takes, by the side it was pulled from: good news go on, bad news down. */
const PORT_OF_SIDE: Readonly<Record<string, number>> = { right: 0, bottom: 1, top: 2 };

type Props = { readonly miniMap: boolean; readonly children?: ReactNode };

/** The connection under a point of the window; the library names each on its group. */
const flowAt = (x: number, y: number): string | undefined =>
  document
    .elementsFromPoint(x, y)
    .map((one) => one.closest('.react-flow__edge')?.getAttribute('data-id') ?? undefined)
    .find((id) => id !== undefined);

export const Diagram = ({ miniMap, children }: Props) => {
  const { say, definition, names, findings, selection, select, readOnly } = useEditor();
  const acts = useActs();
  const { screenToFlowPosition } = useReactFlow();
  const { colorScheme } = useMantineColorScheme();
  const [moved, setMoved] = useState<Moved | undefined>();
  /** What is dragged itself; what belongs to it moves along and is not named. */
  const dragged = useRef(new Map<string, Point>());
  const before = useRef<Drawing>(undefined);
  // The sub-process that what is dragged would come to lie in.
  const into = useMemo(
    () => (moved ? frameUnder(definition, Object.fromEntries(moved)) : undefined),
    [definition, moved],
  );
  const drawing = useMemo(
    () =>
      toFlow(
        { say, definition, names, findings, selection, moved, into, readOnly },
        before.current,
      ),
    [say, definition, names, findings, selection, moved, into, readOnly],
  );
  before.current = drawing;
  useView(acts.view, firstElement(definition));

  const onNodesChange = useCallback(
    (changes: NodeChange<ElementNodeType>[]) => {
      const positions = new Map<string, Point>();
      for (const change of changes) {
        if (change.type === 'position' && change.position && change.dragging) {
          positions.set(change.id, placeFor(definition, change.id, change.position));
        }
      }
      if (positions.size > 0) {
        for (const [id, at] of positions) dragged.current.set(id, at);
        setMoved(withAll(definition, dragged.current));
      }
      const chosen = applySelection(selection.elements, changes);
      if (chosen) select({ elements: chosen, flows: selection.flows });
    },
    [definition, select, selection],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdgeType>[]) => {
      const chosen = applySelection(selection.flows, changes);
      if (chosen) select({ elements: selection.elements, flows: chosen });
    },
    [select, selection],
  );
  const finishDrag = useCallback(
    (_: unknown, _node: unknown, nodes: readonly ElementNodeType[]) => {
      setMoved(undefined);
      dragged.current = new Map();
      const positions = Object.fromEntries(
        nodes.map(({ id, position }) => [id, placeFor(definition, id, position)]),
      );
      const changed = nodes.some(({ id }) => {
        const at = definition.layout?.[id];
        return at?.x !== positions[id]?.x || at?.y !== positions[id]?.y;
      });
      if (changed) acts.drop(positions);
    },
    [acts, definition],
  );

  const portFor = (source: string | null, handle: string | null | undefined) => {
    const element = definition.elements.find(({ id }) => id === source);
    if (!element) return undefined;
    const port = portsOf(element)[PORT_OF_SIDE[handle ?? 'right'] ?? 0];
    const used = definition.flows.some((flow) => flow.from === source && flow.port === port);
    return used ? undefined : port;
  };
  const onConnect = ({ source, target, sourceHandle }: Connection) =>
    acts.connect(source, target, portFor(source, sourceHandle));
  const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
    if (state.toNode || !state.fromNode) return;
    const at = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (!at) return;
    acts.setMenu({
      kind: 'append',
      element: state.fromNode.id,
      port: portFor(state.fromNode.id, state.fromHandle?.id),
      at: screenToFlowPosition({ x: at.clientX, y: at.clientY }),
    });
  };
  const onDrop = (event: DragEvent) => {
    const template = TEMPLATES.find(
      ({ id }) => id === event.dataTransfer.getData(TEMPLATE_MEDIA_TYPE),
    );
    if (!template) return;
    event.preventDefault();
    const flow = flowAt(event.clientX, event.clientY);
    const enters = template.id !== 'startEvent' && template.id !== 'endEvent';
    if (flow !== undefined && enters) acts.insert(template, flow);
    else acts.add(template, screenToFlowPosition({ x: event.clientX, y: event.clientY }));
  };
  const onDoubleClick = (_: ReactMouseEvent, node: ElementNodeType) => acts.startRename(node.id);
  const guides = moved
    ? guidesFor(rectsFor(definition, moved), new Set(dragged.current.keys()))
    : [];

  return (
    <div className={styles.canvas} dir="ltr">
      <ReactFlow<ElementNodeType, FlowEdgeType>
        nodes={drawing.nodes as ElementNodeType[]}
        edges={drawing.edges as FlowEdgeType[]}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={finishDrag}
        onSelectionDragStop={(event, nodes) => finishDrag(event, null, nodes)}
        onNodeDoubleClick={onDoubleClick}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={({ source, target }) => !acts.refuses(source, target)}
        connectionLineComponent={PulledLine}
        connectionRadius={48}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(TEMPLATE_MEDIA_TYPE)) return;
          event.preventDefault();
          event.dataTransfer.dropEffect = 'copy';
        }}
        onDrop={onDrop}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        nodeDragThreshold={3}
        snapToGrid
        snapGrid={SNAP}
        // Our own keys: arrows walk along flows, and Delete goes through the history.
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
        selectionMode={SelectionMode.Partial}
        panOnScroll
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={definition.elements.length > LARGE}
        minZoom={0.15}
        maxZoom={2}
        onInit={() => acts.view.current?.open()}
        attributionPosition="top-right"
        aria-label={say('canvas.diagram')}
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.2} />
        {miniMap && (
          <MiniMap<ElementNodeType>
            className={styles.miniMap}
            style={MINI_MAP_SIZE}
            offsetScale={2}
            pannable
            zoomable
            ariaLabel={say('canvas.miniMap')}
            nodeClassName={miniLook}
            nodeBorderRadius={8}
          />
        )}
        <ViewportPortal>
          {guides.map((guide) => (
            <div
              key={`${guide.axis}${guide.at}`}
              className={styles.guide}
              data-axis={guide.axis}
              style={
                guide.axis === 'x'
                  ? { left: guide.at, top: guide.from, height: guide.to - guide.from }
                  : { top: guide.at, left: guide.from, width: guide.to - guide.from }
              }
            />
          ))}
        </ViewportPortal>
        {children}
      </ReactFlow>
      <FocusFollowsSelection />
    </div>
  );
};

/** A frame may reach further than its own place; it moves by as much as it is dragged. */
const placeFor = (definition: Definition, id: string, position: Point): Point => {
  const rect = rectsFor(definition).get(id);
  const at = definition.layout?.[id];
  if (!rect || !at) return position;
  const by = { x: position.x - rect.x, y: position.y - rect.y };
  const isBorder = definition.elements.some(
    (element) => element.id === id && element.type === 'boundaryEvent',
  );
  return isBorder ? position : { x: at.x + by.x, y: at.y + by.y };
};

/** With what belongs to what is dragged, by as much. */
const withAll = (definition: Definition, dragged: Moved): Moved => {
  const all = applyEdit(definition, {
    type: 'moveElements',
    positions: Object.fromEntries(dragged),
  });
  const own = withBelongings(definition, dragged.keys());
  return new Map(own.map(({ id }) => [id, all.layout?.[id] ?? { x: 0, y: 0 }]));
};

const miniLook = ({ selected, data }: ElementNodeType): string =>
  (data.element.type === 'subProcess' ? styles.miniFrame : selected ? styles.miniSelected : '') ??
  '';

/** Tabbing to an element selects it, so that keys act on what one sees marked. */
const FocusFollowsSelection = () => {
  const { selection, select } = useEditor();
  useEffect(() => {
    const onFocus = (event: FocusEvent) => {
      const node = event.target instanceof HTMLElement ? event.target : null;
      const id = node?.classList.contains('react-flow__node') ? node.dataset.id : undefined;
      if (!id || !node?.matches(':focus-visible') || selection.elements.includes(id)) return;
      select({ elements: [id], flows: [] });
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [selection, select]);
  return null;
};

type SelectChange = { readonly type: string; readonly id?: string; readonly selected?: boolean };

/** The selection after React Flow's changes; `undefined` when they change nothing in it. */
const applySelection = (
  selected: readonly string[],
  changes: readonly SelectChange[],
): readonly string[] | undefined => {
  const next = new Set(selected);
  let touched = false;
  for (const { type, id, selected: on } of changes) {
    if (type !== 'select' || id === undefined || next.has(id) === on) continue;
    touched = true;
    if (on) next.add(id);
    else next.delete(id);
  }
  return touched ? [...next] : undefined;
};
