/** A version on its way in a few words, for a line that has little room; the whole sentence is a hover away, the rest a click. */
import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import type { NextVersion } from '#designer/client/types/processes.ts';
import { Chip } from '../Chip.tsx';
import styles from './rollout.module.css';
import { useRolloutWords } from './words.ts';

type Props = {
  readonly next: NextVersion;
  readonly rest: number | null;
  readonly onClick: () => void;
};

export function RolloutChip({ next, rest, onClick }: Props) {
  const words = useRolloutWords();
  const sentence = words.sentence(next, rest);
  return (
    <Tooltip label={sentence}>
      <UnstyledButton onClick={onClick} className={styles.chip}>
        <Chip tone="accent" icon={<IconRoute size={13} aria-hidden />}>
          {words.short(next)}
          <span className="p-hidden">. {sentence}</span>
        </Chip>
      </UnstyledButton>
    </Tooltip>
  );
}
