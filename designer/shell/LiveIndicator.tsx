/** Whether what is on the screen follows what others do. Said in words too, never by the dot's colour alone. */
import { Tooltip } from '@mantine/core';
import { useLiveState } from '#designer/client/live.ts';
import { useText } from '#designer/ui/locale.ts';
import classes from './LiveIndicator.module.css';

export function LiveIndicator() {
  const t = useText();
  const state = useLiveState();
  return (
    <Tooltip label={t(`shell.live.${state}.detail`)}>
      <span className={classes.live} data-state={state} role="status">
        <span className={classes.dot} aria-hidden="true" />
        <span className={classes.word}>{t(`shell.live.${state}`)}</span>
      </span>
    </Tooltip>
  );
}
