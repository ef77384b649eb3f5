/** When and for whom, folded to one line until somebody wants it otherwise. */
import { Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useNow } from '../time.ts';
import classes from './rollout.module.css';
import { WayFields } from './WayFields.tsx';
import { type Chosen, toWay } from './way.ts';
import { useRolloutWords } from './words.ts';

type Props = {
  readonly chosen: Chosen;
  readonly rest: number | null;
  readonly onChange: (chosen: Chosen) => void;
};

export function WayFold({ chosen, rest, onChange }: Props) {
  const words = useRolloutWords();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState<Chosen>(chosen);
  const way = toWay(chosen, useNow());
  // While it is being written the line says what was right last.
  if (way !== null && way !== said) setSaid(chosen);
  return (
    <div className={classes.fold}>
      <UnstyledButton
        className={classes.foldLine}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <IconChevronRight size={15} aria-hidden className={classes.chevron} data-open={isOpen} />
        {words.fold(said)}
      </UnstyledButton>
      <Collapse expanded={isOpen} id={id}>
        {isOpen && <WayFields chosen={chosen} rest={rest} onChange={onChange} />}
      </Collapse>
    </div>
  );
}
