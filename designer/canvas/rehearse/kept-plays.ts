/**
 * The kept scenarios played on the drawing as it is: which pass, which come out otherwise, which can no longer be played,
 * and what all of them together have come to. Between two of them others get their turn.
 */
import type { Definition } from '#engine/definition.ts';
import {
  coverageOf,
  misnamed,
  type Rehearsal,
  type Scenario,
  type Setting,
} from '#engine/rehearsal/index.ts';
import { type Hitch, hitchFrom, isPlayed, type Played, play } from './play.ts';

export type KeptScenario = { readonly id: string; readonly scenario: Scenario };

type Steps = Rehearsal['steps'];

export type KeptPlay = {
  readonly id: string;
  readonly result: 'passed' | 'differs' | 'unplayable';
  /** The first line that is not as expected, from 0. */
  readonly line: number | null;
  readonly expected: string | null;
  readonly got: string | null;
  readonly hitch: Hitch | null;
  readonly steps: Steps | null;
};

export const playKept = async (
  definition: Definition,
  kept: readonly KeptScenario[],
  setting: Setting,
  pause: () => Promise<void>,
): Promise<readonly KeptPlay[]> => {
  const plays: KeptPlay[] = [];
  for (const one of kept) {
    await pause();
    plays.push(await playOne(definition, one, setting).catch((error) => broken(one.id, error)));
  }
  return plays;
};

const playOne = async (
  definition: Definition,
  { id, scenario }: KeptScenario,
  setting: Setting,
): Promise<KeptPlay> => {
  const { given = {}, happenings, trace = null } = scenario;
  const [wrong] = misnamed(definition, scenario);
  if (wrong) {
    const found = /^\/happenings\/(\d+)/.exec(wrong.pointer)?.[1];
    const happening = found === undefined ? null : Number(found);
    return unplayable(id, { happening, code: 'misnamed', message: wrong.detail });
  }
  const session = { given, happenings, position: happenings.length, expected: trace };
  const played = await play(definition, session, setting);
  if (!isPlayed(played)) return unplayable(id, played);
  if (played.hitch) return unplayable(id, played.hitch);
  return told(id, played, trace);
};

/** A draft that is half drawn breaks what plays it in more ways than are known; the others are played all the same. */
const broken = (id: string, error: unknown): KeptPlay => unplayable(id, hitchFrom(error, null));

const unplayable = (id: string, hitch: Hitch): KeptPlay => ({
  id,
  result: 'unplayable',
  line: null,
  expected: null,
  got: null,
  hitch,
  steps: null,
});

const told = (
  id: string,
  { rehearsal, differs }: Played,
  trace: readonly string[] | null,
): KeptPlay => ({
  id,
  result: differs === null ? 'passed' : 'differs',
  line: differs,
  expected: differs === null ? null : (trace?.[differs] ?? null),
  got: differs === null ? null : (rehearsal.trace[differs] ?? null),
  hitch: null,
  steps: rehearsal.steps,
});

/** How often each element and flow was come to. */
export type Covered = {
  readonly elements: ReadonlyMap<string, number>;
  readonly flows: ReadonlyMap<string, number>;
  /** How many there are in the drawing, and how many of them were come to. */
  readonly all: number;
  readonly reached: number;
};

export const coveredBy = (definition: Definition, rehearsals: readonly Steps[]): Covered => {
  const { elements, flows } = coverageOf(definition, rehearsals);
  const counts = (list: readonly { readonly id: string; readonly count: number }[]) =>
    new Map(list.map(({ id, count }) => [id, count]));
  return {
    elements: counts(elements),
    flows: counts(flows),
    all: definition.elements.length + definition.flows.length,
    reached: elements.length + flows.length,
  };
};
