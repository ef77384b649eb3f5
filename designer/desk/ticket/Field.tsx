/** One named value in the ticket's side column. */
import type { ReactNode } from 'react';
import classes from './FieldsPane.module.css';

export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.field}>
      <dt className={classes.label} dir="auto">
        {label}
      </dt>
      <dd className={classes.data}>{children}</dd>
    </div>
  );
}
