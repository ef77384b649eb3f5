/** Instants as history has them: texts that are compared as times. */

/** What never comes is later than everything. */
export const toTime = (at: string | undefined): number =>
  at === undefined ? Number.POSITIVE_INFINITY : Date.parse(at);

export const isAt = (one: string, other: string): boolean =>
  one === other || Date.parse(one) === Date.parse(other);

export const isBefore = (one: string, other: string): boolean =>
  Date.parse(one) < Date.parse(other);
