/** What of the service levels is looked at, as its address says it, and what is asked of the server for it. Pure. */
import type { Query } from '#designer/client/http.ts';
import {
  DIMENSIONS,
  type Dimension,
  OUTCOMES,
  type Outcome,
} from '#designer/client/service-levels.ts';

/** In months up to the present one, which counts as one of them. */
export const PERIODS = [1, 0, 3, 6, 12, 24] as const;
const LAST_MONTH = 0;
const USUAL_PERIOD = 6;
export const KINDS = ['sla', 'ola', 'contract'] as const;
type Kind = (typeof KINDS)[number];

export type LevelsSearch = {
  by?: Dimension;
  months?: number;
  kind?: Kind;
  judged?: true;
  /** What a number was chosen of: a row, a month, or both absent for the whole. */
  row?: string;
  month?: string;
  outcome?: Outcome;
};

const one = <T>(all: readonly T[], value: unknown): T | undefined =>
  all.find((known) => known === value);
const text = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && value !== ''
    ? String(value)
    : undefined;

export function toLevelsSearch(search: Record<string, unknown>): LevelsSearch {
  const month = text(search.month);
  return {
    by: one(DIMENSIONS, search.by),
    months: one<number>(PERIODS, Number(search.months)),
    kind: one(KINDS, search.kind),
    judged: search.judged === true ? true : undefined,
    row: text(search.row),
    month: month && /^\d{4}-\d{2}$/.test(month) ? month : undefined,
    outcome: one(OUTCOMES, search.outcome),
  };
}

export const periodOf = ({ months }: LevelsSearch): number => months ?? USUAL_PERIOD;

export const toPeriod = (search: LevelsSearch): { months: number; to?: 'last' } =>
  periodOf(search) === LAST_MONTH ? { months: 1, to: 'last' } : { months: periodOf(search) };

/** Which month it is, the server knows by the clock of the organization. */
export const toAsked = (search: LevelsSearch): Query => ({
  by: search.by ?? 'policy',
  ...toPeriod(search),
  kind: search.kind ?? 'sla',
  asJudged: search.judged,
});

/** The same narrowed to the number that was chosen. */
export function toPromisesAsked(search: LevelsSearch, asked: Query): Query {
  const { by, months, ...rest } = asked;
  return {
    ...rest,
    ...(search.row === undefined ? {} : { [String(by)]: search.row }),
    ...(search.month === undefined ? { months } : { from: search.month, to: search.month }),
    outcome: search.outcome,
  };
}
