/** Keys as they stand on a keyboard. Hidden from screen readers, which read the act's own label. */

import classes from './Keys.module.css';
import { keyLabels } from './keyboard.tsx';

export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys} aria-hidden="true" dir="ltr">
      {keyLabels(keys).map((label) => (
        <kbd key={label} className={classes.key}>
          {label}
        </kbd>
      ))}
    </span>
  );
}
