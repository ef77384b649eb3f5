/**
 * Plays kept scenarios on a definition and says how each of them fares. Bounded in events each, and in time all together, so
 * that what somebody wrote by mistake holds up nobody.
 */
import type { Definition } from '#engine/definition.ts';
import {
  type Coverage,
  coverageOf,
  playScenario,
  type Rehearsal,
  RehearsalProblem,
  type Setting,
  Stuck,
} from '#engine/rehearsal/index.ts';
import { unplayableIn } from '../processes/check-scenario.ts';
import { pause, settingOf } from '../processes/setting.ts';
import type { Work } from '../work.ts';
import type { Playable } from './read.ts';

/** Far more than a scenario that somebody can follow, and played in well under a second. */
export const EVENTS_MAX = 2_000;

/** Whether whoever asked waits no longer. */
export type IsOver = () => boolean;

export const patient: IsOver = () => false;

type Verdict =
  | { readonly result: 'passed' }
  /** Lines count from 0; null where there is no such line. */
  | {
      readonly result: 'differs';
      readonly line: number;
      readonly expected: string | null;
      readonly got: string | null;
    }
  | { readonly result: 'unplayable'; readonly happening?: number; readonly problem: string };

export type PlayedScenario = Pick<Playable, 'id' | 'name' | 'required'> & Verdict;

export type PlayedScenarios = {
  readonly items: readonly PlayedScenario[];
  /** Of those that could be played to their end. */
  readonly coverage: Coverage;
};

export async function playScenarios(
  work: Work,
  definition: Definition,
  scenarios: readonly Playable[],
  isOver: IsOver,
): Promise<PlayedScenarios> {
  const setting = await settingOf(work, definition, { events: EVENTS_MAX, isOver });
  const items: PlayedScenario[] = [];
  const rehearsals: Rehearsal['steps'][] = [];
  for (const scenario of scenarios) {
    const { id, name, required } = scenario;
    const { verdict, steps } = isOver() ? NOT_PLAYED : await play(definition, scenario, setting);
    items.push({ id, name, required, ...verdict });
    if (steps) rehearsals.push(steps);
    await pause();
  }
  return { items, coverage: coverageOf(definition, rehearsals) };
}

type Outcome = { readonly verdict: Verdict; readonly steps?: Rehearsal['steps'] };

const NOT_PLAYED: Outcome = {
  verdict: {
    result: 'unplayable',
    problem: 'It was not played: those before it took all the time there is.',
  },
};

async function play(
  definition: Definition,
  { scenario }: Playable,
  setting: Setting,
): Promise<Outcome> {
  const [wrong] = unplayableIn(scenario, definition);
  if (wrong) return { verdict: unplayable(`${wrong.pointer}: ${wrong.detail}`, wrong.pointer) };
  try {
    const { rehearsal, differs: line } = await playScenario(definition, scenario, setting);
    const { trace, steps } = rehearsal;
    if (line === null) return { verdict: { result: 'passed' }, steps };
    const expected = scenario.trace?.[line] ?? null;
    return { verdict: { result: 'differs', line, expected, got: trace[line] ?? null }, steps };
  } catch (error) {
    if (!(error instanceof RehearsalProblem)) throw error;
    const pointer = error instanceof Stuck ? `/happenings/${error.happening}` : '';
    return { verdict: unplayable(error.message, pointer) };
  }
}

function unplayable(problem: string, pointer: string): Verdict {
  const [, happening] = /^\/happenings\/(\d+)/.exec(pointer) ?? [];
  const place = happening === undefined ? {} : { happening: Number(happening) };
  return { result: 'unplayable', problem, ...place };
}
