/** The sign of a finding's level: its own shape and its own colour, with words for those who see neither. */
import {
  IconAlertTriangleFilled,
  IconBulbFilled,
  IconExclamationCircleFilled,
} from '@tabler/icons-react';
import type { Level } from '#engine/lint/index.ts';
import styles from './canvas.module.css';

const ICONS = {
  error: IconExclamationCircleFilled,
  warning: IconAlertTriangleFilled,
  hint: IconBulbFilled,
} as const;

type Props = { readonly level: Level; readonly label?: string; readonly size?: number };

export const LevelMark = ({ level, label, size = 16 }: Props) => {
  const Icon = ICONS[level];
  return (
    <span className={styles.level} data-level={level} title={label}>
      <Icon size={size} aria-hidden />
    </span>
  );
};
