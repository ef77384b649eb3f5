/** Instants of a ticket that a scenario tells as days of its week, as `Wed 22:00`, so that it means the same in any week. */
import { PLAN_FIELD } from '../changes/plan.ts';
import { isObject, type Json } from '../json.ts';
import type { Week } from './week.ts';

type Values = { readonly [name: string]: Json };

const INSTANTS: readonly string[] = [
  'createdAt',
  'dueAt',
  `${PLAN_FIELD}plannedFrom`,
  `${PLAN_FIELD}plannedTo`,
];

/** Anything else, and what is no moment, stays what it is. */
export const inWeek = (week: Week, values: Values, prefix = ''): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = `${prefix}${name}`;
      if (isObject(value)) return [name, inWeek(week, value as Values, `${field}.`)];
      const isMoment = INSTANTS.includes(field) && typeof value === 'string';
      return [name, isMoment ? (week.instant(value) ?? value) : value];
    }),
  );
