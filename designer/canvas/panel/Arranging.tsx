/** Lining up what is selected, and equal gaps: eight small buttons, each with its keys. */
import { ActionIcon, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
} from '@tabler/icons-react';
import { useActs } from '../editor/acts.tsx';
import type { Alignment } from '../editor/commands/align.ts';
import { ALIGNMENTS } from '../editor/commands/align.ts';
import { useEditor } from '../editor/editor.tsx';
import styles from './panel.module.css';

const ICONS: Record<Alignment, Icon> = {
  left: IconLayoutAlignLeft,
  centre: IconLayoutAlignCenter,
  right: IconLayoutAlignRight,
  top: IconLayoutAlignTop,
  middle: IconLayoutAlignMiddle,
  bottom: IconLayoutAlignBottom,
};

export const Arranging = () => {
  const { say, selection } = useEditor();
  const acts = useActs();
  if (selection.elements.length < 2) return null;
  return (
    <div className={styles.arranging} role="toolbar" aria-label={say('canvas.align')} dir="ltr">
      {ALIGNMENTS.map((alignment) => (
        <Arrange
          key={alignment}
          icon={ICONS[alignment]}
          label={say(`canvas.align.${alignment}`)}
          keys={`L ${alignment[0]?.toUpperCase()}`}
          onClick={() => acts.align(alignment)}
        />
      ))}
      {selection.elements.length > 2 && (
        <>
          <Arrange
            icon={IconLayoutDistributeVertical}
            label={say('canvas.distribute.across')}
            keys="L A"
            onClick={() => acts.distribute('across')}
          />
          <Arrange
            icon={IconLayoutDistributeHorizontal}
            label={say('canvas.distribute.down')}
            keys="L D"
            onClick={() => acts.distribute('down')}
          />
        </>
      )}
    </div>
  );
};

type Props = {
  readonly icon: Icon;
  readonly label: string;
  readonly keys: string;
  readonly onClick: () => void;
};

const Arrange = ({ icon: Icon, label, keys, onClick }: Props) => (
  <Tooltip label={`${label}   ${keys}`}>
    <ActionIcon size={32} variant="subtle" aria-label={label} onClick={onClick}>
      <Icon size={18} stroke={1.75} />
    </ActionIcon>
  </Tooltip>
);
