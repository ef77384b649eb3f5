/**
 * An element on the canvas: its common look, and over it what belongs to editing: handles to draw flows from, the finding
 * badge, the name being changed, and the few acts that are wanted most, at hand while it is selected.
 */
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowRight,
  IconClockPlus,
  IconCopy,
  IconPlus,
  IconReplace,
  IconSquareMinus,
  IconSquarePlus,
  IconTrash,
} from '@tabler/icons-react';
import type { NodeProps } from '@xyflow/react';
import { Handle, NodeToolbar, Position, useConnection, useStore } from '@xyflow/react';
import type { ReactNode } from 'react';
import { memo, useRef } from 'react';
import { ElementBox } from '#designer/ui/diagram/ElementBox.tsx';
import { useSay } from '#designer/ui/diagram/say.ts';
import { shapeOf } from '#designer/ui/diagram/shapes.ts';
import type { Element } from '#engine/definition.ts';
import { beginsByItself } from '#engine/edits.ts';
import { useActs } from '../editor/acts.tsx';
import { canHaveBorder } from '../editor/commands/borders.ts';
import { canLead } from '../editor/commands/followers.ts';
import { alternativesTo } from '../editor/templates.ts';
import styles from './canvas.module.css';
import type { ElementNode as ElementNodeType } from './drawn.ts';
import { LevelMark } from './LevelMark.tsx';
import { Marks } from './Marks.tsx';

const SOURCES = [
  { id: 'right', position: Position.Right },
  { id: 'bottom', position: Position.Bottom },
  { id: 'top', position: Position.Top },
] as const;

export const ElementNode = memo(
  ({ id, data, selected, width, height }: NodeProps<ElementNodeType>) => {
    const say = useSay();
    const { renaming, refuses } = useActs();
    const from = useConnection((connection) =>
      connection.inProgress ? connection.fromNode.id : null,
    );
    const refused = from !== null && from !== id && refuses(from, id);
    const { element, readOnly, alone, mark } = data;
    return (
      <div
        className={styles.node}
        data-alone={alone || undefined}
        data-receives={data.receives || undefined}
        data-refused={refused || undefined}
        data-target={(from !== null && from !== id && !refused) || undefined}
      >
        <ElementBox
          element={element}
          name={renaming === id ? '' : data.name}
          summary={renaming === id ? '' : data.summary}
          size={width && height ? { width, height } : undefined}
          state={mark?.state}
          selected={selected}
          inside={data.inside}
          above={data.above}
        >
          {mark && (
            <Marks mark={mark} isFrame={element.type === 'subProcess' && data.inside === null} />
          )}
          {data.level && (
            <span className={styles.badge}>
              <LevelMark
                level={data.level}
                label={say('canvas.findings.count', { count: data.findings })}
              />
            </span>
          )}
          {data.inside !== null && <Unfold id={id} name={data.name} />}
          {renaming === id && <Rename key={id} name={element.name ?? ''} id={id} />}
        </ElementBox>
        {!beginsByItself(element) && (
          <Handle
            id="in"
            type="target"
            position={Position.Left}
            className={styles.target}
            isConnectableStart={false}
            aria-hidden
          />
        )}
        {element.type !== 'endEvent' &&
          SOURCES.map((source) => (
            <Handle
              key={source.id}
              id={source.id}
              type="source"
              position={source.position}
              className={styles.source}
              isConnectable={!readOnly}
              aria-hidden
            />
          ))}
        {alone && !readOnly && renaming !== id && (
          <Toolbar
            id={id}
            canAppend={canLead(element)}
            canAttach={canHaveBorder(element)}
            canReplace={alternativesTo(element).length > 0}
            captioned={hasCaptionAbove(element)}
            folds={element.type !== 'subProcess' ? null : data.inside === null ? 'open' : 'box'}
          />
        )}
      </div>
    );
  },
);

type ToolbarProps = {
  readonly id: string;
  readonly canAppend: boolean;
  readonly canAttach: boolean;
  readonly canReplace: boolean;
  readonly captioned: boolean;
  /** A sub-process: what it is drawn as. */
  readonly folds: 'open' | 'box' | null;
};

const Toolbar = ({ id, canAppend, canAttach, canReplace, captioned, folds }: ToolbarProps) => {
  const say = useSay();
  const acts = useActs();
  const zoom = useStore((state) => state.transform[2]);
  return (
    <NodeToolbar
      nodeId={id}
      isVisible
      position={Position.Top}
      offset={captioned ? 14 + 26 * zoom : 14}
      className={styles.toolbar}
    >
      {canAppend && (
        <Act
          label={say('canvas.act.append')}
          keys="A"
          onClick={() => acts.setMenu({ kind: 'append', element: id })}
        >
          <IconPlus size={16} />
        </Act>
      )}
      {canAppend && (
        <Act
          label={say('canvas.act.connect')}
          keys="C"
          onClick={() => acts.setMenu({ kind: 'connect', element: id })}
        >
          <IconArrowRight size={16} />
        </Act>
      )}
      {canAttach && (
        <Act
          label={say('canvas.act.attach')}
          keys="B"
          onClick={() => acts.setMenu({ kind: 'attach', element: id })}
        >
          <IconClockPlus size={16} />
        </Act>
      )}
      {canReplace && (
        <Act
          label={say('canvas.act.replace')}
          keys="R"
          onClick={() => acts.setMenu({ kind: 'replace', element: id })}
        >
          <IconReplace size={16} />
        </Act>
      )}
      {folds && (
        <Act
          label={say(folds === 'open' ? 'canvas.act.collapse' : 'canvas.act.expand')}
          keys="F"
          onClick={() => acts.fold([id])}
        >
          {folds === 'open' ? <IconSquareMinus size={16} /> : <IconSquarePlus size={16} />}
        </Act>
      )}
      <Act label={say('canvas.act.duplicate')} keys="D" onClick={acts.duplicate}>
        <IconCopy size={16} />
      </Act>
      <Act label={say('canvas.act.delete')} keys="Del" onClick={acts.remove}>
        <IconTrash size={16} />
      </Act>
    </NodeToolbar>
  );
};

type ActProps = {
  readonly label: string;
  readonly keys: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

const Act = ({ label, keys, onClick, children }: ActProps) => (
  <Tooltip label={`${label}  ${keys}`}>
    <ActionIcon
      size="sm"
      aria-label={label}
      aria-keyshortcuts={keys}
      onClick={onClick}
      tabIndex={-1}
    >
      {children}
    </ActionIcon>
  </Tooltip>
);

/** Over the plus of the box; the keyboard has F. */
const Unfold = ({ id, name }: { readonly id: string; readonly name: string }) => {
  const say = useSay();
  const acts = useActs();
  return (
    <button
      type="button"
      className={`${styles.unfold} nodrag nopan`}
      tabIndex={-1}
      aria-label={say('canvas.act.expandNamed', { name })}
      title={say('canvas.act.expand')}
      onClick={() => acts.fold([id])}
    />
  );
};

/** Names of gateways stand above them, where the toolbar would be. */
const hasCaptionAbove = (element: Element): boolean =>
  shapeOf(element.type) === 'diamond' && Boolean(element.name);

/** Enter or leaving the field keeps the name, Escape the old one. */
const Rename = ({ id, name }: { id: string; name: string }) => {
  const say = useSay();
  const acts = useActs();
  const done = useRef(false);
  const finish = (value: string | null, hasLeft = false) => {
    if (done.current) return;
    done.current = true;
    acts.rename(id, value, hasLeft);
  };
  return (
    <input
      className={`${styles.rename} nodrag nopan nowheel`}
      aria-label={say('canvas.act.rename')}
      defaultValue={name}
      maxLength={200}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: the author has just asked to type here.
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value, true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(null);
      }}
    />
  );
};
