/** A few words on a quiet ground, in one of the four meanings or none. */
import type { ReactNode } from 'react';
import classes from './Chip.module.css';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'info' | 'accent';

export function Chip({
  children,
  tone = 'neutral',
  icon,
}: {
  children: ReactNode;
  tone?: Tone;
  icon?: ReactNode;
}) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {icon}
      <span className={classes.text}>{children}</span>
    </span>
  );
}
