/** The way into a rehearsal and back, and how many of the kept scenarios pass on the drawing as it is. */
import { Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCircleCheckFilled,
  IconCircleX,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useEditor } from '../editor/editor.tsx';
import styles from './rehearse.module.css';
import { useRehearse } from './rehearse.tsx';

export const RehearseButton = ({ narrow }: { readonly narrow: boolean }) => {
  const { say } = useEditor();
  const { isOpen, open, close } = useRehearse();
  const label = say(isOpen ? 'canvas.rehearse.leave' : 'canvas.rehearse.open');
  const Icon = isOpen ? IconArrowBackUp : IconPlayerPlay;
  return (
    <Tooltip label={`${label}   Shift+R`}>
      <Button
        variant={isOpen ? 'filled' : 'default'}
        leftSection={narrow ? undefined : <Icon size={16} />}
        onClick={() => (isOpen ? close() : open())}
      >
        {label}
      </Button>
    </Tooltip>
  );
};

export const KeptCount = () => {
  const { say } = useEditor();
  const { kept, open } = useRehearse();
  const all = kept.items.length;
  const plays = kept.items.flatMap(({ id }) => kept.plays.get(id) ?? []);
  // Until they are played nothing is said of them.
  if (all === 0 || plays.length < all) return null;
  const passed = plays.filter(({ result }) => result === 'passed').length;
  const label = say('canvas.rehearse.keptCount', { passed, all });
  const Icon = passed === all ? IconCircleCheckFilled : IconCircleX;
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className={styles.keptCount}
        data-some={passed < all || undefined}
        // Who speaks to the computer says what stands there.
        aria-label={`${passed}/${all}: ${label}`}
        onClick={() => open('scenarios')}
      >
        <Icon
          className={styles.sign}
          data-tone={passed === all ? 'good' : 'bad'}
          size={15}
          aria-hidden
        />
        {passed}/{all}
      </button>
    </Tooltip>
  );
};
