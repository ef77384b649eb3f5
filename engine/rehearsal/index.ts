/** Plays scenarios on the production interpreter, anywhere: in the server, in a browser, in a test. No side effects. */
import type { Definition } from '../definition.ts';
import { startOf } from '../graph/start-of.ts';
import type { Json } from '../json.ts';
import type { Bounds } from './bounds.ts';
import { happen } from './happen.ts';
import { RehearsalProblem } from './problem.ts';
import { Rehearsal } from './rehearsal.ts';
import type { Happening, Scenario } from './scenario.ts';
import { inWeek } from './spoken-facts.ts';
import { Week } from './week.ts';
import type { Surroundings } from './world.ts';

export type { Bounds } from './bounds.ts';
export { type Coverage, coverageOf } from './coverage.ts';
export type { Entry } from './journal.ts';
export { misnamed } from './misnamed.ts';
export { pathOf } from './path.ts';
export { RehearsalProblem, type RehearsalProblemCode } from './problem.ts';
export { Rehearsal } from './rehearsal.ts';
export { type RanOn, runOn, type Stop } from './run-on.ts';
export { sampleValues } from './sample.ts';
export { type Given, Happening, Scenario } from './scenario.ts';
export { inWeek } from './spoken-facts.ts';
export { subjectsIn } from './subjects.ts';
export type { TicketMoment } from './ticket-past.ts';
export { unfitIn } from './unfit.ts';
export { type Round, votersIn } from './voting.ts';
export { type Waiting, waitingIn } from './waiting.ts';
export { Week } from './week.ts';
export type { Judge, Settled } from './world.ts';

type Values = { readonly [name: string]: Json };

/** A Monday in the week that stories are told in unless they say when. */
const SOME_WEEK = '2026-03-02T12:00:00.000Z';
const MORNING = 'Mon 09:00';
export const A_TICKET: Values = { id: 'x', number: 'REQ-000001', title: 'A ticket' };
export const A_REQUESTER: Values = { email: 'ravi@demo.test', name: 'Ravi' };

export type Setting = Pick<Surroundings, 'judge' | 'calendar'> & {
  /** An instant in the week whose days a scenario names. */
  readonly week?: string;
  readonly bounds?: Bounds;
};

/** A scenario that stops at a happening which cannot happen, from 0. */
export class Stuck extends RehearsalProblem {
  readonly happening: number;

  constructor(happening: number, problem: RehearsalProblem) {
    super(problem.message, problem.code);
    this.happening = happening;
  }
}

export type Played = {
  readonly rehearsal: Rehearsal;
  /** The first line that is not as it was expected, from 0; null when all are, or none was expected. */
  readonly differs: number | null;
};

/** @throws Stuck, RehearsalProblem */
export async function playScenario(
  definition: Definition,
  scenario: Scenario,
  setting: Setting,
): Promise<Played> {
  const { rehearsal, happens } = await beginScenario(definition, scenario, setting);
  for (const [index] of scenario.happenings.entries()) await happens(index);
  const { trace } = scenario;
  return { rehearsal, differs: trace ? firstDifference(rehearsal.trace, trace) : null };
}

/** A scenario that has begun and is played on by who likes to look in between. @throws RehearsalProblem */
export async function beginScenario(
  definition: Definition,
  { given = {}, happenings }: Scenario,
  { judge, calendar, week: within = SOME_WEEK, bounds }: Setting,
) {
  const week = new Week(calendar(undefined)?.timeZone ?? 'UTC', within);
  const at = week.instant(given.at ?? MORNING);
  if (at === null) throw new RehearsalProblem(`“${given.at}” is no moment.`, 'no_moment');
  const ticket = { ...A_TICKET, ...inWeek(week, (given.ticket ?? {}) as Values) };
  const requester = { ...A_REQUESTER, ...(given.requester as Values) };
  const surroundings = { judge, calendar, ticket, requester };
  const rehearsal = new Rehearsal(definition, surroundings, week, at, bounds);
  for (const [element, code] of Object.entries(given.failing ?? {}))
    rehearsal.failNext(element, code);
  for (const element of given.undecided ?? []) rehearsal.leaveUndecided(element);
  if (given.voters) rehearsal.nameVoters(given.voters);
  await rehearsal.start(
    given.start ?? startOf(definition, 'manual') ?? 'start',
    (given.variables ?? {}) as Values,
  );
  /** Something that does not stand in the scenario. @throws RehearsalProblem */
  const does = (happening: Happening): Promise<void> =>
    happen(rehearsal, happening, week, calendar);
  const happens = async (index: number): Promise<void> => {
    const happening = happenings[index];
    if (!happening) return;
    try {
      await does(happening);
    } catch (error) {
      if (error instanceof RehearsalProblem) throw new Stuck(index, error);
      throw error;
    }
  };
  return { rehearsal, week, happens, does };
}

export function firstDifference(
  trace: readonly string[],
  expected: readonly string[],
): number | null {
  const length = Math.max(trace.length, expected.length);
  for (let line = 0; line < length; line += 1) if (trace[line] !== expected[line]) return line;
  return null;
}
