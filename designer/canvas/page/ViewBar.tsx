/** The small bar over the drawing: undo and redo, zoom, fit, tidy up, find, mini-map. Every act with its key. */
import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowAutofitWidth,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconLayoutSidebarRight,
  IconMap,
  IconMaximize,
  IconMinus,
  IconPlus,
  IconSearch,
  IconSquarePlus,
} from '@tabler/icons-react';
import { Panel as FlowPanel, useReactFlow, useStore } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { useSay } from '#designer/ui/diagram/say.ts';
import { useActs } from '../editor/acts.tsx';
import { useEditorPart, useLatestEditor } from '../editor/editor.tsx';
import styles from './page.module.css';
import { TidyMenu } from './TidyMenu.tsx';

type Props = {
  readonly miniMap: boolean;
  readonly onMiniMap: () => void;
  readonly onPalette?: () => void;
  readonly onPanel?: () => void;
};

export const ViewBar = memo(({ miniMap, onMiniMap, onPalette, onPanel }: Props) => {
  const say = useSay();
  const editor = useLatestEditor();
  const readOnly = useEditorPart((one) => one.readOnly);
  const last = useEditorPart(({ history }) => history.past.at(-1)?.label);
  const next = useEditorPart(({ history }) => history.future[0]?.label);
  const { setMenu, view, tool, setTool } = useActs();
  const { zoomIn, zoomOut, zoomTo } = useReactFlow();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <FlowPanel position="bottom-left" className={styles.viewBar}>
      {onPalette && (
        <span className={styles.tools}>
          <Tool label={say('canvas.palette')} onClick={onPalette}>
            <IconSquarePlus size={18} />
          </Tool>
        </span>
      )}
      {!readOnly && (
        <span className={styles.tools} role="toolbar" aria-label={say('canvas.history')}>
          <Tool
            label={
              last !== undefined ? say('canvas.undo.what', { what: last }) : say('canvas.undo')
            }
            keys="Mod+Z"
            disabled={last === undefined}
            onClick={() => editor.current.undo()}
          >
            <IconArrowBackUp size={18} />
          </Tool>
          <Tool
            label={
              next !== undefined ? say('canvas.redo.what', { what: next }) : say('canvas.redo')
            }
            keys="Mod+Shift+Z"
            disabled={next === undefined}
            onClick={() => editor.current.redo()}
          >
            <IconArrowForwardUp size={18} />
          </Tool>
        </span>
      )}
      <span
        className={`${styles.tools} ${styles.zooming}`}
        role="toolbar"
        aria-label={say('canvas.view')}
      >
        <Tool label={say('canvas.zoomOut')} keys="-" onClick={() => void zoomOut()}>
          <IconMinus size={18} />
        </Tool>
        <button
          type="button"
          className={styles.zoom}
          aria-label={`${zoom} % ${say('canvas.zoomReset')}`}
          onClick={() => void zoomTo(1)}
        >
          {zoom} %
        </button>
        <Tool label={say('canvas.zoomIn')} keys="+" onClick={() => void zoomIn()}>
          <IconPlus size={18} />
        </Tool>
        <Tool label={say('canvas.fit')} keys="1" onClick={() => view.current?.fit()}>
          <IconMaximize size={18} />
        </Tool>
      </span>
      <span className={styles.tools}>
        {!readOnly && <TidyMenu />}
        {!readOnly && (
          <Tool
            label={say('canvas.room')}
            keys="W"
            pressed={tool === 'room'}
            onClick={() => setTool(tool === 'room' ? null : 'room')}
          >
            <IconArrowAutofitWidth size={18} />
          </Tool>
        )}
        <Tool label={say('canvas.search')} keys="/" onClick={() => setMenu({ kind: 'search' })}>
          <IconSearch size={18} />
        </Tool>
        <Tool label={say('canvas.miniMap')} keys="M" pressed={miniMap} onClick={onMiniMap}>
          <IconMap size={18} />
        </Tool>
        {onPanel && (
          <Tool label={say('canvas.panel')} onClick={onPanel}>
            <IconLayoutSidebarRight size={18} />
          </Tool>
        )}
      </span>
    </FlowPanel>
  );
});

type ToolProps = {
  readonly label: string;
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

const Tool = ({ label, keys, disabled, pressed, onClick, children }: ToolProps) => (
  <Tooltip label={keys ? `${label}   ${keys.replace('Mod', 'Ctrl')}` : label} position="top">
    <ActionIcon
      size={32}
      aria-label={label}
      aria-pressed={pressed}
      variant={pressed ? 'light' : 'subtle'}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  </Tooltip>
);
