/** When changes may not be begun, and when what they touch may be. */
import classes from './changes.module.css';
import { Freezes } from './Freezes.tsx';
import { Windows } from './Windows.tsx';

export const Changes = () => (
  <div className={classes.parts}>
    <Freezes />
    <Windows />
  </div>
);
