/** Business time in both directions: of an instant, another one, and what lies between them, two are given. */
import type { Static } from 'typebox';
import { invalid } from '#domain/errors.ts';
import {
  addBusinessSeconds,
  businessSecondsBetween,
  type Calendar,
  MOST_DAYS,
  subtractBusinessSeconds,
} from '#engine/calendar.ts';
import type { Compute, Computed } from './schemas.ts';

/** @throws DomainError invalid_input when it cannot be told */
export function computed(
  hours: Calendar,
  { from, to, businessSeconds }: Static<typeof Compute>,
): Static<typeof Computed> {
  if (from !== undefined && to !== undefined && businessSeconds === undefined) {
    const days = Math.abs(Date.parse(to) - Date.parse(from)) / 86_400_000;
    if (days > MOST_DAYS) invalid('/to', 'At most 400 years may lie between `from` and `to`.');
    return { businessSeconds: businessSecondsBetween(hours, from, to) };
  }
  if (businessSeconds === undefined || (from === undefined) === (to === undefined))
    return invalid('', 'Give two of `from`, `to` and `businessSeconds`.');
  const at =
    to === undefined
      ? addBusinessSeconds(hours, from ?? '', businessSeconds)
      : subtractBusinessSeconds(hours, to, businessSeconds);
  return at === null
    ? invalid('/businessSeconds', 'This calendar is never open for that long.')
    : { at };
}
