/** Earlier, later, away: one step at a time, by keyboard as by mouse. The focus stays on what was moved. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useText } from '#designer/ui/locale.ts';
import classes from './Service.module.css';

type Props = {
  name: string;
  index: number;
  count: number;
  onMove: (by: 1 | -1) => void;
  /** Not where there must be one. */
  onRemove?: (() => void) | undefined;
};

export function MoveActs({ name, index, count, onMove, onRemove }: Props) {
  const t = useText();
  const acts = [
    ['up', IconArrowUp, index > 0, () => onMove(-1)],
    ['down', IconArrowDown, index < count - 1, () => onMove(1)],
    ...(onRemove ? ([['remove', IconX, true, onRemove]] as const) : []),
  ] as const;
  return (
    <span className={classes.acts}>
      {acts.map(([act, Icon, isOn, run]) => (
        <Tooltip key={act} label={t(`service.${act}`, { name })}>
          <ActionIcon
            aria-label={t(`service.${act}`, { name })}
            aria-disabled={!isOn}
            data-act={act}
            data-disabled={!isOn || undefined}
            onClick={() => isOn && run()}
          >
            <Icon size={16} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}
