/** What of a record changed, in the form events hold it. */
import type { Change } from './event.ts';

/** The fields of `after` that differ from `before`. */
export function changesBetween<T extends object>(
  before: T,
  after: Partial<T>,
): Record<string, Change> {
  const changes: Record<string, Change> = {};
  for (const [field, value] of Object.entries(after)) {
    const old: unknown = before[field as keyof T];
    if (value !== undefined && JSON.stringify(old) !== JSON.stringify(value)) {
      changes[field] = { before: old ?? null, after: value };
    }
  }
  return changes;
}
