/** Optimistic locking as every operation does it: after the row is read (or locked), before anything is written. */
import { DomainError } from './errors.ts';

/** @throws DomainError stale_version unless `expected` is undefined or the current version. */
export function demandVersion(expected: number | undefined, current: number): void {
  if (expected === undefined || expected === current) return;
  throw new DomainError(
    'stale_version',
    `You read version ${expected}; it is at version ${current} now. Read it again.`,
    { values: { currentVersion: current } },
  );
}
