/**
 * The drawing, on React Flow. Only gestures live here (a drag in progress, the line being pulled); everything else comes
 * from the editor and goes back as edits. The canvas runs left to right in every language.
 */
import '@xyflow/react/dist/base.css';
import { useMantineColorScheme } from '@mantine/core';
import type { EdgeChange, NodeChange } from '@xyflow/react';
import { Background, BackgroundVariant, MiniMap, ReactFlow, SelectionMode } from '@xyflow/react';
import type { MouseEvent as ReactMouseEvent, ReactNode } from 'react';
import { useMemo, useRef } from 'react';
import type { Point } from '#designer/ui/diagram/shapes.ts';
import { GRID } from '#designer/ui/diagram/shapes.ts';
import { useActs } from '../editor/acts.tsx';
import { type Selection, useEditor } from '../editor/editor.tsx';
import { firstElement } from '../editor/walk.ts';
import { useStable } from '../use-stable.ts';
import styles from './canvas.module.css';
import type { AnyNode, Drawing, FlowEdge as FlowEdgeType, Layer } from './drawn.ts';
import { ElementNode } from './ElementNode.tsx';
import { FlowEdge } from './FlowEdge.tsx';
import { GroupNode } from './GroupNode.tsx';
import { GuideLines } from './GuideLines.tsx';
import { NoteNode } from './NoteNode.tsx';
import { PulledLine } from './PulledLine.tsx';
import { RoomLine } from './RoomLine.tsx';
import { SelectionFollowsFocus } from './SelectionFollowsFocus.tsx';
import { applySelection, applyToNodes } from './selection-changes.ts';
import { toFlow } from './to-flow.ts';
import { useDragging } from './use-dragging.ts';
import { usePulling } from './use-pulling.ts';
import { useRoom } from './use-room.ts';
import { useTemplateDrop } from './use-template-drop.ts';
import { useView } from './use-view.ts';

const NODE_TYPES = { element: ElementNode, group: GroupNode, note: NoteNode };
const EDGE_TYPES = { flow: FlowEdge };
/** From here on only what is in view is kept in the page. */
const LARGE = 150;
const ADDING_KEYS = ['Shift', 'Meta', 'Control'];
const MINI_MAP_SIZE = { width: 216, height: 120 };

type Props = {
  readonly miniMap: boolean;
  /** What is laid over the drawing. */
  readonly layer?: Layer | null;
  /** Another menu than the browser's own. */
  readonly onMenu?: (element: string, at: Point) => void;
  /** Whoever looks on moves the view. */
  readonly onLookAway?: () => void;
  readonly children?: ReactNode;
};

export const Diagram = ({ miniMap, layer, onMenu, onLookAway, children }: Props) => {
  const { say, definition, names, findings, selection, select, readOnly } = useEditor();
  const acts = useActs();
  const { colorScheme } = useMantineColorScheme();
  const { moved, into, guides, drag, letGo } = useDragging();
  const pulling = usePulling();
  const room = useRoom();
  const shown = room.preview ?? definition;
  const dropping = useTemplateDrop();
  const before = useRef<Drawing>(undefined);
  const drawing = useMemo(
    () =>
      toFlow(
        { say, definition: shown, names, findings, selection, moved, into, readOnly, layer },
        before.current,
      ),
    [say, shown, names, findings, selection, moved, into, readOnly, layer],
  );
  before.current = drawing;
  const nodes = useMemo(
    (): AnyNode[] => [...drawing.groups, ...drawing.nodes, ...drawing.notes],
    [drawing.groups, drawing.nodes, drawing.notes],
  );
  const moving = useView(acts.view, { start: firstElement(definition), lookAway: onLookAway });

  // What React Flow is handed stays the same: each new function would make every node and line look again.
  // A click tells of nodes and of lines one after the other, before anything is drawn anew.
  const latest = useRef(selection);
  latest.current = selection;
  const choose = (chosen: Selection) => {
    latest.current = chosen;
    select(chosen);
  };
  const onNodesChange = useStable((changes: NodeChange<AnyNode>[]) => {
    drag(changes);
    const chosen = applyToNodes(latest.current, changes);
    if (chosen) choose(chosen);
  });
  const onEdgesChange = useStable((changes: EdgeChange<FlowEdgeType>[]) => {
    const chosen = applySelection(latest.current.flows, changes);
    if (chosen) choose({ ...latest.current, flows: chosen });
  });
  const onDoubleClick = useStable((_: ReactMouseEvent, node: AnyNode) => {
    if (node.type !== 'group' && !readOnly) acts.startRename(node.id);
  });
  const onContextMenu = useStable((event: ReactMouseEvent, { id, type }: AnyNode) => {
    if (type !== 'element') return;
    event.preventDefault();
    onMenu?.(id, { x: event.clientX, y: event.clientY });
  });
  const onInit = useStable(() => acts.view.current?.open());
  const onConnect = useStable(pulling.onConnect);
  const onConnectEnd = useStable(pulling.onConnectEnd);
  const onDragOver = useStable(dropping.onDragOver);
  const onDrop = useStable(dropping.onDrop);
  const onLetGo = useStable(letGo);
  const isValid = useStable(
    ({ source, target }: { source: string; target: string }) => !acts.refuses(source, target),
  );

  return (
    <div
      className={styles.canvas}
      dir="ltr"
      data-tool={room.isOn ? 'room' : undefined}
      {...room.handlers}
    >
      <ReactFlow<AnyNode, FlowEdgeType>
        nodes={nodes}
        edges={drawing.edges as FlowEdgeType[]}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStop={onLetGo}
        onSelectionDragStop={onLetGo}
        onNodeDoubleClick={onDoubleClick}
        onNodeContextMenu={onMenu && onContextMenu}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        isValidConnection={isValid}
        connectionLineComponent={PulledLine}
        connectionRadius={48}
        onDragOver={onDragOver}
        onDrop={onDrop}
        nodesDraggable={!readOnly && !room.isOn}
        nodesConnectable={!readOnly && !room.isOn}
        elementsSelectable={!room.isOn}
        panOnDrag={!room.isOn}
        nodeDragThreshold={3}
        // Our own keys: arrows walk along flows, and Delete goes through the history.
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={ADDING_KEYS}
        selectionMode={SelectionMode.Partial}
        panOnScroll
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={definition.elements.length > LARGE}
        minZoom={0.15}
        maxZoom={2}
        onInit={onInit}
        {...moving}
        attributionPosition="top-right"
        aria-label={say('canvas.diagram')}
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.2} />
        {miniMap && (
          <MiniMap<AnyNode>
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
        <GuideLines guides={guides} />
        {room.isOn && <RoomLine line={room.line} />}
        {children}
      </ReactFlow>
      <SelectionFollowsFocus />
    </div>
  );
};

const miniLook = ({ selected, type, data }: AnyNode): string => {
  if (type === 'note') return styles.miniNote ?? '';
  const isFrame = type === 'group' || ('element' in data && data.element.type === 'subProcess');
  return (isFrame ? styles.miniFrame : selected ? styles.miniSelected : '') ?? '';
};
