/** The few acts that are wanted most, at hand while one element is selected; off the others as far as there is room. */
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
import { NodeToolbar, Position, useStore } from '@xyflow/react';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { isCollapsed, shownOf } from '#designer/ui/diagram/collapsed.ts';
import { rectsFor, withName } from '#designer/ui/diagram/drawing.ts';
import { useSay } from '#designer/ui/diagram/say.ts';
import type { Definition, Element } from '#engine/definition.ts';
import { useActs } from '../editor/acts.tsx';
import { canHaveBorder } from '../editor/commands/borders.ts';
import { canLead } from '../editor/commands/followers.ts';
import { useEditorPart } from '../editor/editor.tsx';
import { alternativesTo } from '../editor/templates.ts';
import styles from './canvas.module.css';
import { toolbarPlace } from './toolbar-place.ts';

const SIDES = {
  top: Position.Top,
  bottom: Position.Bottom,
  right: Position.Right,
  left: Position.Left,
} as const;
/** On the screen: an act with the gap beside it, and the frame around all. */
const ACT = 26;
const FRAME = 8;

type Props = {
  readonly element: Element;
  /** A sub-process that is drawn as a box. */
  readonly isBox: boolean;
};

export const ElementToolbar = ({ element, isBox }: Props) => {
  const say = useSay();
  const acts = useActs();
  const zoom = useStore((state) => state.transform[2]);
  const definition = useEditorPart((one) => one.definition);
  const canAppend = canLead(element);
  const canAttach = canHaveBorder(element);
  const canReplace = alternativesTo(element).length > 0;
  const folds = element.type !== 'subProcess' ? null : isBox ? 'box' : 'open';
  const count = [canAppend, canAppend, canAttach, canReplace, folds].filter(Boolean).length + 2;
  const place = useMemo(
    () => placeIn(definition, element, { zoom, count }),
    [definition, element, zoom, count],
  );
  return (
    <NodeToolbar
      nodeId={element.id}
      isVisible
      position={SIDES[place.side]}
      align={place.align}
      offset={place.offset}
      className={styles.toolbar}
    >
      {canAppend && (
        <Act
          label={say('canvas.act.append')}
          keys="A"
          onClick={() => acts.setMenu({ kind: 'append', element: element.id })}
        >
          <IconPlus size={16} />
        </Act>
      )}
      {canAppend && (
        <Act
          label={say('canvas.act.connect')}
          keys="C"
          onClick={() => acts.setMenu({ kind: 'connect', element: element.id })}
        >
          <IconArrowRight size={16} />
        </Act>
      )}
      {canAttach && (
        <Act
          label={say('canvas.act.attach')}
          keys="B"
          onClick={() => acts.setMenu({ kind: 'attach', element: element.id })}
        >
          <IconClockPlus size={16} />
        </Act>
      )}
      {canReplace && (
        <Act
          label={say('canvas.act.replace')}
          keys="R"
          onClick={() => acts.setMenu({ kind: 'replace', element: element.id })}
        >
          <IconReplace size={16} />
        </Act>
      )}
      {folds && (
        <Act
          label={say(folds === 'open' ? 'canvas.act.collapse' : 'canvas.act.expand')}
          keys="F"
          onClick={() => acts.fold([element.id])}
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

/** Frames are no others: what lies in them is. */
const placeIn = (
  definition: Definition,
  element: Element,
  { zoom, count }: { readonly zoom: number; readonly count: number },
) => {
  const rects = rectsFor(definition);
  const own = rects.get(element.id) ?? NOWHERE;
  const others = shownOf(definition).elements.flatMap((one) => {
    const rect = rects.get(one.id);
    const isFrame = one.type === 'subProcess' && !isCollapsed(definition, one.id);
    return rect && one.id !== element.id && !isFrame ? [withName(one, rect)] : [];
  });
  const size = { width: count * ACT + FRAME, height: ACT + FRAME };
  return toolbarPlace({ own, named: withName(element, own), others, zoom, size });
};

const NOWHERE = { x: 0, y: 0, width: 0, height: 0 };

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
