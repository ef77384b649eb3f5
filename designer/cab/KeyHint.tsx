/** The key of an act beside its name, where there is a keyboard to press it on. */
import { Keys } from '#designer/ui/Keys.tsx';
import classes from './meeting.module.css';

export const KeyHint = ({ keys }: { keys: string }) => (
  <span className={classes.hint}>
    <Keys keys={keys} />
  </span>
);
