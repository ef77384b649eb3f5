/** A share as a bar: what was kept is filled, what was missed is hatched, so that no colour is needed to tell them apart. */
import { useId } from 'react';
import classes from './reports.module.css';

export function ShareBar({ share }: { share: number | null }) {
  const id = useId();
  const kept = (share ?? 0) * 100;
  return (
    <svg className={classes.shareBar} aria-hidden="true">
      <defs>
        <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse">
          <path d="M-1 1 1 -1M0 5 5 0M4 6 6 4" stroke="var(--p-bad)" strokeWidth="1.6" />
        </pattern>
      </defs>
      {share === null ? (
        <rect width="100%" height="100%" fill="var(--p-sunken)" />
      ) : (
        <>
          <rect width={`${kept}%`} height="100%" fill="var(--p-good)" />
          <rect x={`${kept}%`} width={`${100 - kept}%`} height="100%" fill={`url(#${id})`} />
        </>
      )}
    </svg>
  );
}
